using System.Text;
using System.Text.Json;

namespace AiWebBuilder.Application.Analytics.Ingestion;

/// <summary>
/// Reads one event's JSON member by member, without a serializer: a member of a wrong type refuses its own event, with a code of its
/// own, and not the events beside it.
/// </summary>
internal static class EventShape
{
    private static readonly Member[] OfEvent =
    [
        new("id", "id_invalid"),
        new("type", "type_unknown"),
        new("componentId", "component_invalid"),
        new("sessionId", "session_invalid", MayBeNumber: true),
        new("occurredAt", "occurred_at_invalid"),
        new("url", "url_invalid"),
        new("referrer", "referrer_invalid"),
        new("data"),
        new("conversion"),
    ];

    private static readonly Member[] OfConversion =
    [
        new("type", "conversion_type_invalid"),
        new("currency", "currency_invalid"),
        new("orderId", "order_id_invalid", MayBeNumber: true),
        new("value"),
    ];

    /// <returns>The event, or the code of what is wrong with it. Members that must be there and are not come out empty.</returns>
    public static (IncomingEvent? Event, string? Code) Read(JsonElement sent)
    {
        if (sent.ValueKind != JsonValueKind.Object)
        {
            return (null, "event_invalid");
        }
        var (values, texts, problem) = Sort(sent, OfEvent);
        if (problem is not null)
        {
            return (null, problem);
        }
        var (data, conversion) = (values[7], values[8]);
        IncomingConversion? worth = null;
        if (conversion.ValueKind == JsonValueKind.Object)
        {
            var (parts, words, wrong) = Sort(conversion, OfConversion);
            if (wrong is not null)
            {
                return (null, wrong);
            }
            worth = new IncomingConversion(words[0] ?? "", IsThere(parts[3]) ? parts[3] : null, words[1], words[2]);
        }
        else if (IsThere(conversion))
        {
            return (null, "conversion_invalid");
        }
        return (
            new IncomingEvent(
                texts[0] ?? "",
                texts[1] ?? "",
                texts[2],
                texts[3],
                texts[4],
                texts[5],
                texts[6],
                IsThere(data) ? data : null,
                worth
            ),
            null
        );
    }

    /// <returns>Null: it is no text, or one with half of a surrogate pair or bytes that are no UTF-8.</returns>
    public static string? TextOf(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Puts the members in the order that is asked for; absent ones and null stay empty.</summary>
    private static (JsonElement[] Values, string?[] Texts, string? Problem) Sort(JsonElement sent, Member[] members)
    {
        var values = new JsonElement[members.Length];
        var texts = new string?[members.Length];
        foreach (var one in sent.EnumerateObject())
        {
            var place = PlaceOf(one, members);
            if (place < 0)
            {
                return (values, texts, "member_unknown");
            }
            if (values[place].ValueKind != JsonValueKind.Undefined)
            {
                return (values, texts, "member_repeated");
            }
            values[place] = one.Value;
            if (members[place] is { Code: { } code } member && IsThere(one.Value))
            {
                texts[place] =
                    member.MayBeNumber && one.Value.ValueKind == JsonValueKind.Number
                        ? one.Value.GetRawText()
                        : TextOf(one.Value);
                if (texts[place] is null)
                {
                    return (values, texts, code);
                }
            }
        }
        return (values, texts, null);
    }

    private static int PlaceOf(JsonProperty sent, Member[] members)
    {
        try
        {
            for (var place = 0; place < members.Length; place++)
            {
                if (sent.NameEquals(members[place].Utf8Name))
                {
                    return place;
                }
            }
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: no name of ours.
        }
        return -1;
    }

    private static bool IsThere(JsonElement value) =>
        value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    /// <param name="Code">Of a value that is no text; null: any JSON is taken as it is.</param>
    private sealed record Member(string Name, string? Code = null, bool MayBeNumber = false)
    {
        public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(Name);
    }
}
