using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Operations.Admin;

/// <summary>A background job of any account.</summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(PlatformPermissions.Administer)]
public sealed record GetPlatformJob(Guid JobId) : IQuery<PlatformJobView>;

internal sealed class GetPlatformJobHandler(IPlatformOperations platform)
    : IQueryHandler<GetPlatformJob, PlatformJobView>
{
    public async Task<PlatformJobView> Handle(GetPlatformJob request, CancellationToken cancellationToken) =>
        await platform.JobAsync(request.JobId, cancellationToken)
        ?? throw new DomainException(OperationsErrors.JobNotFound);
}
