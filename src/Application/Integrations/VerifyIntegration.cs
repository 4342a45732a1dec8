using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Integrations.Contracts;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;

namespace AiWebBuilder.Application.Integrations;

/// <summary>
/// Asks the platform whether the credentials give the rights that are needed, and keeps what it said: a connection that fails is an answer, with
/// what to do about it.
/// </summary>
/// <exception cref="DomainException">NotFound; Conflict: it was changed meanwhile; PaymentRequired.</exception>
[Requires(IntegrationsPermissions.Use)]
public sealed record VerifyIntegration(Guid IntegrationId) : ICommand<IntegrationView>;

internal sealed class VerifyIntegrationHandler(
    IRepository<PlatformIntegration> integrations,
    IEnumerable<IPlatformAdapter> platforms,
    IIntegrationLookup lookup,
    ICredentialVault vault
) : ICommandHandler<VerifyIntegration, IntegrationView>, IBeforeTransaction<VerifyIntegration>
{
    private string? verified;
    private ConnectionCheck? check;

    /// <summary>The platform may take its time: no transaction waits for it.</summary>
    public async Task PrepareAsync(VerifyIntegration request, CancellationToken cancellationToken)
    {
        var integration = await lookup.RequireEditableAsync(request.IntegrationId, cancellationToken);
        verified = integration.EncryptedCredentials;
        if (verified is null)
        {
            return;
        }
        check = vault.Open(integration) is { } credentials
            ? await platforms
                .Single(one => one.Platform == integration.PlatformType)
                .VerifyAsync(
                    new PlatformConnection(
                        integration.Id,
                        integration.UserId,
                        integration.PlatformType,
                        credentials,
                        JsonTexts.ObjectIn(integration.PlatformMetadata) ?? []
                    ),
                    cancellationToken
                )
            : new ConnectionCheck(
                ConnectionStatus.Error,
                ConnectionProblems.CredentialsUnreadable,
                "The stored credentials can no longer be opened: send them again.",
                Metadata: null
            );
    }

    public async Task<IntegrationView> Handle(VerifyIntegration request, CancellationToken cancellationToken)
    {
        var integration = await integrations.RequireAsync(request.IntegrationId, cancellationToken);
        if (check is not null)
        {
            integration.RecordCheck(check, verified!);
        }
        return IntegrationView.Of(integration);
    }
}
