using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Components;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Origins;
using AiWebBuilder.Domain.Common;
using Mapster;

namespace AiWebBuilder.Application.Campaigns.Versions;

/// <summary>A version of a component with its content.</summary>
/// <exception cref="DomainException">NotFound: the component or the version.</exception>
[Requires(CampaignsPermissions.Read)]
public sealed record GetComponentVersion(Guid ComponentId, int Version) : IQuery<ComponentVersionView>;

/// <summary>A version with its content.</summary>
/// <param name="GenerationId">The generation that wrote it; versions that share it are variants of one instruction.</param>
/// <param name="IsAttached">Whether its code was made of its props.</param>
/// <param name="IsCurrent">Whether it is the one that is shown.</param>
public sealed record ComponentVersionView(
    Guid ComponentId,
    int Version,
    string Name,
    string Code,
    string? CssStyles,
    JsonObject? Props,
    bool IsAttached,
    [OneOf(typeof(VersionOrigins))] string Origin,
    Guid? GenerationId,
    Guid? CreatedBy,
    DateTimeOffset CreatedAt,
    bool IsCurrent
)
{
    /// <param name="current">The version that is shown.</param>
    public static ComponentVersionView Of(ComponentVersion version, int current) =>
        version.To<ComponentVersionView>() with
        {
            IsCurrent = version.Version == current,
        };
}

internal sealed class ComponentVersionMapping : IRegister
{
    public void Register(TypeAdapterConfig config) =>
        config.NewConfig<ComponentVersion, ComponentVersionView>().Ignore(view => view.IsCurrent);
}

internal sealed class GetComponentVersionHandler(IComponentReads reads)
    : IQueryHandler<GetComponentVersion, ComponentVersionView>
{
    public Task<ComponentVersionView> Handle(GetComponentVersion request, CancellationToken cancellationToken) =>
        reads.RequireVersionAsync(request.ComponentId, request.Version, cancellationToken);
}

internal static class ComponentVersions
{
    /// <exception cref="DomainException">NotFound: no such component, or it has no such version.</exception>
    public static async Task<ComponentVersionView> RequireVersionAsync(
        this IComponentReads reads,
        Guid componentId,
        int version,
        CancellationToken cancellationToken
    ) =>
        await reads.FindVersionAsync(componentId, version, cancellationToken)
        ?? throw new DomainException(CampaignErrors.VersionNotFound);
}
