using System.Buffers.Text;
using System.Globalization;
using System.Text;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Common.Paging;

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
