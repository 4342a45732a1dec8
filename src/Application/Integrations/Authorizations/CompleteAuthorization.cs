using System.Text.Json.Nodes;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Application.Integrations.Contracts;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;
using Ardalis.Specification;
using FluentValidation;

namespace AiWebBuilder.Application.Integrations.Authorizations;

/// <summary>
/// Completes an authorization with what the platform sent the browser back with, once: the integration is connected, or reconnected with all that was
/// found before, and waits to be verified. Only who began it can, in the same account and browser, within ten minutes.
/// </summary>
/// <param name="Answer">The query of the address that the browser came back to, its members as they are.</param>
/// <exception cref="DomainException">Validation; Conflict: the authorization is not valid, or access was refused; PaymentRequired.</exception>
[Requires(IntegrationsPermissions.Manage)]
public sealed record CompleteAuthorization(string State, string BrowserKey, JsonObject Answer)
    : ICommand<IntegrationView>
{
    // A record would print the credentials.
    public override string ToString() => nameof(CompleteAuthorization);
}

internal sealed class CompleteAuthorizationValidator : AbstractValidator<CompleteAuthorization>
{
    public CompleteAuthorizationValidator()
    {
        RuleFor(complete => complete.State).NotEmpty().MaximumLength(100);
        RuleFor(complete => complete.BrowserKey).NotEmpty().MaximumLength(100);
    }
}

internal sealed class CompleteAuthorizationHandler(
    IRepository<PlatformIntegration> integrations,
    IEnumerable<IPlatformAdapter> platforms,
    IEnumerable<IPlatformGrant> grants,
    IAuthorizations authorizations,
    ICredentialVault vault,
    IPlanLimits limits,
    ICurrentUser user,
    TimeProvider time
) : ICommandHandler<CompleteAuthorization, IntegrationView>, IBeforeTransaction<CompleteAuthorization>
{
    private OpenAuthorization authorization = null!;
    private GrantedAccess access = null!;

    /// <summary>The state is used up before the platform is asked: it is good once, whatever comes of it.</summary>
    public async Task PrepareAsync(CompleteAuthorization request, CancellationToken cancellationToken)
    {
        authorization =
            await authorizations.TakeAsync(request.State, request.BrowserKey, cancellationToken)
            ?? throw new DomainException(IntegrationErrors.AuthorizationInvalid);
        access = await grants
            .Single(one => one.Platform == authorization.PlatformType)
            .RedeemAsync(authorization.SiteUrl, request.Answer, cancellationToken);
    }

    public async Task<IntegrationView> Handle(CompleteAuthorization request, CancellationToken cancellationToken)
    {
        var account = user.RequireAccount();
        var type = authorization.PlatformType;
        // A grant's credentials name it and have no secret; others are those that a person could have sent.
        var kind = access.Tokens is null
            ? CredentialKind.Require(platforms.Single(one => one.Platform == type).Credentials, access.Credentials)
            : null;
        var metadata = (kind?.PublicPart(access.Credentials) ?? access.Credentials).DeepClone().AsObject();
        metadata.Remove("grantId");
        var hint = kind?.HintOf(access.Credentials);
        var integration = await integrations.FirstOrDefaultAsync(new OfPlatform(type), cancellationToken);
        if (integration is null)
        {
            await limits.RequireRoomAsync(PlanResource.Integrations, cancellationToken);
            var id = time.NewId();
            integration = PlatformIntegration.Connect(
                id,
                account,
                type,
                accountName: null,
                vault.Seal(account, id, access.Credentials),
                hint,
                metadata.ToJsonString(),
                time.GetUtcNow()
            );
            integrations.Add(integration);
        }
        else
        {
            await limits.RequireEditableAsync(PlanResource.Integrations, integration.Id, cancellationToken);
            integration.Reconnect(
                vault.Seal(account, integration.Id, access.Credentials),
                hint,
                metadata.ToJsonString()
            );
        }
        await authorizations.KeepAsync(integration.Id, access.Tokens, cancellationToken);
        return IntegrationView.Of(integration);
    }

    private sealed class OfPlatform : Specification<PlatformIntegration>
    {
        public OfPlatform(string type) => Query.Where(integration => integration.PlatformType == type);
    }
}
