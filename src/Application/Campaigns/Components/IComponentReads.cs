using AiWebBuilder.Application.Campaigns.Versions;
using AiWebBuilder.Application.Common.Paging;

namespace AiWebBuilder.Application.Campaigns.Components;

/// <summary>Components and their versions, read straight into views.</summary>
public interface IComponentReads
{
    /// <summary>In their order, after the place that the page starts from, one more than its limit.</summary>
    Task<IReadOnlyList<ComponentView>> ListAsync(
        Guid campaignId,
        PageRequest page,
        CancellationToken cancellationToken
    );

    /// <summary>Newest first, after the place that the page starts from, one more than its limit.</summary>
    Task<IReadOnlyList<ComponentVersionSummary>> ListVersionsAsync(
        Guid componentId,
        PageRequest page,
        CancellationToken cancellationToken
    );

    /// <summary>With their content, oldest first.</summary>
    Task<IReadOnlyList<ComponentVersionView>> AllVersionsAsync(Guid componentId, CancellationToken cancellationToken);

    /// <summary>Which of the campaign's components show what a person wrote or put there last.</summary>
    Task<IReadOnlyList<Guid>> ByHandAsync(Guid campaignId, CancellationToken cancellationToken);

    Task<ComponentVersionView?> FindVersionAsync(Guid componentId, int version, CancellationToken cancellationToken);
}
