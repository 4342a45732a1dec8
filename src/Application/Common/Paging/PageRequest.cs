using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Common.Paging;

/// <summary>Where a page starts and how long it is.</summary>
/// <param name="Limit">1–100.</param>
/// <param name="After">Keyset of the last row seen, newest first; null for the first page.</param>
public sealed record PageRequest(int Limit, Keyset? After)
{
    /// <summary>What the page's rows are older than, for SQL: the first page's are older than anything.</summary>
    public Keyset Before => After ?? new Keyset(DateTimeOffset.MaxValue, Guid.AllBitsSet);

    /// <summary>Reads the query parameters <c>limit</c> (20 by default) and <c>cursor</c>.</summary>
    /// <exception cref="DomainException">Validation: out of range, or not a cursor of this API.</exception>
    public static PageRequest Parse(int? limit, string? cursor)
    {
        if (limit is < 1 or > 100)
        {
            throw new DomainException(
                new Error(ErrorKind.Validation, "paging.limit_out_of_range", "limit must be between 1 and 100.")
            );
        }
        return new PageRequest(limit ?? 20, cursor is null ? null : Keyset.Parse(cursor));
    }

    /// <summary>Makes the page from up to <see cref="Limit"/> + 1 rows: one more than is shown tells whether there is more.</summary>
    public Page<T> ToPage<T>(IReadOnlyList<T> rows, Func<T, Keyset> key)
    {
        if (rows.Count <= Limit)
        {
            return new Page<T>(rows, HasMore: false, Next: null);
        }
        var shown = rows.Take(Limit).ToArray();
        return new Page<T>(shown, HasMore: true, key(shown[^1]).ToString());
    }
}
