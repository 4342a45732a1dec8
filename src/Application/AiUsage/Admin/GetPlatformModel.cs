using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Admin;

/// <summary>The capabilities of a model in the platform's catalogue.</summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(PlatformPermissions.Administer)]
public sealed record GetPlatformModel(string Provider, string Model) : IQuery<CatalogueModelView>;

internal sealed class GetPlatformModelHandler(IAiCatalogue catalogue)
    : IQueryHandler<GetPlatformModel, CatalogueModelView>
{
    public async Task<CatalogueModelView> Handle(GetPlatformModel request, CancellationToken cancellationToken) =>
        await catalogue.ModelAsync(request.Provider, request.Model, cancellationToken)
        ?? throw new DomainException(AiUsageErrors.ModelNotFound);
}
