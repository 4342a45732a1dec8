using AiWebBuilder.Application.AiUsage.Budgets.Rules;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Addresses;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.AiUsage.Budgets;

/// <summary>Limits what a campaign may cost in a period, in addition to the account's budgets: a call must fit into all of them.</summary>
/// <exception cref="DomainException">
/// NotFound; PaymentRequired: the plan has no budgets of its own; PreconditionFailed: the budget has changed since; Unavailable: calls are being sent right now: try again.
/// </exception>
/// <param name="IfMatch">The tag of the cap that is replaced; null: whatever is there.</param>
[Requires(AiUsagePermissions.Manage)]
public sealed record SetCampaignBudget(Guid CampaignId, BudgetTerms Terms, string? IfMatch) : ICommand<CapView>;

internal sealed class SetCampaignBudgetValidator : AbstractValidator<SetCampaignBudget>
{
    public SetCampaignBudgetValidator() => RuleFor(set => set.Terms).SetValidator(new BudgetTermsValidator());
}

internal sealed class SetCampaignBudgetHandler(
    IAiBudgets budgets,
    ICampaignLookup campaigns,
    IPlanLimits limits,
    IOutgoingAddresses addresses
) : ICommandHandler<SetCampaignBudget, CapView>, IBeforeTransaction<SetCampaignBudget>
{
    public Task PrepareAsync(SetCampaignBudget request, CancellationToken cancellationToken) =>
        addresses.RequirePublicAsync(request.Terms.WebhookUrl, cancellationToken);

    public async Task<CapView> Handle(SetCampaignBudget request, CancellationToken cancellationToken)
    {
        await campaigns.RequireAsync(request.CampaignId, cancellationToken);
        await limits.RequireRoomAsync(PlanResource.CustomBudget, cancellationToken);
        return CapView.Of(
            await budgets.SetAsync(
                BudgetScopes.Campaign,
                request.CampaignId,
                request.Terms,
                request.IfMatch,
                cancellationToken
            )
        );
    }
}
