using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Integrations.Contracts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;

namespace AiWebBuilder.Application.Integrations.Webhooks;

/// <summary>Where the platform is to send its webhooks. What has no signature is proved by the key in the address: keep it as a password is kept.</summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(IntegrationsPermissions.Manage)]
public sealed record GetWebhookAddress(Guid IntegrationId, string Server) : IQuery<WebhookAddressView>;

/// <param name="Address">To be entered at the platform.</param>
public sealed record WebhookAddressView(string Address)
{
    // A record would print the key.
    public override string ToString() => nameof(WebhookAddressView);
}

internal sealed class GetWebhookAddressHandler(IRepository<PlatformIntegration> integrations, IWebhookReader reader)
    : IQueryHandler<GetWebhookAddress, WebhookAddressView>
{
    public async Task<WebhookAddressView> Handle(GetWebhookAddress request, CancellationToken cancellationToken)
    {
        var integration = await integrations.RequireAsync(request.IntegrationId, cancellationToken);
        return new WebhookAddressView(request.Server + reader.AddressOf(integration.PlatformType, integration.Id));
    }
}
