using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Facts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Behaviors;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.Campaigns;

/// <summary>Changes the brief. Absent members are left as they are.</summary>
/// <exception cref="DomainException">NotFound; PreconditionRequired or PreconditionFailed; Conflict when archived; PaymentRequired.</exception>
[Requires(CampaignsPermissions.Write)]
public sealed record UpdateCampaign(Guid CampaignId, string? IfMatch, CampaignPatch Patch) : ICommand<CampaignView>;

/// <summary>A JSON merge patch (RFC 7396) of a campaign.</summary>
/// <example>{"description":"Six weeks of yoga for beginners.","goals":["Bookings for the trial class","Newsletter sign-ups"]}</example>
public sealed record CampaignPatch
{
    public Optional<string> Name { get; init; }

    [OneOf(typeof(CampaignTypes))]
    public Optional<string> Type { get; init; }
    public Optional<string?> Description { get; init; }
    public Optional<string?> TargetAudience { get; init; }
    public Optional<string?> BusinessType { get; init; }
    public Optional<IReadOnlyList<string>?> Goals { get; init; }
    public Optional<string?> BrandGuidelines { get; init; }
    public Optional<JsonObject?> PerformanceRequirements { get; init; }
}

internal sealed class UpdateCampaignHandler(
    IRepository<Campaign> campaigns,
    IValidator<CampaignFields> validator,
    IFactReader reader,
    IPlanLimits limits
) : ICommandHandler<UpdateCampaign, CampaignView>
{
    public async Task<CampaignView> Handle(UpdateCampaign request, CancellationToken cancellationToken)
    {
        var campaign = await campaigns.RequireAsync(request.CampaignId, cancellationToken);
        ETags.Require(request.IfMatch, campaign);
        await limits.RequireEditableAsync(PlanResource.PublishedPages, campaign.Id, cancellationToken);
        var patch = request.Patch;
        var fields = new CampaignFields(
            patch.Name.Or(campaign.Name) ?? "",
            patch.Type.Or(campaign.Type) ?? "",
            patch.Description.Or(campaign.Description),
            patch.TargetAudience.Or(campaign.TargetAudience),
            patch.BusinessType.Or(campaign.BusinessType),
            patch.Goals.Or(campaign.Goals),
            patch.BrandGuidelines.Or(campaign.BrandGuidelines),
            patch.PerformanceRequirements.Or(JsonNode.Parse(campaign.PerformanceRequirements)!.AsObject()),
            campaign.PlatformSource,
            campaign.PlatformSourceId
        );
        // The rules hold for the whole, which only now is known.
        await validator.RequireValidAsync(fields, cancellationToken);
        var details = fields.ToDetails();
        var language = fields.Language ?? campaign.Language;
        campaign.Change(details, language, reader.Read(details.ToBrief(language)).ToLedger());
        return CampaignView.Of(campaign);
    }
}
