using AiWebBuilder.Domain.Campaigns.Origins;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Versions;

/// <summary>A version in a list.</summary>
/// <param name="GenerationId">The generation that wrote it; versions that share it are variants of one instruction.</param>
/// <param name="IsCurrent">Whether it is the one that is shown.</param>
public sealed record ComponentVersionSummary(
    Guid ComponentId,
    int Version,
    string Name,
    [OneOf(typeof(VersionOrigins))] string Origin,
    Guid? GenerationId,
    Guid? CreatedBy,
    DateTimeOffset CreatedAt,
    bool IsCurrent
);
