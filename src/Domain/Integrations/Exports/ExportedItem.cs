using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.Integrations.Exports;

/// <summary>What has become of a page, or of an e-mail.</summary>
/// <param name="Page">Its page key in the campaign; of a part of a page, with its name behind a slash.</param>
/// <param name="Url">Where it stands on the platform.</param>
/// <param name="Reason">Why it is not as was asked for; null: it is.</param>
public sealed record ExportedItem(
    string Page,
    string Title,
    [OneOf(typeof(ItemStatus))] string Status,
    string? ExternalId = null,
    string? Url = null,
    string? Reason = null
)
{
    /// <summary>What stands for it in pages and e-mails of the platform; null: it is none that can be named so.</summary>
    public string? MergeField { get; init; }

    /// <summary>Of a conflict: what differs from what was last written or read.</summary>
    public IReadOnlyList<ItemDifference> Differences { get; init; } = [];

    /// <summary>What was sent and does not stand there.</summary>
    public IReadOnlyList<ItemLoss> Losses { get; init; } = [];
}
