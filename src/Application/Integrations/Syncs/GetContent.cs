using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Integrations.Contracts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;

namespace AiWebBuilder.Application.Integrations.Syncs;

/// <summary>Something that a sync has found, with what the platform holds of it.</summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(IntegrationsPermissions.Read)]
public sealed record GetContent(Guid IntegrationId, Guid ContentId) : IQuery<ContentView>;

internal sealed class GetContentHandler(IPlatformContents contents) : IQueryHandler<GetContent, ContentView>
{
    public async Task<ContentView> Handle(GetContent request, CancellationToken cancellationToken) =>
        await contents.FindAsync(request.IntegrationId, request.ContentId, cancellationToken)
        ?? throw new DomainException(IntegrationErrors.ContentNotFound);
}
