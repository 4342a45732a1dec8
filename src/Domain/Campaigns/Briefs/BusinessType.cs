using System.Text.Json;

namespace AiWebBuilder.Domain.Campaigns.Briefs;

/// <summary>What schema.org calls a business: <c>business-types.json</c>.</summary>
/// <param name="Type">The name of the fitting type.</param>
/// <param name="Words">The beginnings of the words that tell it, parted by commas.</param>
/// <param name="IsLocal">Whether the type is a LocalBusiness, which has a public address; one that is none can be both.</param>
/// <param name="IsOrganization">Whether the type holds for an organization without a public address as well.</param>
/// <param name="Offers">What its price list is of: schema.org's name for it.</param>
public sealed record BusinessType(
    string Type,
    string Words,
    bool IsLocal = true,
    bool IsOrganization = false,
    string Offers = "Service"
)
{
    // The order matters where a text holds words of two: a "bar in the hotel" is a bar.
    private static readonly IReadOnlyList<(BusinessType Type, string[] Words)> Known = Read();

    /// <summary>By the business type that the brief gives, else by its name; null: neither says.</summary>
    /// <remarks>The description speaks of customers and neighbours too: a caterer for dentists is none.</remarks>
    public static BusinessType? Of(Brief brief) => Find(brief.BusinessType) ?? Find(brief.Name);

    private static BusinessType? Find(string? text) =>
        string.IsNullOrWhiteSpace(text)
            ? null
            : Known.FirstOrDefault(one => one.Words.Any(word => Trades.Mentions(text, word))).Type;

    private static IReadOnlyList<(BusinessType, string[])> Read()
    {
        using var file = typeof(BusinessType).Assembly.GetManifestResourceStream("business-types")!;
        return
        [
            .. JsonSerializer
                .Deserialize<BusinessType[]>(file, JsonSerializerOptions.Web)!
                .Select(one => (one, one.Words.Split(", "))),
        ];
    }
}
