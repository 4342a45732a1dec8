using AiWebBuilder.Application.Campaigns.Contracts;
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

internal sealed class CreateCampaignHandler(IRepository<Campaign> campaigns, ICurrentUser user, TimeProvider time)
    : ICommandHandler<CreateCampaign, CampaignView>
{
    public Task<CampaignView> Handle(CreateCampaign request, CancellationToken cancellationToken)
    {
        var campaign = Campaign.Create(
            time.NewId(),
            user.RequireAccount(),
            request.Fields.ToDetails(),
            request.Fields.Language,
            time.GetUtcNow()
        );
        campaigns.Add(campaign);
        return Task.FromResult(CampaignView.Of(campaign));
    }
}
