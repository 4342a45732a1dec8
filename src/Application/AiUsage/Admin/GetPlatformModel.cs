using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Admin;

/// <summary>What a model of the platform can be asked for.</summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(Permission.PlatformAdmin)]
public sealed record GetPlatformModel(string Provider, string Model) : IQuery<CatalogueModelView>;

internal sealed class GetPlatformModelHandler(IAiCatalogue catalogue)
    : IQueryHandler<GetPlatformModel, CatalogueModelView>
{
    public async Task<CatalogueModelView> Handle(GetPlatformModel request, CancellationToken cancellationToken) =>
        await catalogue.ModelAsync(request.Provider, request.Model, cancellationToken)
        ?? throw new DomainException(AiUsageErrors.ModelNotFound);
}
