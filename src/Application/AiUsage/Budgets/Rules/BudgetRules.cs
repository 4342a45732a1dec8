using AiWebBuilder.Application.Common.Addresses;
using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Budgets.Rules;

internal static class BudgetRules
{
    /// <summary>The cap for this period; without one the cap that has least left.</summary>
    public static BudgetState? Binding(this IEnumerable<BudgetState> windows, string? period) =>
        windows
            .Where(cap => period is null || cap.Period == period)
            .MinBy(cap => (cap.Limit - cap.Spent - cap.Reserved, cap.Id));

    /// <summary>Asked before the unit of work begins: names are looked up.</summary>
    /// <exception cref="DomainException">Validation.</exception>
    public static async Task RequirePublicAsync(
        this IOutgoingAddresses addresses,
        string? address,
        CancellationToken cancellationToken
    )
    {
        if (address is not null && await addresses.ProblemOfAsync(address, cancellationToken) is { } problem)
        {
            throw new DomainException(AiUsageErrors.AddressRefused(problem));
        }
    }
}
