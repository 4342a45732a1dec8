using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Components;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Facts;
using AiWebBuilder.Application.Campaigns.Generation;
using AiWebBuilder.Application.Campaigns.Publishing;
using AiWebBuilder.Application.Campaigns.Themes;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Planning;
using AiWebBuilder.Domain.Common;
using Mapster;

namespace AiWebBuilder.Application.Campaigns.Exports;

/// <summary>
/// The campaign with its components, to be written out as JSON. What goes back in (<c>POST /v1/campaigns</c>, <c>POST …/components</c>,
/// <c>PUT …/theme</c>) stands in it as the bodies of these; beside them stands what is only to be read. Versions are asked for component by
/// component, so that a long history is never held at once.
/// </summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(CampaignsPermissions.Read)]
public sealed record ExportDocument(Guid CampaignId) : IQuery<CampaignDocument>;

/// <param name="Name">For the download, without an ending.</param>
/// <param name="State">What no client sends.</param>
/// <param name="Facts">All that hold, be they read in the brief or stated since.</param>
/// <param name="Components">In their order.</param>
public sealed record CampaignDocument(
    string Name,
    CampaignFields Campaign,
    CampaignView State,
    ThemeFields Theme,
    FactsFields Facts,
    CampaignPlan? Plan,
    IReadOnlyList<ComponentDocument> Components
);

/// <param name="Component">An attached one as the kind of its block and props, and nothing that is made of them; else its code.</param>
/// <param name="State">What no client sends.</param>
public sealed record ComponentDocument(ComponentFields Component, ComponentState State);

/// <summary>A component without its content.</summary>
public sealed record ComponentState(
    Guid Id,
    string Anchor,
    bool IsAttached,
    bool IsLocked,
    int Version,
    string? PreviewUrl,
    int Views,
    int Clicks,
    int Conversions,
    decimal EngagementScore,
    JsonObject? AiGenerationMetadata,
    Guid? ParentComponentId,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt
);

internal sealed class ComponentStateMapping : IRegister
{
    public void Register(TypeAdapterConfig config) => config.NewConfig<CampaignComponent, ComponentState>();
}

internal sealed class ExportDocumentHandler(IRepository<Campaign> campaigns, IRepository<CampaignComponent> components)
    : IQueryHandler<ExportDocument, CampaignDocument>
{
    public async Task<CampaignDocument> Handle(ExportDocument request, CancellationToken cancellationToken)
    {
        var campaign = await campaigns.RequireAsync(request.CampaignId, cancellationToken);
        var own = await components.ListAsync(new ComponentsOfCampaign(campaign.Id), cancellationToken);
        var (_, _, theme, _) = Briefing.Kept(campaign);
        return new CampaignDocument(
            Slugs.For(campaign),
            CampaignFields.Of(campaign),
            CampaignView.Of(campaign),
            theme.To<ThemeFields>(),
            FactsFields.Of(campaign.Facts),
            campaign.Plan,
            [.. own.Select(one => new ComponentDocument(ComponentFields.Of(one), one.To<ComponentState>()))]
        );
    }
}
