using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.AiUsage.Budgets;

/// <summary>Caps what the member starts, beside the account's own cap: a call must fit into both.</summary>
/// <exception cref="DomainException">NotFound; Unavailable: calls are leaving at this moment, send it again.</exception>
[Requires(Permission.SettingsWrite)]
public sealed record SetMemberBudget(Guid MemberId, BudgetTerms Terms) : ICommand<CapView>;

internal sealed class SetMemberBudgetValidator : AbstractValidator<SetMemberBudget>
{
    public SetMemberBudgetValidator() => RuleFor(set => set.Terms).SetValidator(new BudgetTermsValidator());
}

internal sealed class SetMemberBudgetHandler(IAiBudgets budgets, IAccountPeople people, IOutgoingAddresses addresses)
    : ICommandHandler<SetMemberBudget, CapView>,
        IPreparing<SetMemberBudget>
{
    public Task PrepareAsync(SetMemberBudget request, CancellationToken cancellationToken) =>
        addresses.RequirePublicAsync(request.Terms.WebhookUrl, cancellationToken);

    public async Task<CapView> Handle(SetMemberBudget request, CancellationToken cancellationToken)
    {
        var subject = await people.RequireMemberAsync(request.MemberId, cancellationToken);
        await budgets.SetAsync(BudgetScopes.Member, subject, request.Terms, cancellationToken);
        var caps = await budgets.ListAsync(new PageRequest(1, After: null), subject, cancellationToken);
        return CapView.Of(caps[0]);
    }
}
