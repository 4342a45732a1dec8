using System.Text.Json;

namespace AiWebBuilder.Domain.Campaigns.Briefs;

/// <summary>
/// What schema.org calls a business, told by the words of <c>schema-org-types.json</c>: what a page says of itself to search engines and by
/// law. The words of <see cref="Trades"/> are another list, since they answer another question, and more loosely: how a page looks and what
/// it plans may be near, but what it says that it is has to be right, or is not said.
/// </summary>
/// <param name="Type">The name of the fitting type.</param>
/// <param name="Words">The beginnings of the words that tell it, parted by commas.</param>
/// <param name="IsLocal">Whether the type is a LocalBusiness, which has a public address; one that is none can be both.</param>
/// <param name="IsOrganization">Whether the type holds for an organization without a public address as well.</param>
/// <param name="Offers">What its price list is of: schema.org's name for it.</param>
public sealed record SchemaOrgType(
    string Type,
    string Words,
    bool IsLocal = true,
    bool IsOrganization = false,
    string Offers = "Service"
)
{
    // The order matters where a text holds words of two: a "bar in the hotel" is a bar.
    private static readonly IReadOnlyList<(SchemaOrgType Type, string[] Words)> Known = Read();

    /// <summary>By the business type that the brief gives, else by its name; null: neither says.</summary>
    /// <remarks>The description speaks of customers and neighbours too: a caterer for dentists is none.</remarks>
    public static SchemaOrgType? Of(Brief brief) => Find(brief.BusinessType) ?? Find(brief.Name);

    private static SchemaOrgType? Find(string? text) =>
        string.IsNullOrWhiteSpace(text)
            ? null
            : Known
                .FirstOrDefault(one => one.Words.Any(word => WordPacks.IndexIn(WordPacks.Fold(text), word) >= 0))
                .Type;

    private static IReadOnlyList<(SchemaOrgType, string[])> Read()
    {
        using var file = typeof(SchemaOrgType).Assembly.GetManifestResourceStream("schema-org-types")!;
        return
        [
            .. JsonSerializer
                .Deserialize<SchemaOrgType[]>(file, JsonSerializerOptions.Web)!
                .Select(one => (one, Array.ConvertAll(one.Words.Split(", "), WordPacks.Fold))),
        ];
    }
}
