using System.Text.Json.Nodes;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Facts;
using AiWebBuilder.Application.Campaigns.Generation;
using AiWebBuilder.Application.Campaigns.Pages;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Looks;
using AiWebBuilder.Domain.Campaigns.Planning;

namespace AiWebBuilder.Application.Campaigns.Blocks;

/// <summary>
/// What the blocks of a campaign can refer to: its facts, its pages and the sections on them, be they there or still to be written.
/// Addresses are relative to the campaign, as <see cref="Pages.PageLinks"/> takes them.
/// </summary>
internal sealed class CampaignSite
{
    private const string First = "index";

    private readonly Theme theme;
    private readonly IReadOnlyList<Place> sections;
    private readonly IReadOnlySet<string> emails;
    private readonly IReadOnlyList<CampaignComponent> attached;
    private readonly IReadOnlyDictionary<Guid, Upload> uploads;

    private readonly string? country;

    private CampaignSite(
        Theme theme,
        string? country,
        IReadOnlyDictionary<string, BlockFact> facts,
        IReadOnlyList<Place> sections,
        IReadOnlySet<string> emails,
        IReadOnlyList<CampaignComponent> attached,
        IReadOnlyDictionary<Guid, Upload> uploads
    ) =>
        (this.theme, this.country, Facts, this.sections, this.emails, this.attached, this.uploads) = (
            theme,
            country,
            facts,
            sections,
            emails,
            attached,
            uploads
        );

    /// <summary>What the other sections of a page say.</summary>
    public IEnumerable<JsonObject> Neighbours(string page, string kind) =>
        attached
            .Where(one => one.Page == page && one.Kind != kind)
            .Select(one => JsonNode.Parse(one.Props)!.AsObject());

    /// <summary>By their ids.</summary>
    public IReadOnlyDictionary<string, BlockFact> Facts { get; }

    /// <summary>What stands already: all texts of the other sections of the page, the headings of the other pages.</summary>
    /// <param name="kinds">The sections of the page that are about to be written.</param>
    public IReadOnlyList<StandingSection> Standing(string page, IReadOnlyCollection<string> kinds) =>
        [
            .. attached
                .Where(one => one.Page != page || !kinds.Contains(one.Kind))
                .Select(one => (one.Page, one.Kind, Props: JsonNode.Parse(one.Props)!.AsObject()))
                .Select(one => new StandingSection(
                    one.Page,
                    one.Kind,
                    one.Page == page ? [.. AnswerRules.TextsOf(one.Props)]
                        : one.Props["heading"] is JsonValue heading ? [heading.ToString()]
                        : []
                ))
                .Where(one => one.Texts.Count > 0),
        ];

    // What fits into a prompt beside a brief, and more than a page shows.
    private const int MostOffered = 24;

    /// <summary>The images that a writer is told of.</summary>
    public IReadOnlyList<Upload> Images { get; private init; } = [];

    /// <summary>The files that a writer is told of.</summary>
    public IReadOnlyList<Upload> Files { get; private init; } = [];

    /// <summary>For a writer, who may show the account's newest images and offer its newest files, and those that the plan names.</summary>
    /// <param name="components">All of the campaign's.</param>
    public static async Task<CampaignSite> ForWriterAsync(
        IUploads uploads,
        Campaign campaign,
        IReadOnlyCollection<CampaignComponent> components,
        JsonObject? props,
        CancellationToken cancellationToken
    )
    {
        var site = await OfAsync(uploads, campaign, components, props, cancellationToken);
        var planned = campaign.Plan is { } plan
            ? await uploads.FindAsync([.. plan.Images(), .. plan.Files()], cancellationToken)
            : new Dictionary<Guid, Upload>();
        var images = await OfferedAsync(UploadKind.Image);
        var files = await OfferedAsync(UploadKind.File);
        return new(
            site.theme,
            site.country,
            site.Facts,
            site.sections,
            site.emails,
            site.attached,
            site.uploads.Values.Concat(images)
                .Concat(files)
                .DistinctBy(upload => upload.Id)
                .ToDictionary(upload => upload.Id)
        )
        {
            Images = images,
            Files = files,
        };

        async Task<IReadOnlyList<Upload>> OfferedAsync(UploadKind kind) =>
            [
                .. (await uploads.LatestAsync(kind, MostOffered, cancellationToken))
                    .Concat(planned.Values.Where(upload => upload.Kind == kind))
                    .DistinctBy(upload => upload.Id),
            ];
    }

    /// <param name="components">All of the campaign's.</param>
    /// <param name="props">What is about to be laid out beside them: its uploads stay until the unit of work ends.</param>
    public static async Task<CampaignSite> OfAsync(
        IUploads uploads,
        Campaign campaign,
        IReadOnlyCollection<CampaignComponent> components,
        JsonObject? props,
        CancellationToken cancellationToken
    )
    {
        var added = props is null ? [] : IdsIn(props).ToArray();
        if (added.Length > 0)
        {
            await uploads.HoldAsync(cancellationToken);
        }
        var ids = components
            .Where(one => one.IsAttached)
            .SelectMany(one => IdsIn(JsonNode.Parse(one.Props)))
            .Concat(added)
            .ToHashSet();
        return Of(Briefing.Kept(campaign), components, await uploads.FindAsync(ids, cancellationToken));
    }

    /// <param name="components">All of the campaign's.</param>
    /// <param name="uploads">Those that can be shown or offered; null: none is laid out.</param>
    public static CampaignSite Of(
        Briefed briefed,
        IReadOnlyCollection<CampaignComponent> components,
        IReadOnlyDictionary<Guid, Upload>? uploads = null
    )
    {
        var (_, plan, theme, facts) = briefed;
        var places = components
            .Select(one => new Place(one.Page, one.Anchor, one.Kind, one.ComponentType, GoalsOf(one), IsWritten: true))
            .Concat(
                plan.Sections.Where(section =>
                        !components.Any(one => one.Page == section.Page && one.Kind == section.Kind)
                    )
                    .Select(section => new Place(
                        section.Page,
                        section.Kind,
                        section.Kind,
                        section.ComponentType,
                        [],
                        IsWritten: false
                    ))
            )
            // What stands in an e-mail is nothing that a link could lead to.
            .ToLookup(one => one.ComponentType == ComponentTypes.Email);
        return new(
            theme,
            facts.Country,
            BlockFacts.Of(facts),
            [.. places[false]],
            places[true].Select(one => one.Page).ToHashSet(StringComparer.Ordinal),
            [.. components.Where(one => one.IsAttached)],
            uploads ?? new Dictionary<Guid, Upload>()
        );
    }

    /// <summary>The same, but nothing leads to what is planned and not there.</summary>
    public CampaignSite WithoutUnwritten() =>
        new(theme, country, Facts, [.. sections.Where(one => one.IsWritten)], emails, attached, uploads);

    /// <summary>The same uploads, in a campaign that has changed.</summary>
    /// <param name="components">All of the campaign's.</param>
    public CampaignSite After(Briefed briefed, IReadOnlyCollection<CampaignComponent> components) =>
        Of(briefed, components, uploads);

    /// <summary>What a block with this anchor needs to know of its page.</summary>
    public BlockPage PageOf(string page, string anchor) =>
        new(theme, anchor, Facts)
        {
            Key = page,
            Country = country,
            Resolve = link => Resolve(page, link),
            Image = ImageOf,
            File = FileOf,
        };

    private BlockImage? ImageOf(string id) =>
        Find(UploadKind.Image, id) is { } image
            ? new BlockImage(AddressOf(image), image.Width!.Value, image.Height!.Value) { Full = AddressOf(image) }
            : null;

    private BlockFile? FileOf(string id) =>
        Find(UploadKind.File, id) is { } file
            ? new BlockFile(AddressOf(file), file.Name!, file.Extension.ToUpperInvariant(), file.Bytes)
            : null;

    private Upload? Find(UploadKind kind, string id) =>
        Guid.TryParse(id, out var parsed) && uploads.TryGetValue(parsed, out var upload) && upload.Kind == kind
            ? upload
            : null;

    private static string AddressOf(Upload upload) => new PageUpload(upload.Kind, upload.Id).Address;

    /// <summary>Whatever may be the id of an upload; those of items are no GUIDs.</summary>
    private static IEnumerable<Guid> IdsIn(JsonNode? node) =>
        node switch
        {
            JsonObject members => members.SelectMany(member => IdsIn(member.Value)),
            JsonArray items => items.SelectMany(IdsIn),
            JsonValue value when value.TryGetValue<string>(out var text) && Guid.TryParse(text, out var id) => [id],
            _ => [],
        };

    private string? Resolve(string page, BlockLink link) =>
        link.To switch
        {
            "page" => sections.Any(one => one.Page == link.Ref)
                ? link.Ref == page
                    ? "#top"
                    : AddressOf(link.Ref)
                : null,
            "section" => SectionOf(page, link.Ref),
            "goal" => GoalOf(page, link.Ref),
            "file" => FileOf(link.Ref)?.Href,
            _ => null,
        };

    /// <summary>A section by its anchor or its kind: on the same page, else on the first one.</summary>
    private string? SectionOf(string page, string name) =>
        (
            sections.FirstOrDefault(one => one.Page == page && one.Anchor == name)
            ?? sections.FirstOrDefault(one => one.Page == page && one.Kind == name)
            ?? sections.FirstOrDefault(one => one.Page == First && (one.Anchor == name || one.Kind == name))
        )
            is { } place
            ? AddressOf(page, place)
            : null;

    /// <summary>
    /// Where a goal is reached: by telephone, at the till, else with the form that is nearest; one that serves the goal has a place of its own
    /// for it, at which that goal's button is the filled one.
    /// </summary>
    private string? GoalOf(string page, string goal)
    {
        if (goal == "call" && Facts.Values.FirstOrDefault(fact => fact.Kind == "phone") is { } phone)
        {
            return $"tel:{phone.Value["e164"] ?? phone.Value["shortCode"]}";
        }
        if (goal == "download" && SectionOf(page, SectionKinds.Downloads) is { } downloads)
        {
            return downloads;
        }
        var isOrder = goal is "buy" or "order" or "donate";
        var form = sections
            .Where(one => one.ComponentType == "form" || one.Goals.Count > 0)
            .OrderByDescending(one => isOrder && one.Kind == SectionKinds.Order)
            .ThenByDescending(one => one.Page == page)
            .ThenByDescending(one => one.Goals.Contains(goal))
            .ThenByDescending(one => one.Page == First)
            .FirstOrDefault();
        // Where there are only e-mails, it is the sender who knows where: preflight says that the address is still to be written.
        return form is null
            ? sections.Count == 0 && emails.Contains(page)
                ? $"#{goal}"
                : null
            : form.Goals.Contains(goal)
                ? $"{AddressOf(page, form)}-{goal}"
                : AddressOf(page, form);
    }

    /// <summary>The goals that a form's buttons stand for.</summary>
    private static IReadOnlyList<string> GoalsOf(CampaignComponent component)
    {
        if (!component.IsAttached)
        {
            return [];
        }
        var props = JsonNode.Parse(component.Props)!;
        return
        [
            .. (props["goals"] as JsonArray ?? [])
                .Append(props["goal"])
                .Select(goal => goal is JsonObject one ? one["ref"]?.GetValue<string>() : null)
                .OfType<string>(),
        ];
    }

    private static string AddressOf(string from, Place place) =>
        place.Page == from ? $"#{place.Anchor}" : $"{AddressOf(place.Page)}#{place.Anchor}";

    private static string AddressOf(string page) => page == First ? "./" : page;

    private sealed record Place(
        string Page,
        string Anchor,
        string Kind,
        string ComponentType,
        IReadOnlyList<string> Goals,
        bool IsWritten
    );
}
