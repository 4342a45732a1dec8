using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;

namespace AiWebBuilder.Application.Integrations;

/// <summary>Integrations before a command's transaction: what takes long, as calls of platforms do, is done outside of it.</summary>
public interface IIntegrationLookup
{
    /// <summary>As it is now: the command finds out whether it has changed meanwhile.</summary>
    /// <exception cref="DomainException">NotFound: none, or another account's; PaymentRequired: it is over the plan's limit.</exception>
    Task<PlatformIntegration> RequireEditableAsync(Guid id, CancellationToken cancellationToken);
}
