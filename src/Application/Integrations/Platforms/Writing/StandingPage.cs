using AiWebBuilder.Domain.Integrations.Exports;

namespace AiWebBuilder.Application.Integrations.Platforms.Writing;

/// <summary>A page as it stands on a platform.</summary>
/// <param name="Url">Where it is to be seen now.</param>
/// <param name="PublicUrl">Where it is to be seen once it is published.</param>
public sealed record StandingPage(
    string ExternalId,
    PageState State,
    string Url,
    string PublicUrl,
    DateTimeOffset? ModifiedAt
)
{
    /// <summary>Whether the platform says what is in it; else <see cref="ModifiedAt"/> alone says whether it is as it was written.</summary>
    public bool IsReadable { get; init; } = true;

    /// <summary>What stands for it in pages and e-mails of the platform; null: nothing does.</summary>
    public string? MergeField { get; init; }
}
