using System.Text.Json.Nodes;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Addresses;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Application.Integrations.Contracts;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;
using FluentValidation;

namespace AiWebBuilder.Application.Integrations;

/// <summary>
/// Stores a connection to a platform, of which an account has one each; what credentials it wants is listed by <c>GET /v1/platforms</c>. It is
/// pending until it is verified.
/// </summary>
/// <exception cref="DomainException">
/// Validation: also of an address that leads into a private network; Conflict: the platform is connected already; PaymentRequired.
/// </exception>
[Requires(IntegrationsPermissions.Manage)]
public sealed record CreateIntegration(string PlatformType, string? AccountName, JsonObject Credentials)
    : ICommand<IntegrationView>
{
    // A record would print the credentials.
    public override string ToString() => $"{nameof(CreateIntegration)} {PlatformType}";
}

internal sealed class CreateIntegrationValidator : AbstractValidator<CreateIntegration>
{
    public CreateIntegrationValidator()
    {
        RuleFor(create => create.PlatformType)
            .Must(PlatformTypes.All.Contains)
            .WithMessage($"platformType must be one of {string.Join(", ", PlatformTypes.All)}.");
        RuleFor(create => create.AccountName).MaximumLength(255);
    }
}

internal sealed class CreateIntegrationHandler(
    IRepository<PlatformIntegration> integrations,
    IEnumerable<IPlatformAdapter> platforms,
    ICredentialVault vault,
    IOutgoingAddresses addresses,
    IPlanLimits limits,
    ICurrentUser user,
    TimeProvider time
) : ICommandHandler<CreateIntegration, IntegrationView>, IBeforeTransaction<CreateIntegration>
{
    private CredentialKind kind = null!;

    public Task PrepareAsync(CreateIntegration request, CancellationToken cancellationToken)
    {
        kind = CredentialKind.Require(
            platforms.Single(one => one.Platform == request.PlatformType).Credentials,
            request.Credentials
        );
        return kind.RequirePublicAsync(request.Credentials, addresses, cancellationToken);
    }

    public async Task<IntegrationView> Handle(CreateIntegration request, CancellationToken cancellationToken)
    {
        await limits.RequireRoomAsync(PlanResource.Integrations, cancellationToken);
        var (account, id) = (user.RequireAccount(), time.NewId());
        var integration = PlatformIntegration.Connect(
            id,
            account,
            request.PlatformType,
            string.IsNullOrWhiteSpace(request.AccountName) ? null : request.AccountName.Trim(),
            vault.Seal(account, id, request.Credentials),
            kind.HintOf(request.Credentials),
            kind.PublicPart(request.Credentials).ToJsonString(),
            time.GetUtcNow()
        );
        integrations.Add(integration);
        return IntegrationView.Of(integration);
    }
}
