using System.Globalization;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Common;

/// <summary>
/// Optimistic concurrency over HTTP (RFC 9110 § 13): the tag is the time of the last change, which a trigger keeps and which
/// traffic counters leave alone, so that visitors never make an editor's copy stale.
/// </summary>
public static class ETags
{
    /// <summary>The tag of what was last changed then.</summary>
    public static string Of(DateTimeOffset updatedAt) =>
        string.Create(CultureInfo.InvariantCulture, $"\"{updatedAt.UtcTicks / 10:x}\"");

    /// <summary>Checks the caller's <c>If-Match</c> before a change.</summary>
    /// <exception cref="DomainException">PreconditionRequired without one; PreconditionFailed with a stale one.</exception>
    public static void Require(string? ifMatch, AggregateRoot aggregate) => Require(ifMatch, aggregate.UpdatedAt);

    /// <inheritdoc cref="Require(string?, AggregateRoot)"/>
    public static void Require(string? ifMatch, DateTimeOffset updatedAt)
    {
        if (string.IsNullOrWhiteSpace(ifMatch))
        {
            throw new DomainException(
                new Error(
                    ErrorKind.PreconditionRequired,
                    "request.if_match_required",
                    "Send If-Match with the ETag of the version you are changing."
                )
            );
        }
        RequireUnchanged(ifMatch, updatedAt);
    }

    /// <summary>Checks an <c>If-Match</c> that may be left out, which is as good as <c>*</c>: whatever is there.</summary>
    /// <param name="updatedAt">Null: there is nothing that could match.</param>
    /// <exception cref="DomainException">PreconditionFailed with a stale one.</exception>
    public static void RequireUnchanged(string? ifMatch, DateTimeOffset? updatedAt)
    {
        if (string.IsNullOrWhiteSpace(ifMatch) || ifMatch.Trim() == "*")
        {
            return;
        }
        var current = updatedAt is { } at ? Of(at) : null;
        if (!ifMatch.Split(',').Any(tag => tag.Trim() == current))
        {
            throw new DomainException(
                new Error(
                    ErrorKind.PreconditionFailed,
                    "request.stale",
                    "It has changed since you read it: read it again, then reapply your change."
                )
                {
                    Details = new Dictionary<string, object?>(StringComparer.Ordinal) { ["currentETag"] = current },
                }
            );
        }
    }
}
