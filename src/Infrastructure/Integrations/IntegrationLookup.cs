using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Application.Integrations;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;

namespace AiWebBuilder.Infrastructure.Integrations;

internal sealed class IntegrationLookup(
    IRepository<PlatformIntegration> integrations,
    IUnitOfWork unitOfWork,
    IPlanLimits limits
) : IIntegrationLookup
{
    public Task<PlatformIntegration> RequireEditableAsync(Guid id, CancellationToken cancellationToken) =>
        unitOfWork.ReadAsync(
            async () =>
            {
                var integration =
                    await integrations.FindAsync(id, cancellationToken)
                    ?? throw new DomainException(IntegrationErrors.NotFound);
                await limits.RequireEditableAsync(PlanResource.Integrations, id, cancellationToken);
                return integration;
            },
            cancellationToken
        );
}
