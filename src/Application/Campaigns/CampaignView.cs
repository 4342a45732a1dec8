using System.Text.Json.Nodes;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Common;
using Mapster;

namespace AiWebBuilder.Application.Campaigns;

/// <summary>A campaign as the API shows it.</summary>
public sealed record CampaignView(
    Guid Id,
    Guid UserId,
    string Name,
    string? Description,
    [OneOf(typeof(CampaignStatus))] string Status,
    [OneOf(typeof(CampaignTypes))] string Type,
    string? PlatformSource,
    string? PlatformSourceId,
    string? TargetAudience,
    string? BusinessType,
    IReadOnlyList<string> Goals,
    string? BrandGuidelines,
    JsonObject? PerformanceRequirements,
    int Views,
    int Conversions,
    decimal RevenueGenerated,
    DateTimeOffset? LaunchedAt,
    string? Language,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt
)
{
    /// <summary>Only on GET of one campaign.</summary>
    public IReadOnlyList<ComponentView>? Components { get; init; }

    /// <summary>
    /// Only on GET of one campaign: a signed address of each export by its format, for <c>a download</c>. Good for five minutes, without a
    /// token.
    /// </summary>
    public IReadOnlyDictionary<string, string>? DownloadUrls { get; init; }

    /// <summary>The ETag of the campaign, for <c>If-Match</c>.</summary>
    public string Etag => ETags.Of(UpdatedAt);

    public static CampaignView Of(Campaign campaign) => campaign.To<CampaignView>();
}

internal sealed class CampaignViewMapping : IRegister
{
    public void Register(TypeAdapterConfig config) =>
        config.NewConfig<Campaign, CampaignView>().Ignore(view => view.Components!).Ignore(view => view.DownloadUrls!);
}

/// <summary>What editors look at most is read straight into views.</summary>
public interface ICampaignReads
{
    /// <summary>The account's campaign with its components in their order, or null.</summary>
    Task<CampaignView?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>The account's campaigns, newest first; <paramref name="q"/> is full-text in web-search syntax.</summary>
    Task<IReadOnlyList<CampaignView>> ListAsync(
        PageRequest page,
        string? status,
        string? type,
        string? q,
        CancellationToken cancellationToken
    );
}
