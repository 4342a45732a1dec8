using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Integrations.Platforms.Writing;
using PhoneNumbers;

namespace AiWebBuilder.Infrastructure.Integrations.Leads;

/// <summary>
/// What platforms have members for; all else that the visitor wrote is <see cref="Rest"/>. By which names fields are known stands in <c>lead-fields.json</c>.
/// </summary>
/// <param name="Phone">E.164. A number that is none, because its country is not known, is of the rest.</param>
/// <param name="Rest">A line for each field.</param>
internal sealed record LeadContact(
    string? Name,
    string? FirstName,
    string? LastName,
    string? Email,
    string? Phone,
    string? Company,
    IReadOnlyList<string> Rest
)
{
    private static readonly Dictionary<string, string> MemberOf = Read();

    /// <param name="country">ISO 3166-1, of numbers without a country's code; null: those are none.</param>
    public static LeadContact Of(Lead lead, string? country)
    {
        Dictionary<string, string> known = new(StringComparer.Ordinal);
        List<string> rest = [];
        foreach (var (field, value) in lead.Fields)
        {
            var text = TextOf(value);
            if (text.Length == 0)
            {
                continue;
            }
            var member = MemberOf.GetValueOrDefault(field.ToLowerInvariant());
            var content = member switch
            {
                "phone" => NumberOf(text, country),
                "email" => text.Contains('@', StringComparison.Ordinal) ? text : null,
                null => null,
                _ => text,
            };
            if (content is null || !known.TryAdd(member!, content))
            {
                rest.Add($"{field}: {text}");
            }
        }
        var name = known
            .GetValueOrDefault("name")
            ?.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var first = known.GetValueOrDefault("firstName") ?? name?.FirstOrDefault();
        var last = known.GetValueOrDefault("lastName") ?? name?.ElementAtOrDefault(1);
        return new LeadContact(
            known.GetValueOrDefault("name") ?? Joined(first, last),
            first,
            last,
            known.GetValueOrDefault("email"),
            known.GetValueOrDefault("phone"),
            known.GetValueOrDefault("company"),
            rest
        );
    }

    private static string? Joined(string? first, string? last) =>
        $"{first} {last}".Trim() is { Length: > 0 } name ? name : null;

    private static string TextOf(JsonNode? value) =>
        value switch
        {
            JsonArray several => string.Join(
                ", ",
                several.Select(one => one.TextOf()).Where(one => one is { Length: > 0 })
            ),
            _ => value.TextOf()?.Trim() ?? "",
        };

    private static string? NumberOf(string text, string? country)
    {
        var numbers = PhoneNumberUtil.GetInstance();
        try
        {
            var number = numbers.Parse(
                text.StartsWith("00", StringComparison.Ordinal) ? $"+{text[2..]}" : text,
                country
            );
            return numbers.IsPossibleNumber(number) ? numbers.Format(number, PhoneNumberFormat.E164) : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    private static Dictionary<string, string> Read()
    {
        using var stream = typeof(LeadContact).Assembly.GetManifestResourceStream("lead-fields.json")!;
        return JsonSerializer
            .Deserialize<Dictionary<string, string[]>>(stream)!
            .SelectMany(member => member.Value.Select(name => (name, member.Key)))
            .ToDictionary(one => one.name, one => one.Key, StringComparer.Ordinal);
    }
}
