using AiWebBuilder.Application.AiUsage.Budgets.Rules;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Addresses;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.AiUsage.Budgets;

/// <summary>Limits what a member may spend in a period, in addition to the account's budgets: a call must fit into all of them.</summary>
/// <exception cref="DomainException">
/// NotFound; PaymentRequired: the plan has no budgets of its own; PreconditionFailed: the budget has changed since; Unavailable: calls are being sent right now: try again.
/// </exception>
/// <param name="IfMatch">The tag of the cap that is replaced; null: whatever is there.</param>
[Requires(AiUsagePermissions.Manage)]
public sealed record SetMemberBudget(Guid MemberId, BudgetTerms Terms, string? IfMatch) : ICommand<CapView>;

internal sealed class SetMemberBudgetValidator : AbstractValidator<SetMemberBudget>
{
    public SetMemberBudgetValidator() => RuleFor(set => set.Terms).SetValidator(new BudgetTermsValidator());
}

internal sealed class SetMemberBudgetHandler(
    IAiBudgets budgets,
    IAccountPeople people,
    IPlanLimits limits,
    IOutgoingAddresses addresses
) : ICommandHandler<SetMemberBudget, CapView>, IBeforeTransaction<SetMemberBudget>
{
    public Task PrepareAsync(SetMemberBudget request, CancellationToken cancellationToken) =>
        addresses.RequirePublicAsync(request.Terms.WebhookUrl, cancellationToken);

    public async Task<CapView> Handle(SetMemberBudget request, CancellationToken cancellationToken)
    {
        var subject = await people.RequireMemberAsync(request.MemberId, cancellationToken);
        await limits.RequireRoomAsync(PlanResource.CustomBudget, cancellationToken);
        return CapView.Of(
            await budgets.SetAsync(BudgetScopes.Member, subject, request.Terms, request.IfMatch, cancellationToken)
        );
    }
}
