using System.Text.Json.Nodes;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Contracts.Imports;
using AiWebBuilder.Application.Campaigns.Facts;
using AiWebBuilder.Application.Campaigns.Generation;
using AiWebBuilder.Application.Campaigns.Pages;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Imports;

internal sealed class ImportedCampaigns(
    IRepository<Campaign> campaigns,
    IRepository<CampaignComponent> components,
    IFactReader reader,
    IFactValues values,
    IBlocks blocks,
    IUploads uploads,
    ICurrentUser user,
    TimeProvider time
) : IImportedCampaigns
{
    public IReadOnlyList<ImportedFact> ReadFacts(string text, string? language) =>
        [
            .. reader
                .Read(new Brief("", "landing_page", text, null, null, [], null, language))
                .Facts.Where(fact => !fact.Unsure)
                .Select(fact => new ImportedFact(fact.Kind, fact.Value, fact.Quote))
                .DistinctBy(fact => fact.Id, StringComparer.Ordinal),
        ];

    public bool Fits(string kind, JsonObject props) =>
        blocks.Find(kind) is { } block && blocks.Check(block, blocks.Complete(block, props)).Count == 0;

    public string Clean(string html) => CustomMarkup.Clean(html).Html;

    public async Task<MadeCampaign> MakeAsync(ImportedCampaign imported, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var details = new CampaignDetails(
            imported.Name,
            imported.Type,
            imported.Description,
            TargetAudience: null,
            BusinessType: null,
            Goals: [],
            BrandGuidelines: imported.Colour,
            "{}",
            imported.PlatformSource,
            imported.PlatformSourceId
        );
        var campaign = Campaign.Create(
            time.NewId(),
            user.RequireAccount(),
            details,
            imported.Language,
            reader.Read(details.ToBrief(imported.Language)).ToLedger(),
            now
        );
        campaign.TakeFacts(ImportedFacts.NewIn(campaign, imported.Facts, values));
        campaigns.Add(campaign);
        // Links lead to sections that stand further down: all are known before the first is laid out.
        List<CampaignComponent> known = [];
        foreach (var section in imported.Sections)
        {
            var block = blocks.Find(section.Kind)!;
            var props = blocks.Complete(block, section.Props).ToJsonString(Briefing.PromptJson);
            known.Add(Component(section, known, new ComponentContent(section.Name, "", null, props, IsAttached: true)));
        }
        var site = await CampaignSite.OfAsync(uploads, campaign, known, props: null, cancellationToken);
        List<Guid?> ids = [];
        foreach (var (section, place) in imported.Sections.Zip(known))
        {
            try
            {
                var component = Component(
                    section,
                    known,
                    blocks.Lay(site, ComponentPlace.Of(place), section.Name, section.Props),
                    place
                );
                components.Add(component);
                ids.Add(component.Id);
            }
            catch (DomainException refusal) when (refusal.Error.Kind == ErrorKind.Validation)
            {
                ids.Add(null);
            }
        }
        return new MadeCampaign(campaign.Id, CampaignState.Of(campaign), ids);

        CampaignComponent Component(
            ImportedSection section,
            List<CampaignComponent> others,
            ComponentContent content,
            CampaignComponent? place = null
        ) =>
            CampaignComponent.Create(
                time.NewId(),
                campaign.UserId,
                campaign.Id,
                content,
                blocks.Find(section.Kind)!.ComponentType,
                section.Page,
                section.Kind,
                place?.Anchor ?? CampaignComponent.AnchorFor(section.Kind, section.Page, others),
                place?.SortOrder ?? others.Count + 1,
                "edited",
                "{}",
                user.ActorId,
                now
            );
    }
}
