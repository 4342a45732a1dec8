using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Generation;
using AiWebBuilder.Application.Campaigns.Pages.Dated;
using AiWebBuilder.Application.Campaigns.Pages.Emails;
using AiWebBuilder.Application.Campaigns.Pages.Head;
using AiWebBuilder.Application.Campaigns.Pages.Legal;
using AiWebBuilder.Application.Campaigns.Publishing;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Planning;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.Application.Campaigns.Pages;

/// <summary>Puts a campaign's components together into its pages, for preview, preflight, publishing and export alike.</summary>
internal sealed class CampaignPages
{
    private const string First = "index";

    /// <summary>The path of the page that says that there is none.</summary>
    public const string NotFound = "404";

    /// <summary>What mailboxes on phones have room for.</summary>
    private const int MaxFromName = 25;

    private readonly IBlocks blocks;
    private readonly Campaign campaign;
    private readonly IReadOnlyList<CampaignComponent> components;
    private readonly PageServing serving;
    private readonly Briefed briefed;
    private readonly string brand;
    private readonly IReadOnlyList<(string Key, CampaignComponent[] Parts)> own;
    private readonly IReadOnlySet<string> keys;

    private CampaignPages(
        IBlocks blocks,
        Campaign campaign,
        IReadOnlyList<CampaignComponent> components,
        PageServing serving,
        bool withLegalPages = true
    )
    {
        (this.blocks, this.campaign, this.components, this.serving) = (blocks, campaign, components, serving);
        briefed = Briefing.Kept(campaign);
        brand = BriefName.Of(campaign.Name).Brand;
        own =
        [
            .. components
                .Where(component => !IsEmail(component))
                .GroupBy(component => component.Page, StringComparer.Ordinal)
                .OrderBy(page => page.Key == First ? 0 : 1)
                .ThenBy(page => page.Min(component => component.SortOrder))
                .Select(page => (page.Key, page.ToArray())),
        ];
        // A sequence of e-mails has no site that could have a privacy page.
        keys = own.Select(page => page.Key)
            .Concat(withLegalPages && own.Count > 0 ? LegalPages.KeysOf(campaign) : [])
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The pages first, those that the product writes after the owner's, the e-mails after them, all in their order.</summary>
    /// <param name="monthsKept">How long single visits are kept, which the privacy page says.</param>
    /// <param name="serving">Left out: as they are; links between them stay relative to the campaign.</param>
    public static IReadOnlyList<ComposedPage> ComposeAll(
        IBlocks blocks,
        Campaign campaign,
        IReadOnlyList<CampaignComponent> components,
        int monthsKept,
        PageServing? serving = null
    )
    {
        var site = new CampaignPages(blocks, campaign, components, serving ?? new PageServing());
        var pages = site.Pages(monthsKept);
        return [.. pages, .. site.Emails(pages)];
    }

    /// <summary>All pages, and without an e-mail. The last one, <see cref="NotFound"/>, is for addresses that lead to none of the others.</summary>
    public static IReadOnlyList<ComposedPage> ComposeSite(
        IBlocks blocks,
        Campaign campaign,
        IReadOnlyList<CampaignComponent> components,
        int monthsKept,
        PageServing serving
    )
    {
        var site = new CampaignPages(blocks, campaign, components, serving);
        var pages = site.Pages(monthsKept);
        return pages.Count == 0 || site.own.Any(page => page.Key == NotFound)
            ? pages
            : [.. pages, site.NotFoundPage(pages[0])];
    }

    /// <summary>The owner's pages alone, for where others are added by hand.</summary>
    public static IReadOnlyList<ComposedPage> Compose(
        IBlocks blocks,
        Campaign campaign,
        IReadOnlyList<CampaignComponent> components,
        PageServing serving
    )
    {
        var site = new CampaignPages(blocks, campaign, components, serving, withLegalPages: false);
        return [.. site.own.Select(page => site.Page(page.Key, page.Parts, []))];
    }

    /// <summary>What the first page begins with; null: with no heading.</summary>
    public static string? HeadlineOf(IEnumerable<CampaignComponent> components) =>
        HeadingOf(components.Where(component => component.Page == First && !IsEmail(component)));

    /// <summary>The keys of all pages and e-mails.</summary>
    public static IEnumerable<string> KeysOf(Campaign campaign, IEnumerable<CampaignComponent> components) =>
        components
            .Select(component => component.Page)
            .Concat(LegalPages.KeysOf(campaign))
            .Distinct(StringComparer.Ordinal);

    private IReadOnlyList<ComposedPage> Pages(int monthsKept)
    {
        if (own.Count == 0)
        {
            return [];
        }
        var host = serving.CanonicalOf is { } canonical ? new Uri(canonical(First)).Host : null;
        var legal = LegalPages.Of(campaign, briefed, components, host, monthsKept);
        ComposedPage[] pages = [.. own.Select(page => Page(page.Key, page.Parts, LegalLinks()))];
        return [.. pages, .. legal.Select(one => Generated(one.Key, one.Label, one.Description, pages[0], Laid(one)))];
    }

    private PageComponent Laid(LegalPage legal)
    {
        var site = CampaignSite.Of(briefed, components);
        var page = site.PageOf(legal.Key, legal.Key);
        return LegalPages.Laid(
            blocks,
            legal,
            page with
            {
                Facts = page
                    .Facts.Append(
                        new(
                            PrivacyPage.DateId,
                            new(PrivacyPage.DateId, "date", PrivacyPage.DateOf(campaign, components))
                        )
                    )
                    .ToDictionary(fact => fact.Key, fact => fact.Value, StringComparer.Ordinal),
            }
        );
    }

    private ComposedPage NotFoundPage(ComposedPage first)
    {
        var words = PageWords.For(briefed.Theme.Language);
        return Generated(
            NotFound,
            words["notFound.title"],
            words["notFound.text"],
            first,
            LegalPages.NotFound(briefed.Theme.Language)
        );
    }

    /// <summary>Between the first and the last part of the first page, whose links lead back there.</summary>
    private ComposedPage Generated(
        string key,
        string label,
        string description,
        ComposedPage first,
        PageComponent content
    )
    {
        var around = own[0].Parts.Where(one => one.ComponentType is "header" or "footer").ToArray();
        var isNowhere = key == NotFound;
        var title = HeadTexts.Title(label, brand);
        var page = PageComposer.Compose(
            new PageDocument(
                title,
                description,
                briefed.Theme,
                [
                    .. around.Where(one => one.ComponentType == "header").Select(Component),
                    content,
                    .. around.Where(one => one.ComponentType == "footer").Select(Component),
                ],
                OptionsOf(isNowhere ? null : key, serving.NoIndex || isNowhere) with
                {
                    Links = new PageLinks(keys, serving.AddressOf ?? Relative, PlacesOf(first)),
                }
            )
            {
                Locale = HeadTexts.LocaleOf(briefed.Theme.Language, campaign.Facts.Country),
                LegalLinks = LegalLinks(),
            }
        );
        return new ComposedPage(key, Current(page.Html).Html)
        {
            Title = title,
            Uploads = page.Uploads,
            NoIndex = isNowhere,
        };
    }

    private ComposedPage Page(
        string key,
        CampaignComponent[] parts,
        IReadOnlyList<(string Address, string Label)> legalLinks
    )
    {
        var title = TitleOf(key, parts);
        var description = DescriptionOf(key, parts);
        // Whoever was not sent there has no reason to be thanked, or to be told that there is nothing.
        var isHidden = (parts.Any(one => one.Kind == SectionKinds.Thanks) && key != First) || key == NotFound;
        var options = OptionsOf(key == NotFound ? null : key, serving.NoIndex || isHidden);
        var page = PageComposer.Compose(
            new PageDocument(title, description, briefed.Theme, [.. parts.Select(Component)], options)
            {
                Locale = HeadTexts.LocaleOf(briefed.Theme.Language, campaign.Facts.Country),
                LegalLinks = legalLinks,
                StructuredData = isHidden
                    ? null
                    : StructuredData.Of(
                        new StructuredPage(
                            blocks,
                            briefed.Brief,
                            campaign.Facts,
                            parts,
                            briefed.Theme.Language,
                            title,
                            description,
                            options.CanonicalUrl,
                            serving.CanonicalOf?.Invoke(First),
                            serving.Pictures?.Card
                        )
                    ),
            }
        );
        var current = Current(page.Html);
        return new ComposedPage(key, current.Html)
        {
            Title = title,
            LeftOut = page.LeftOut,
            Overdue = current.LeftOut,
            Uploads = page.Uploads,
            NoIndex = isHidden,
        };
    }

    /// <param name="key">Null: the page is where there is none, and has no address of its own.</param>
    private PageOptions OptionsOf(string? key, bool noIndex) =>
        new(
            blocks.SkipLabel(briefed.Theme.Language),
            CanonicalUrl: key is null ? null : serving.CanonicalOf?.Invoke(key),
            FormAction: serving.FormAction,
            FormNote: serving.FormNote,
            Tracking: serving.Tracking,
            NoIndex: noIndex,
            Links: serving.AddressOf is null ? null : new PageLinks(keys, serving.AddressOf),
            UploadAddressOf: serving.UploadAddressOf,
            Pictures: serving.Pictures,
            ImageSizesOf: serving.ImageSizesOf,
            TimeZone: serving.Time?.Zone.Id
        );

    private IReadOnlyList<(string Address, string Label)> LegalLinks()
    {
        var words = PageWords.For(briefed.Theme.Language);
        return
        [
            .. LegalPages
                .KeysOf(campaign)
                .Select(key =>
                    (
                        (serving.AddressOf ?? Relative)(key),
                        key == LegalPages.Imprint && !words.HasImprint ? PageWords.For("de")[key] : words[key]
                    )
                ),
        ];
    }

    private CurrentPage Current(string html) =>
        serving.Time is { } time
            ? DatedPage.At(html, time.Now, serving.KeepsDates)
            : new(html, [], Since: null, Next: null);

    private static string Relative(string key) => key == First ? "./" : key;

    private static PageComponent Component(CampaignComponent component) =>
        new(component.Id, component.ComponentType, component.Code, component.CssStyles ?? "", component.IsAttached);

    private IEnumerable<ComposedPage> Emails(IReadOnlyList<ComposedPage> pages)
    {
        var emails = components
            .Where(IsEmail)
            .GroupBy(part => part.Page, StringComparer.Ordinal)
            .OrderBy(email => email.Min(part => part.SortOrder))
            .ToArray();
        var links =
            emails.Length > 0 && (serving.EmailAddressOf ?? serving.AddressOf) is { } address
                ? new PageLinks(keys, address, PlacesOf(pages.FirstOrDefault(page => page.Key == First)))
                : null;
        return emails.Select(email => Email(email.Key, [.. email], links));
    }

    private ComposedPage Email(string key, CampaignComponent[] parts, PageLinks? links)
    {
        var head = parts.FirstOrDefault(part => part.Kind == SectionKinds.EmailHead);
        var props = head is null ? null : JsonNode.Parse(head.Props);
        var subject = Text("subject");
        var title = subject ?? briefed.Plan.Pages.FirstOrDefault(page => page.Key == key)?.Title ?? key;
        var (html, texts, leftOut, uploads) = EmailComposer.Compose(
            blocks,
            new EmailDocument(
                title,
                subject,
                Text("preheader"),
                briefed.Theme,
                [.. parts.Select(part => new EmailPart(part.Id, part.Kind, part.Code, part.CssStyles ?? ""))],
                links,
                serving.EmailUploadAddressOf ?? serving.UploadAddressOf
            )
        );
        return new ComposedPage(key, html)
        {
            Title = title,
            LeftOut = leftOut,
            Uploads = uploads,
            Email = texts with
            {
                FromName = HeadTexts.Cut(brand, MaxFromName),
                ReplyTo = campaign
                    .Facts.All.Where(fact => fact is { Kind: "email", Unsure: false })
                    .Select(fact => (string?)fact.Value["email"])
                    .FirstOrDefault(),
            },
        };

        // Of a head that is code the props are whatever a person has left there.
        string? Text(string name) => TextIn(props, name);
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

    private string TitleOf(string key, CampaignComponent[] parts) =>
        key == First ? HeadTexts.FirstTitle(briefed, HeadingOf(parts))
        // In other languages the plan's words are English, which the page is not.
        : BriefLanguage.SupportedFor(briefed.Theme.Language) is not null
        && briefed.Plan.Pages.FirstOrDefault(page => page.Key == key) is { } planned
            ? HeadTexts.Title(planned.Title, brand)
        : HeadTexts.Title(HeadingOf(parts) ?? campaign.Name, brand);

    /// <summary>The hero's heading, else the first one.</summary>
    private static string? HeadingOf(IEnumerable<CampaignComponent> page) =>
        page.Where(one => one.ComponentType is not ("header" or "footer"))
            .OrderByDescending(one => one.Kind == SectionKinds.Hero)
            .Select(one => TextIn(JsonNode.Parse(one.Props), "heading"))
            .FirstOrDefault(text => text is not null);

    /// <summary>
    /// The hero's lead, else that of the section that the page begins with: words made for visitors. The brief's description may
    /// be the owner's order to us ("a landing page and three e-mails"), which is nobody else's business. Where they are few, the owner's other
    /// sentences on the page go on.
    /// </summary>
    private string? DescriptionOf(string key, CampaignComponent[] parts)
    {
        var lead = parts
            .OrderByDescending(one => one.Kind == SectionKinds.Hero)
            .Select(one => TextIn(JsonNode.Parse(one.Props), "lead"))
            .FirstOrDefault(text => text is not null);
        var said = briefed
            .Plan.Sections.Where(section => section.Page == key)
            .OrderByDescending(section => section.Kind == SectionKinds.Hero)
            .SelectMany(section => section.Words)
            .ToArray();
        return HeadTexts.Description(
                lead is null && said.Length == 0 ? FirstWordsOf(First) : said.Prepend(lead ?? ""),
                briefed.Theme.Language
            ) ?? HeadingOf(parts);
    }

    /// <summary>The owner's sentences at the beginning of a page.</summary>
    private IEnumerable<string> FirstWordsOf(string key) =>
        briefed.Plan.Sections.FirstOrDefault(section => section.Page == key && section.Kind == SectionKinds.Hero)?.Words
        ?? [];

    private static string? TextIn(JsonNode? props, string name) =>
        props?[name] is JsonValue value && value.TryGetValue<string>(out var text) && !string.IsNullOrWhiteSpace(text)
            ? text
            : null;
}
