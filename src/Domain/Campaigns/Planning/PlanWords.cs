using System.Collections.Frozen;
using System.Text.Json;
using AiWebBuilder.Domain.Campaigns.Briefs;

namespace AiWebBuilder.Domain.Campaigns.Planning;

/// <summary>
/// What pages and sections are called in a plan, and what each is for, in the campaign's language: a file of <c>Words</c> for each
/// language that has native copy.
/// </summary>
internal static class PlanWords
{
    private static readonly FrozenDictionary<string, Pack> Packs = BriefLanguage.Supported.ToFrozenDictionary(
        language => language,
        Read,
        StringComparer.Ordinal
    );

    public static string PageTitle(string page, string language) => In(language).Pages[page];

    public static (string Name, string Purpose) Section(string kind, string language)
    {
        var section = In(language).Sections[kind];
        return (section.Name, section.Purpose);
    }

    // Languages without native copy get English names: the plan is for the owner, who reads the product's interface.
    private static Pack In(string language) => Packs[BriefLanguage.SupportedFor(language) ?? "en"];

    private static Pack Read(string language)
    {
        using var file = typeof(PlanWords).Assembly.GetManifestResourceStream($"plan-words/{language}")!;
        return JsonSerializer.Deserialize<Pack>(file, JsonSerializerOptions.Web)!;
    }

    private sealed record Pack(Dictionary<string, string> Pages, Dictionary<string, Words> Sections);

    private sealed record Words(string Name, string Purpose);
}
