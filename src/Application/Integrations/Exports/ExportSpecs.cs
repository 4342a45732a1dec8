using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations.Exports;
using Ardalis.Specification;

namespace AiWebBuilder.Application.Integrations.Exports;

internal static class ExportRepositories
{
    /// <exception cref="DomainException">NotFound: none, another campaign's, or another account's.</exception>
    public static async Task<PlatformExport> RequireAsync(
        this IRepository<PlatformExport> exports,
        Guid campaignId,
        Guid id,
        CancellationToken cancellationToken
    ) =>
        await exports.FindAsync(id, cancellationToken) is { } export && export.CampaignId == campaignId
            ? export
            : throw new DomainException(PlatformExportErrors.NotFound);
}

/// <summary>Of the same campaign and to the same platform as another.</summary>
internal sealed class RunningExport : Specification<PlatformExport>
{
    public RunningExport(PlatformExport other) =>
        Query.Where(export =>
            export.CampaignId == other.CampaignId
            && export.IntegrationId == other.IntegrationId
            && export.Status == PlatformExportStatus.Running
        );
}

/// <summary>Where a campaign's pages stand on a platform.</summary>
internal sealed class WrittenPages : Specification<WrittenPage>
{
    public WrittenPages(PlatformExport export)
        : this(export.IntegrationId, export.CampaignId) { }

    public WrittenPages(Guid integrationId, Guid campaignId) =>
        Query.Where(page => page.IntegrationId == integrationId && page.CampaignId == campaignId);
}

internal sealed class MediaWithContent : Specification<WrittenMedia>
{
    public MediaWithContent(Guid integrationId, string contentHash) =>
        Query.Where(media => media.IntegrationId == integrationId && media.ContentHash == contentHash);
}

/// <summary>Where a campaign's pages stand, on whichever platforms.</summary>
internal sealed class WrittenPagesOfCampaign : Specification<WrittenPage>
{
    public WrittenPagesOfCampaign(Guid campaignId) => Query.Where(page => page.CampaignId == campaignId);
}
