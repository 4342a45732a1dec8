using AiWebBuilder.Application.AiUsage.Budgets.Rules;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.AiUsage.Budgets;

/// <summary>Removes a campaign's budget for a period; without <c>period</c>, all of them. Idempotent.</summary>
/// <param name="Period">The budget's period.</param>
/// <exception cref="DomainException">NotFound; Unavailable: calls are being sent right now: try again.</exception>
[Requires(AiUsagePermissions.Manage)]
public sealed record RemoveCampaignBudget(Guid CampaignId, string? Period) : ICommand;

internal sealed class RemoveCampaignBudgetValidator : AbstractValidator<RemoveCampaignBudget>
{
    public RemoveCampaignBudgetValidator() => RuleFor(remove => remove.Period).OneOf("period", BudgetPeriods.All);
}

internal sealed class RemoveCampaignBudgetHandler(IAiBudgets budgets, ICampaignLookup campaigns)
    : ICommandHandler<RemoveCampaignBudget, Done>
{
    public async Task<Done> Handle(RemoveCampaignBudget request, CancellationToken cancellationToken)
    {
        await campaigns.RequireAsync(request.CampaignId, cancellationToken);
        var subject = request.CampaignId;
        await budgets.RemoveAsync(BudgetScopes.Campaign, subject, request.Period, cancellationToken);
        return default;
    }
}
