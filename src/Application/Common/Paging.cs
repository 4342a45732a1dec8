using System.Buffers.Text;
using System.Globalization;
using System.Text;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Common;

/// <summary>One page of a list, in the shape of the API.</summary>
/// <param name="Next">The cursor of the page that follows; null on the last one.</param>
public sealed record Page<T>(IReadOnlyList<T> Data, bool HasMore, string? Next);

/// <summary>Where a page starts and how long it is.</summary>
/// <param name="Limit">1–100.</param>
/// <param name="After">Keyset of the last row seen, newest first; null for the first page.</param>
public sealed record PageRequest(int Limit, Keyset? After)
{
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

/// <summary>A place in a list ordered by (created_at, id) descending.</summary>
public readonly record struct Keyset(DateTimeOffset At, Guid Id)
{
    /// <summary>The opaque cursor: base64url of microseconds since the Unix epoch and the id.</summary>
    public override string ToString() =>
        Base64Url.EncodeToString(
            Encoding.ASCII.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $"{(At.UtcTicks - DateTime.UnixEpoch.Ticks) / 10}:{Id:N}")
            )
        );

    /// <exception cref="DomainException">Validation: not a cursor.</exception>
    public static Keyset Parse(string cursor)
    {
        Span<byte> bytes = stackalloc byte[128];
        if (
            cursor.Length <= 128
            && Base64Url.IsValid(cursor)
            && Base64Url.TryDecodeFromChars(cursor, bytes, out var length)
            && Encoding.ASCII.GetString(bytes[..length]).Split(':') is [var time, var id]
            && long.TryParse(time, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var micros)
            && micros is > -62_000_000_000_000_000 and < 250_000_000_000_000_000
            && Guid.TryParseExact(id, "N", out var guid)
        )
        {
            return new Keyset(DateTimeOffset.UnixEpoch.AddTicks(micros * 10), guid);
        }
        throw new DomainException(
            new Error(
                ErrorKind.Validation,
                "paging.cursor_invalid",
                "cursor must be the `next` value of an earlier response."
            )
        );
    }
}
