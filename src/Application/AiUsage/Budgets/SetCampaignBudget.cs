using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.AiUsage.Budgets;

/// <summary>Caps what the campaign costs, beside the account's own cap: a call must fit into both.</summary>
/// <exception cref="DomainException">NotFound; Unavailable: calls are leaving at this moment, send it again.</exception>
[Requires(Permission.SettingsWrite)]
public sealed record SetCampaignBudget(Guid CampaignId, BudgetTerms Terms) : ICommand<CapView>;

internal sealed class SetCampaignBudgetValidator : AbstractValidator<SetCampaignBudget>
{
    public SetCampaignBudgetValidator() => RuleFor(set => set.Terms).SetValidator(new BudgetTermsValidator());
}

internal sealed class SetCampaignBudgetHandler(
    IAiBudgets budgets,
    ICampaignLookup campaigns,
    IOutgoingAddresses addresses
) : ICommandHandler<SetCampaignBudget, CapView>, IPreparing<SetCampaignBudget>
{
    public Task PrepareAsync(SetCampaignBudget request, CancellationToken cancellationToken) =>
        addresses.RequirePublicAsync(request.Terms.WebhookUrl, cancellationToken);

    public async Task<CapView> Handle(SetCampaignBudget request, CancellationToken cancellationToken)
    {
        await campaigns.RequireAsync(request.CampaignId, cancellationToken);
        var subject = request.CampaignId;
        await budgets.SetAsync(BudgetScopes.Campaign, subject, request.Terms, cancellationToken);
        var caps = await budgets.ListAsync(new PageRequest(1, After: null), subject, cancellationToken);
        return CapView.Of(caps[0]);
    }
}
