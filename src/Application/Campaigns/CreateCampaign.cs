using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Facts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Campaigns;
using FluentValidation;

namespace AiWebBuilder.Application.Campaigns;

/// <summary>Stores a brief as a draft campaign. Nothing is generated yet.</summary>
[Requires(CampaignsPermissions.Write)]
public sealed record CreateCampaign(CampaignFields Fields) : ICommand<CampaignView>;

internal sealed class CreateCampaignValidator : AbstractValidator<CreateCampaign>
{
    public CreateCampaignValidator() =>
        RuleFor(create => create.Fields).SetValidator(new CampaignFieldsValidator()).OverridePropertyName("");
}

internal sealed class CreateCampaignHandler(
    IRepository<Campaign> campaigns,
    IFactReader reader,
    ICurrentUser user,
    TimeProvider time
) : ICommandHandler<CreateCampaign, CampaignView>
{
    public Task<CampaignView> Handle(CreateCampaign request, CancellationToken cancellationToken)
    {
        var details = request.Fields.ToDetails();
        var campaign = Campaign.Create(
            time.NewId(),
            user.RequireAccount(),
            details,
            request.Fields.Language,
            reader.Read(details.ToBrief(request.Fields.Language)).ToLedger(),
            time.GetUtcNow()
        );
        campaigns.Add(campaign);
        return Task.FromResult(CampaignView.Of(campaign));
    }
}
