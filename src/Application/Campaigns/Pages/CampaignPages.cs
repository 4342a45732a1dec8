using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Generation;
using AiWebBuilder.Application.Campaigns.Pages;
using AiWebBuilder.Application.Campaigns.Publishing;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Looks;
using AiWebBuilder.Domain.Campaigns.Planning;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.Application.Campaigns.Pages;

/// <summary>Puts a campaign's components together into its pages, for preview, preflight, publishing and export alike.</summary>
internal static class CampaignPages
{
    private static readonly Dictionary<string, string> SkipLabels = new(StringComparer.Ordinal)
    {
        ["en"] = "Skip to content",
        ["de"] = "Zum Inhalt springen",
        ["fr"] = "Aller au contenu",
        ["es"] = "Saltar al contenido",
        ["ja"] = "本文へ移動",
        ["ar"] = "انتقل إلى المحتوى",
        ["he"] = "דילוג לתוכן",
    };

    /// <summary>The pages and e-mails as they are; links between them stay relative to the campaign.</summary>
    public static IReadOnlyList<ComposedPage> Compose(Campaign campaign, IReadOnlyList<CampaignComponent> components) =>
        Compose(campaign, components, new PageServing());

    /// <summary>The pages first, the e-mails after them, both in their order.</summary>
    public static IReadOnlyList<ComposedPage> Compose(
        Campaign campaign,
        IReadOnlyList<CampaignComponent> components,
        PageServing serving
    )
    {
        var (brief, plan, theme) = Briefing.Kept(campaign);
        var groups = components
            .GroupBy(component => component.Page, StringComparer.Ordinal)
            .Select(page => (page.Key, IsEmail: page.All(IsEmail), Components: page.ToArray()))
            .OrderBy(page => page.IsEmail)
            .ThenBy(page => page.Key == "index" ? 0 : 1)
            .ThenBy(page => page.Components.Min(component => component.SortOrder))
            .ToArray();
        var keys = groups.Where(page => !page.IsEmail).Select(page => page.Key).ToHashSet(StringComparer.Ordinal);
        var options = new PageOptions(
            // Without native copy the page's own name stands for its content.
            BriefLanguage.SupportedFor(theme.Language)
                is { } language
                ? SkipLabels[language]
                : $"{campaign.Name} ↓",
            FormAction: serving.FormAction,
            FormNote: serving.FormNote,
            Tracking: serving.Tracking,
            NoIndex: serving.NoIndex,
            Links: serving.AddressOf is null ? null : new PageLinks(keys, serving.AddressOf)
        );
        ComposedPage[] pages =
        [
            .. groups
                .Where(page => !page.IsEmail)
                .Select(page => Page(page.Key, page.Components, campaign, brief, plan, theme, options)),
        ];
        var emails = groups.Where(page => page.IsEmail).Select(page => page.Components[0]).ToArray();
        var links =
            emails.Length > 0 && (serving.EmailAddressOf ?? serving.AddressOf) is { } address
                ? new PageLinks(keys, address, PlacesOf(pages.FirstOrDefault(page => page.Key == "index")))
                : null;
        return [.. pages, .. emails.Select(email => Email(email, links))];
    }

    private static HashSet<string> PlacesOf(ComposedPage? page) =>
        page is null
            ? []
            : new HtmlParser()
                .ParseDocument(page.Html)
                .QuerySelectorAll("[id]")
                .Select(element => element.Id!)
                .ToHashSet(StringComparer.Ordinal);

    private static bool IsEmail(CampaignComponent component) => component.ComponentType == ComponentTypes.Email;

    private static ComposedPage Page(
        string key,
        CampaignComponent[] components,
        Campaign campaign,
        Brief brief,
        CampaignPlan plan,
        Theme theme,
        PageOptions options
    )
    {
        var title = TitleOf(campaign, plan, theme.Language, key);
        var (html, leftOut) = PageComposer.Compose(
            new PageDocument(
                title,
                DescriptionOf(components) ?? (BriefFacts.From(brief).PublicSentences is [var first, ..] ? first : null),
                theme,
                [
                    .. components
                        .Where(component => !IsEmail(component))
                        .Select(component => new PageComponent(
                            component.Id,
                            component.ComponentType,
                            component.Code,
                            component.CssStyles ?? "",
                            component.IsAttached
                        )),
                ],
                options
            )
        );
        return new ComposedPage(key, html) { Title = title, LeftOut = leftOut };
    }

    /// <summary>An e-mail is a whole document already.</summary>
    private static ComposedPage Email(CampaignComponent component, PageLinks? links)
    {
        var props = JsonNode.Parse(component.Props);
        var subject = Text("subject") ?? component.Name;
        var (html, leftOut) = EmailComposer.Html(component.Code, links);
        return new ComposedPage(component.Page, html)
        {
            Title = subject,
            LeftOut = [.. leftOut.Select(one => one with { ComponentId = component.Id })],
            Email = new EmailParts(subject, Text("preheader"), EmailComposer.Text(Text("text"), component.Code, links)),
        };

        string? Text(string name) =>
            props?[name] is JsonValue value
            && value.TryGetValue<string>(out var text)
            && !string.IsNullOrWhiteSpace(text)
                ? text
                : null;
    }

    private static string TitleOf(Campaign campaign, CampaignPlan plan, string language, string key) =>
        // Without native copy the plan's words are English, which the page is not.
        key == "index"
        || BriefLanguage.SupportedFor(language) is null
        || plan.Pages.FirstOrDefault(page => page.Key == key) is not { } planned
            ? campaign.Name
            : $"{planned.Title} – {campaign.Name}";

    /// <summary>
    /// The hero's lead, else that of the section that the page begins with: words made for visitors. The brief's description may
    /// be the owner's order to us ("a landing page and three e-mails"), which is nobody else's business.
    /// </summary>
    private static string? DescriptionOf(IEnumerable<CampaignComponent> page) =>
        page.OrderByDescending(component => component.Kind == SectionKinds.Hero)
            .Select(component => JsonNode.Parse(component.Props)?["lead"] as JsonValue)
            .Select(lead => lead is not null && lead.TryGetValue<string>(out var text) ? text : null)
            .FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));
}
