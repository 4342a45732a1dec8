using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Integrations.Contracts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;

namespace AiWebBuilder.Application.Integrations;

/// <summary>Deletes a connection with its credentials, and with all that was found through it. The platform is not touched.</summary>
/// <exception cref="DomainException">NotFound; PreconditionRequired or PreconditionFailed.</exception>
[Requires(IntegrationsPermissions.Manage)]
public sealed record DeleteIntegration(Guid IntegrationId, string? IfMatch) : ICommand;

internal sealed class DeleteIntegrationHandler(IRepository<PlatformIntegration> integrations)
    : ICommandHandler<DeleteIntegration, Done>
{
    public async Task<Done> Handle(DeleteIntegration request, CancellationToken cancellationToken)
    {
        var integration = await integrations.RequireAsync(request.IntegrationId, cancellationToken);
        ETags.Require(request.IfMatch, integration);
        integrations.Remove(integration);
        return default;
    }
}
