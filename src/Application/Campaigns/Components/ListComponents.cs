using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Versions;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Components;

/// <summary>A campaign's components in their order.</summary>
/// <exception cref="DomainException">NotFound: the campaign.</exception>
[Requires(CampaignsPermissions.Read)]
public sealed record ListComponents(Guid CampaignId, int? Limit, string? Cursor) : IQuery<Page<ComponentView>>;

internal sealed class ListComponentsHandler(IRepository<Campaign> campaigns, IComponentReads reads)
    : IQueryHandler<ListComponents, Page<ComponentView>>
{
    public async Task<Page<ComponentView>> Handle(ListComponents request, CancellationToken cancellationToken)
    {
        var page = PageRequest.Parse(request.Limit, request.Cursor);
        var campaign = await campaigns.RequireAsync(request.CampaignId, cancellationToken);
        var rows = await reads.ListAsync(campaign.Id, page, cancellationToken);
        return page.ToPage(rows, component => Places.Of(component.SortOrder, component.Id));
    }
}

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

    Task<ComponentVersionView?> FindVersionAsync(Guid componentId, int version, CancellationToken cancellationToken);
}

/// <summary>Cursors of lists in the order of a number: they hold a time and an id, and the number stands in the time's place.</summary>
public static class Places
{
    public static Keyset Of(int number, Guid id) => new(DateTimeOffset.UnixEpoch.AddMicroseconds(number), id);

    /// <summary>The number; one out of range is the nearest that a column can hold.</summary>
    public static int NumberOf(Keyset place) =>
        (int)Math.Clamp((place.At - DateTimeOffset.UnixEpoch).Ticks / 10, int.MinValue, int.MaxValue);
}
