using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Pages;
using AiWebBuilder.Domain.Campaigns;

namespace AiWebBuilder.Application.Campaigns;

/// <summary>Puts a campaign's components together into its pages, for preview, preflight, publishing and export alike.</summary>
internal static class CampaignPages
{
    private static readonly Dictionary<string, string> SkipLabels = new(StringComparer.Ordinal)
    {
        ["de"] = "Zum Inhalt springen",
        ["fr"] = "Aller au contenu",
        ["es"] = "Saltar al contenido",
        ["ja"] = "本文へ移動",
        ["ar"] = "انتقل إلى المحتوى",
        ["he"] = "דילוג לתוכן",
    };

    /// <param name="tracking">The tracking script; null for previews and exports.</param>
    /// <param name="formAction">Where forms post to; null when they go nowhere.</param>
    public static IReadOnlyList<ComposedPage> Compose(
        Campaign campaign,
        IReadOnlyList<CampaignComponent> components,
        PageTracking? tracking = null,
        string? formAction = null,
        bool noIndex = true
    )
    {
        var (brief, plan, theme) = Briefing.For(campaign);
        plan = campaign.Plan ?? plan;
        theme = campaign.Theme ?? theme;
        var options = new PageOptions(
            SkipLabels.GetValueOrDefault(theme.Language.Split('-')[0], "Skip to content"),
            FormAction: formAction,
            Tracking: tracking,
            NoIndex: noIndex
        );
        return
        [
            .. components
                .GroupBy(component => component.Page, StringComparer.Ordinal)
                .OrderBy(page => page.Key == "index" ? 0 : 1)
                .ThenBy(page => page.Min(component => component.SortOrder))
                .Select(page =>
                    page.All(component => component.ComponentType == "email_template")
                        // An e-mail is a whole document already.
                        ? new ComposedPage(page.Key, page.First().Code)
                        : new ComposedPage(
                            page.Key,
                            PageComposer.Compose(
                                new PageDocument(
                                    TitleOf(campaign, plan, theme.Language, page.Key),
                                    DescriptionOf(page) ?? brief.Description,
                                    theme,
                                    [
                                        .. page.Where(component => component.ComponentType != "email_template")
                                            .Select(component => new PageComponent(
                                                component.Id,
                                                component.ComponentType,
                                                component.Code,
                                                component.CssStyles ?? ""
                                            )),
                                    ],
                                    options
                                )
                            )
                        )
                ),
        ];
    }

    /// <summary>Whether the page is an e-mail: it is not served, it is sent.</summary>
    public static bool IsEmail(ComposedPage page) => page.Key.StartsWith("email", StringComparison.Ordinal);

    private static string TitleOf(Campaign campaign, CampaignPlan plan, string language, string key) =>
        // Without native copy the plan's words are English, which the page is not.
        key == "index"
        || BriefLanguage.SupportedFor(language) is null
        || plan.Pages.FirstOrDefault(page => page.Key == key) is not { } planned
            ? campaign.Name
            : $"{planned.Title} – {campaign.Name}";

    /// <summary>The hero's lead says what the page is about, in words made for visitors.</summary>
    private static string? DescriptionOf(IEnumerable<CampaignComponent> page) =>
        page.Where(component => component.Kind == SectionKinds.Hero)
            .Select(hero => JsonNode.Parse(hero.Props)?["lead"] as JsonValue)
            .Select(lead => lead is not null && lead.TryGetValue<string>(out var text) ? text : null)
            .FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));
}
