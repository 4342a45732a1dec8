using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Generation;
using AiWebBuilder.Application.Campaigns.Publishing;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Looks;
using AiWebBuilder.Domain.Campaigns.Planning;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.Application.Campaigns.Pages;

/// <summary>Puts a campaign's components together into its pages, for preview, preflight, publishing and export alike.</summary>
internal static class CampaignPages
{
    /// <summary>The pages first, the e-mails after them, both in their order.</summary>
    /// <param name="serving">Left out: as they are; links between them stay relative to the campaign.</param>
    public static IReadOnlyList<ComposedPage> ComposeAll(
        IBlocks blocks,
        Campaign campaign,
        IReadOnlyList<CampaignComponent> components,
        PageServing? serving = null
    )
    {
        serving ??= new PageServing();
        var pages = Compose(blocks, campaign, components, serving);
        var emails = components
            .Where(IsEmail)
            .GroupBy(part => part.Page, StringComparer.Ordinal)
            .OrderBy(email => email.Min(part => part.SortOrder))
            .ToArray();
        var links =
            emails.Length > 0 && (serving.EmailAddressOf ?? serving.AddressOf) is { } address
                ? new PageLinks(
                    pages.Select(page => page.Key).ToHashSet(StringComparer.Ordinal),
                    address,
                    PlacesOf(pages.FirstOrDefault(page => page.Key == "index"))
                )
                : null;
        var (_, plan, theme, _) = Briefing.Kept(campaign);
        var imageAddressOf = serving.EmailImageAddressOf ?? serving.ImageAddressOf;
        return
        [
            .. pages,
            .. emails.Select(email => Email(blocks, email.Key, [.. email], plan, theme, links, imageAddressOf)),
        ];
    }

    /// <summary>The pages alone, in their order.</summary>
    public static IReadOnlyList<ComposedPage> Compose(
        IBlocks blocks,
        Campaign campaign,
        IReadOnlyList<CampaignComponent> components,
        PageServing serving
    )
    {
        var (_, plan, theme, _) = Briefing.Kept(campaign);
        var groups = components
            .Where(component => !IsEmail(component))
            .GroupBy(component => component.Page, StringComparer.Ordinal)
            .OrderBy(page => page.Key == "index" ? 0 : 1)
            .ThenBy(page => page.Min(component => component.SortOrder))
            .ToArray();
        var keys = groups.Select(page => page.Key).ToHashSet(StringComparer.Ordinal);
        var options = new PageOptions(
            blocks.SkipLabel(theme.Language),
            FormAction: serving.FormAction,
            FormNote: serving.FormNote,
            Tracking: serving.Tracking,
            NoIndex: serving.NoIndex,
            Links: serving.AddressOf is null ? null : new PageLinks(keys, serving.AddressOf),
            ImageAddressOf: serving.ImageAddressOf
        );
        return [.. groups.Select(page => Page(page.Key, [.. page], campaign, plan, theme, options))];
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
        CampaignPlan plan,
        Theme theme,
        PageOptions options
    )
    {
        var title = TitleOf(campaign, plan, theme.Language, key);
        var page = PageComposer.Compose(
            new PageDocument(
                title,
                DescriptionOf(components)
                    ?? FirstWordsOf(plan, key)
                    ?? FirstWordsOf(plan, "index")
                    ?? HeadingOf(components),
                theme,
                [
                    .. components.Select(component => new PageComponent(
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
        return new ComposedPage(key, page.Html)
        {
            Title = title,
            LeftOut = page.LeftOut,
            Images = page.Images,
        };
    }

    private static ComposedPage Email(
        IBlocks blocks,
        string key,
        CampaignComponent[] components,
        CampaignPlan plan,
        Theme theme,
        PageLinks? links,
        Func<Guid, string>? imageAddressOf
    )
    {
        var head = components.FirstOrDefault(part => part.Kind == SectionKinds.EmailHead);
        var props = head is null ? null : JsonNode.Parse(head.Props);
        var subject = Text("subject");
        var title = subject ?? plan.Pages.FirstOrDefault(page => page.Key == key)?.Title ?? key;
        var (html, parts, leftOut, images) = EmailComposer.Compose(
            blocks,
            new EmailDocument(
                title,
                subject,
                Text("preheader"),
                theme,
                [.. components.Select(part => new EmailPart(part.Id, part.Kind, part.Code, part.CssStyles ?? ""))],
                links,
                imageAddressOf
            )
        );
        return new ComposedPage(key, html)
        {
            Title = title,
            LeftOut = leftOut,
            Images = images,
            Email = parts,
        };

        // Of a head that is code the props are whatever a person has left there.
        string? Text(string name) =>
            props?[name] is JsonValue value
            && value.TryGetValue<string>(out var text)
            && !string.IsNullOrWhiteSpace(text)
                ? text
                : null;
    }

    private static string TitleOf(Campaign campaign, CampaignPlan plan, string language, string key) =>
        // In other languages the plan's words are English, which the page is not.
        key == "index"
        || BriefLanguage.SupportedFor(language) is null
        || plan.Pages.FirstOrDefault(page => page.Key == key) is not { } planned
            ? campaign.Name
            : $"{planned.Title} – {campaign.Name}";

    private static string? HeadingOf(IEnumerable<CampaignComponent> page) =>
        page.Select(component => JsonNode.Parse(component.Props)?["heading"] as JsonValue)
            .Select(heading => heading is not null && heading.TryGetValue<string>(out var text) ? text : null)
            .FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));

    /// <summary>The owner's first sentence on the page.</summary>
    private static string? FirstWordsOf(CampaignPlan plan, string key) =>
        plan
            .Sections.FirstOrDefault(section => section.Page == key && section.Kind == SectionKinds.Hero)
            ?.Words.Select(BriefText.Clean)
            .FirstOrDefault();

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
