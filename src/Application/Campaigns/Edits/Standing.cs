using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Themes;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Facts;
using AiWebBuilder.Domain.Campaigns.Looks;

namespace AiWebBuilder.Application.Campaigns.Edits;

/// <summary>What an edit is read against, and what it changes: nothing of it is changed in place.</summary>
/// <param name="Language">BCP 47: that of the pages.</param>
/// <param name="Country">ISO 3166-1; null: nothing tells.</param>
/// <param name="Components">In their order.</param>
/// <param name="Theme">The tokens, as <see cref="ThemeFields"/> names them, and the language.</param>
public sealed record Standing(
    string Language,
    string? Country,
    IReadOnlyList<StandingComponent> Components,
    IReadOnlyList<Fact> Facts,
    JsonObject Theme
)
{
    /// <param name="components">All of the campaign's, in their order.</param>
    internal static Standing Of(FactLedger facts, Theme theme, IEnumerable<CampaignComponent> components) =>
        new(
            theme.Language,
            facts.Country,
            [
                .. components.Select(one => new StandingComponent(
                    one.Id,
                    one.Page,
                    one.Kind,
                    one.ComponentType,
                    one.Name,
                    one.IsAttached ? JsonNode.Parse(one.Props)!.AsObject() : null,
                    one.IsLocked
                )),
            ],
            facts.All,
            TokensOf(theme)
        );

    private static JsonObject TokensOf(Theme theme)
    {
        var tokens = System.Text.Json.JsonSerializer.SerializeToNode(theme.To<ThemeFields>(), Json)!.AsObject();
        tokens[LanguageToken] = theme.Language;
        return tokens;
    }

    /// <summary>No one chooses it with a look; an edit can change it.</summary>
    internal const string LanguageToken = "language";

    internal static System.Text.Json.JsonSerializerOptions Json { get; } =
        new(System.Text.Json.JsonSerializerDefaults.Web);
}
