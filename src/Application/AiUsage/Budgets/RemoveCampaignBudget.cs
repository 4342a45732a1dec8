using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Budgets;

/// <summary>Removes the cap of the campaign. Again: nothing happens.</summary>
/// <exception cref="DomainException">NotFound; Unavailable: calls are leaving at this moment, send it again.</exception>
[Requires(Permission.SettingsWrite)]
public sealed record RemoveCampaignBudget(Guid CampaignId) : ICommand;

internal sealed class RemoveCampaignBudgetHandler(IAiBudgets budgets, ICampaignLookup campaigns)
    : ICommandHandler<RemoveCampaignBudget, Done>
{
    public async Task<Done> Handle(RemoveCampaignBudget request, CancellationToken cancellationToken)
    {
        await campaigns.RequireAsync(request.CampaignId, cancellationToken);
        var subject = request.CampaignId;
        await budgets.RemoveAsync(BudgetScopes.Campaign, subject, cancellationToken);
        return default;
    }
}
