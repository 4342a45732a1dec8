using System.Globalization;
using System.Text.Json;
using AiWebBuilder.Domain.Analytics;

namespace AiWebBuilder.Application.Analytics.Ingestion;

/// <summary>Which events may be stored, and what is kept of them.</summary>
public static class EventRules
{
    /// <summary>Events in one request.</summary>
    public const int MaxEvents = 50;

    private const int MaxProperties = 20;
    private const int MaxDepth = 4;
    private const int MaxUrl = 2048;
    private const decimal ValueLimit = 10_000_000_000m;
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromHours(24);

    /// <summary>Reads one event; its session and its visitor are the caller's to add.</summary>
    /// <param name="index">Its place in the request: events without a time keep their order.</param>
    /// <returns>The event, or the code of what is wrong with it.</returns>
    public static (TrackedEvent? Event, string? Code) Read(
        JsonElement sent,
        int index,
        EventOrigin sender,
        UserAgent userAgent,
        DateTimeOffset now
    )
    {
        var (read, malformed) = EventShape.Read(sent);
        if (read is not { } incoming)
        {
            return (null, malformed);
        }
        if (!Guid.TryParseExact(incoming.Id, "D", out var id))
        {
            return (null, "id_invalid");
        }
        if (!EventTypes.All.Contains(incoming.Type))
        {
            return (null, "type_unknown");
        }
        Guid? componentId = null;
        if (incoming.ComponentId is not null)
        {
            if (!Guid.TryParseExact(incoming.ComponentId, "D", out var component))
            {
                return (null, "component_invalid");
            }
            componentId = component;
        }
        if (incoming.SessionId is { } session && (session.Length is 0 or > 255 || session.Contains('\0')))
        {
            return (null, "session_invalid");
        }
        if (TimeOf(incoming.OccurredAt, index, now) is not { } at)
        {
            return (null, "occurred_at_invalid");
        }
        if ((at - now).Duration() > ClockTolerance)
        {
            return (null, "occurred_at_out_of_range");
        }
        if (incoming.Url is { } url && (url.Length > MaxUrl || url.Contains('\0')))
        {
            return (null, "url_invalid");
        }
        if (incoming.Referrer is { } referrer && (referrer.Length > MaxUrl || referrer.Contains('\0')))
        {
            return (null, "referrer_invalid");
        }
        if (!IsStorable(incoming.Data))
        {
            return (null, "data_invalid");
        }
        var (conversion, problem) = ConversionOf(incoming);
        if (problem is not null)
        {
            return (null, problem);
        }
        var origin = VisitOrigin.Of(incoming.Url, incoming.Referrer);
        return (
            new TrackedEvent(
                id,
                incoming.Type,
                componentId,
                at,
                Visitor: null,
                sender.OptedOut ? null : incoming.SessionId,
                incoming.Data?.GetRawText() ?? "{}",
                origin.Referrer,
                origin.Source,
                origin.Medium,
                origin.Page,
                userAgent.Family,
                userAgent.Device,
                userAgent.IsBot,
                sender.Network,
                sender.Country,
                conversion
            ),
            null
        );
    }

    /// <summary>Events that say no time get the request's, a microsecond apart, so that their order stays.</summary>
    private static DateTimeOffset? TimeOf(string? occurredAt, int index, DateTimeOffset now)
    {
        if (occurredAt is null)
        {
            return ToMicrosecond(now).AddTicks(index * TimeSpan.TicksPerMicrosecond);
        }
        return DateTimeOffset.TryParseExact(
            occurredAt,
            ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var at
        )
            ? ToMicrosecond(at)
            : null;
    }

    private static DateTimeOffset ToMicrosecond(DateTimeOffset time) =>
        time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond));

    private static (Conversion? Conversion, string? Code) ConversionOf(IncomingEvent incoming)
    {
        if (incoming.Type != EventTypes.Conversion)
        {
            return (null, incoming.Conversion is null ? null : "conversion_not_expected");
        }
        if (incoming.Conversion is not { } sent)
        {
            return (new Conversion(EventTypes.Conversion, 0, null, null), null);
        }
        if (sent.Type.Length is 0 or > 50 || sent.Type.Contains('\0'))
        {
            return (null, "conversion_type_invalid");
        }
        if (AmountOf(sent.Value) is not { } value || value < 0 || value >= ValueLimit)
        {
            return (null, "value_invalid");
        }
        // Checkout pages compute in binary fractions: 19.990000000000002 is 19.99.
        value = Math.Min(Math.Round(value, 2, MidpointRounding.AwayFromZero), ValueLimit - 0.01m);
        var currency = sent.Currency?.Trim();
        if (currency is not null && (currency.Length != 3 || !currency.All(char.IsAsciiLetter)))
        {
            return (null, "currency_invalid");
        }
        if (sent.OrderId is { } order && (order.Length is 0 or > 255 || order.Contains('\0')))
        {
            return (null, "order_id_invalid");
        }
        return (new Conversion(sent.Type, value, currency?.ToUpperInvariant(), sent.OrderId), null);
    }

    /// <summary>
    /// Shops often hold amounts as texts. Only plain decimal notation is read: <c>1,234</c> is a thousand to some and a bit more than
    /// one to others, and what is guessed wrong is wrong revenue.
    /// </summary>
    /// <returns>0 when none is said; null when it is no amount.</returns>
    private static decimal? AmountOf(JsonElement? sent)
    {
        if (sent is not { } value)
        {
            return 0;
        }
        var amount = 0m;
        return value.ValueKind switch
        {
            JsonValueKind.Number => value.TryGetDecimal(out amount),
            JsonValueKind.String => decimal.TryParse(
                EventShape.TextOf(value).AsSpan().Trim(),
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out amount
            ),
            _ => false,
        }
            ? amount
            : null;
    }

    private static bool IsStorable(JsonElement? data)
    {
        if (data is not { ValueKind: not JsonValueKind.Null } sent)
        {
            return true;
        }
        try
        {
            return sent.ValueKind == JsonValueKind.Object
                && sent.GetPropertyCount() <= MaxProperties
                && IsStorable(sent, MaxDepth);
        }
        catch (InvalidOperationException)
        {
            return false; // half of a surrogate pair
        }
    }

    private static bool IsStorable(JsonElement value, int depth) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => depth > 0 && AreStorable(value.EnumerateObject(), depth - 1),
            JsonValueKind.Array => depth > 0 && value.EnumerateArray().All(item => IsStorable(item, depth - 1)),
            JsonValueKind.String => !value.GetString()!.Contains('\0'),
            JsonValueKind.Number => IsModest(value.GetRawText()),
            _ => true,
        };

    /// <summary>Of two members of one name the database would keep one, and the sender may have meant the other.</summary>
    private static bool AreStorable(JsonElement.ObjectEnumerator members, int depth)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        return members.All(member =>
            !member.Name.Contains('\0') && names.Add(member.Name) && IsStorable(member.Value, depth)
        );
    }

    /// <summary>PostgreSQL writes numbers out: 1e9999 would be ten thousand digits.</summary>
    private static bool IsModest(string number)
    {
        var mark = number.AsSpan().IndexOfAny('e', 'E');
        return number.Length <= 40
            && (
                mark < 0
                || (
                    int.TryParse(
                        number.AsSpan(mark + 1),
                        NumberStyles.AllowLeadingSign,
                        CultureInfo.InvariantCulture,
                        out var exponent
                    ) && exponent is >= -100 and <= 100
                )
            );
    }
}
