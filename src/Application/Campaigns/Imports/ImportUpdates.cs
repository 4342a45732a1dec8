using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Components;
using AiWebBuilder.Application.Campaigns.Contracts.Imports;
using AiWebBuilder.Application.Campaigns.Contracts.Imports.Updates;
using AiWebBuilder.Application.Campaigns.Facts;
using AiWebBuilder.Application.Campaigns.Generation;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Facts;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Imports;

internal sealed class ImportUpdates(
    IRepository<Campaign> campaigns,
    IRepository<CampaignComponent> components,
    IFactValues values,
    ICampaignTurns turns,
    IBlocks blocks,
    IUploads uploads,
    ICurrentUser user,
    TimeProvider time
) : IImportUpdates
{
    public async Task<IReadOnlyList<PageUpdate>> UpdateAsync(
        Guid campaignId,
        SiteReading reading,
        bool isRehearsal,
        CancellationToken cancellationToken
    )
    {
        await turns.TakeForAllAsync(campaignId, cancellationToken);
        var campaign = await campaigns.RequireAsync(campaignId, cancellationToken);
        campaign.EnsureComponentsCanBeGenerated();
        var standing = (await components.ListAsync(new ComponentsOfCampaign(campaignId), cancellationToken)).ToList();
        var planned = reading.Pages.Select(page => Plan(page, standing)).ToArray();
        if (isRehearsal)
        {
            return [.. planned.Select(page => page.ToUpdate())];
        }
        campaign.TakeFacts(ImportedFacts.NewIn(campaign, reading.Facts, values));
        // Links lead to sections that stand further down: all are known before the first is laid out.
        var known = standing.ToDictionary(one => one.Id);
        foreach (var gone in planned.SelectMany(page => page.Gone).Where(one => one.Outcome == SectionOutcomes.Removed))
        {
            known.Remove(gone.Component!.Id);
        }
        foreach (var one in planned.SelectMany(page => page.Sections).Where(one => one.IsWritten))
        {
            one.Place = Placeholder(campaign, one, known.Values);
            known[one.Component?.Id ?? one.Place.Id] = one.Place;
        }
        var site = await CampaignSite.OfAsync(uploads, campaign, [.. known.Values], props: null, cancellationToken);
        foreach (var page in planned)
        {
            Apply(campaign, page, site, standing);
        }
        if (reading.IsWhole)
        {
            DropFacts(campaign, reading.Facts, standing);
        }
        return [.. planned.Select(page => page.ToUpdate())];
    }

    public async Task<TakenBack> TakeBackAsync(
        Guid campaignId,
        string state,
        IReadOnlyList<KnownSection> sections,
        CancellationToken cancellationToken
    )
    {
        await turns.TakeForAllAsync(campaignId, cancellationToken);
        var campaign = await campaigns.FindAsync(campaignId, cancellationToken);
        if (campaign is null)
        {
            return new TakenBack(IsCampaignGone: true, [], []);
        }
        campaign.EnsureComponentsCanBeGenerated();
        if (campaign.Status is CampaignStatus.Launched or CampaignStatus.Paused)
        {
            throw new DomainException(CampaignErrors.StillPublished);
        }
        List<Guid> removed = [];
        List<KeptWork> kept = [];
        foreach (var component in await components.ListAsync(new ComponentsOfCampaign(campaignId), cancellationToken))
        {
            var known = sections.FirstOrDefault(one => one.ComponentId == component.Id);
            if (WorkOn(component, known) is { } work)
            {
                kept.Add(new KeptWork(KeptKinds.Component, component.Id, component.Name, work));
            }
            else
            {
                components.Remove(component);
                removed.Add(component.Id);
            }
        }
        var isChanged = CampaignState.Of(campaign) != state;
        if (kept.Count == 0 && !isChanged)
        {
            campaigns.Remove(campaign);
            return new TakenBack(IsCampaignGone: true, removed, []);
        }
        return new TakenBack(
            IsCampaignGone: false,
            removed,
            [
                new KeptWork(
                    KeptKinds.Campaign,
                    campaign.Id,
                    campaign.Name,
                    isChanged
                        ? "Its brief, facts, look or pages on the net have been worked on since the import."
                        : "It holds sections that have been worked on since the import."
                ),
                .. kept,
            ]
        );
    }

    private static string? WorkOn(CampaignComponent component, KnownSection? known) =>
        known is null ? "It was added after the import."
        : component.IsLocked ? "It is locked."
        : component.Version != known.Version || component.LatestVersion != known.Version
            ? "It has been changed since the import."
        : component.Page != known.Page ? "It has been moved to another page since the import."
        : null;

    private static PlannedPage Plan(PageReading page, IReadOnlyCollection<CampaignComponent> standing)
    {
        // What the import has added by itself is not looked for in the source.
        KnownSection[] before = [.. page.Before.Where(one => one.Fingerprint.Length > 0)];
        var matches = SectionMatching.Match(before, page.Now);
        var sections = page
            .Now.Zip(matches)
            .Select(pair => new Planned(pair.First, pair.Second is { } index ? before[index] : null))
            .ToArray();
        foreach (var one in sections)
        {
            one.Component = Of(one.Before);
            one.Outcome =
                one.Before is not { } known ? SectionOutcomes.Added
                : known.Fingerprint == one.Now!.Fingerprint ? SectionOutcomes.Unchanged
                : one.Component is null ? SectionOutcomes.Deleted
                : WorkOn(one.Component, known) is null ? SectionOutcomes.Updated
                : SectionOutcomes.Kept;
        }
        var found = matches.OfType<int>().ToHashSet();
        var gone = before
            .Where((_, index) => !found.Contains(index))
            .Select(known => new Planned(null, known) { Component = Of(known) })
            .Where(one => one.Component is not null)
            .ToArray();
        foreach (var one in gone)
        {
            one.Outcome = WorkOn(one.Component!, one.Before) is null ? SectionOutcomes.Removed : SectionOutcomes.Kept;
        }
        return new PlannedPage(page.Page, sections, gone);

        CampaignComponent? Of(KnownSection? known) =>
            known?.ComponentId is { } id ? standing.FirstOrDefault(one => one.Id == id) : null;
    }

    private void Apply(Campaign campaign, PlannedPage page, CampaignSite site, List<CampaignComponent> standing)
    {
        foreach (var one in page.Gone.Where(one => one.Outcome == SectionOutcomes.Removed))
        {
            components.Remove(one.Component!);
            standing.Remove(one.Component!);
        }
        CampaignComponent? last = null;
        var hasNew = false;
        foreach (var one in page.Sections)
        {
            if (one.IsWritten)
            {
                try
                {
                    var content = blocks.Lay(site, ComponentPlace.Of(one.Place!), one.Now!.Name, one.Now.Props);
                    if (one.Component is { } component)
                    {
                        component.Replace(content, "edited", user.ActorId, time.GetUtcNow());
                    }
                    else
                    {
                        one.Component = Component(campaign, one.Now, content, one.Place!.Anchor);
                        components.Add(one.Component);
                        standing.Insert(PlaceAfter(standing, last, page.Page), one.Component);
                        hasNew = true;
                    }
                }
                catch (DomainException refusal) when (refusal.Error.Kind == ErrorKind.Validation)
                {
                    one.Outcome = SectionOutcomes.Refused;
                }
            }
            last = one.Component ?? last;
        }
        if (hasNew)
        {
            foreach (var (component, index) in standing.Select((one, index) => (one, index)))
            {
                if (component.SortOrder != index + 1)
                {
                    component.StandAt(index + 1);
                }
            }
        }
    }

    /// <summary>Behind the section that it follows; where it is the first, before the others of its page, behind a header.</summary>
    private static int PlaceAfter(List<CampaignComponent> standing, CampaignComponent? last, string page)
    {
        if (last is not null && standing.IndexOf(last) is >= 0 and var at)
        {
            return at + 1;
        }
        var first = standing.FindIndex(one => one.Page == page && one.ComponentType != "header");
        return first >= 0 ? first : standing.Count;
    }

    /// <summary>Import's facts that no page states any more, and no section names.</summary>
    private static void DropFacts(Campaign campaign, IReadOnlyList<ImportedFact> read, List<CampaignComponent> standing)
    {
        var stated = read.Select(fact => fact.Id).ToHashSet(StringComparer.Ordinal);
        campaign.DropImportedFacts(
            campaign
                .Facts.Stated.Where(fact =>
                    fact.Source == FactSources.Import
                    && !stated.Contains(fact.Id)
                    && !standing.Any(one => one.Props.Contains($"\"{fact.Id}\"", StringComparison.Ordinal))
                )
                .Select(fact => fact.Id)
                .ToHashSet(StringComparer.Ordinal)
        );
    }

    private CampaignComponent Placeholder(Campaign campaign, Planned planned, IEnumerable<CampaignComponent> others)
    {
        var section = planned.Now!;
        var props = blocks.Complete(blocks.Find(section.Kind)!, section.Props).ToJsonString(Briefing.PromptJson);
        return Component(
            campaign,
            section,
            new ComponentContent(section.Name, "", null, props, IsAttached: true),
            planned.Component?.Anchor ?? CampaignComponent.AnchorFor(section.Kind, section.Page, others)
        );
    }

    private CampaignComponent Component(
        Campaign campaign,
        ImportedSection section,
        ComponentContent content,
        string anchor
    ) =>
        CampaignComponent.Create(
            time.NewId(),
            campaign.UserId,
            campaign.Id,
            content,
            blocks.Find(section.Kind)!.ComponentType,
            section.Page,
            section.Kind,
            anchor,
            sortOrder: 0,
            "edited",
            "{}",
            user.ActorId,
            time.GetUtcNow()
        );

    /// <param name="Now">Null: it is no longer there.</param>
    /// <param name="Before">Null: it is new.</param>
    private sealed record Planned(ImportedSection? Now, KnownSection? Before)
    {
        public CampaignComponent? Component { get; set; }
        public CampaignComponent? Place { get; set; }
        public string Outcome { get; set; } = "";

        public bool IsWritten => Outcome is SectionOutcomes.Updated or SectionOutcomes.Added;

        public SectionUpdate ToUpdate(string page) =>
            new(
                Outcome,
                new KnownSection(
                    Component?.Id,
                    // What was kept is somebody's work the next time, too.
                    Outcome is SectionOutcomes.Updated or SectionOutcomes.Added
                        ? Component?.Version ?? 1
                        : Before?.Version ?? 1,
                    page,
                    Now?.Kind ?? Before!.Kind,
                    Now?.Fingerprint ?? Before!.Fingerprint
                ),
                Component?.Name ?? Now?.Name ?? ""
            );
    }

    private sealed record PlannedPage(string Page, IReadOnlyList<Planned> Sections, IReadOnlyList<Planned> Gone)
    {
        public PageUpdate ToUpdate() =>
            new([.. Sections.Select(one => one.ToUpdate(Page))], [.. Gone.Select(one => one.ToUpdate(Page))]);
    }
}
