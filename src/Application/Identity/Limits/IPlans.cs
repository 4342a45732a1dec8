using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Identity.Billing;

namespace AiWebBuilder.Application.Identity.Limits;

/// <summary>The plan of the account acted for.</summary>
public interface IPlans
{
    /// <summary>The tier that holds now, and its limits: the setting <c>limits.{tier}</c>, else the default.</summary>
    Task<(string Tier, TierLimits Limits)> CurrentAsync(CancellationToken cancellationToken);

    /// <summary>What is paid for and what is given.</summary>
    Task<Entitlement> EntitlementAsync(CancellationToken cancellationToken);

    /// <summary>In the present unit of work: warns, once, when the limit is near by what has been counted already.</summary>
    Task WarnAsync(PlanResource resource, CancellationToken cancellationToken);
}
