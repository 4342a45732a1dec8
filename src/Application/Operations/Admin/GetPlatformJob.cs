using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Operations.Admin;

/// <summary>One job of the platform's queue.</summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(Permission.PlatformAdmin)]
public sealed record GetPlatformJob(Guid JobId) : IQuery<PlatformJobView>;

internal sealed class GetPlatformJobHandler(IPlatformOperations platform)
    : IQueryHandler<GetPlatformJob, PlatformJobView>
{
    public async Task<PlatformJobView> Handle(GetPlatformJob request, CancellationToken cancellationToken) =>
        await platform.JobAsync(request.JobId, cancellationToken)
        ?? throw new DomainException(OperationsErrors.JobNotFound);
}
