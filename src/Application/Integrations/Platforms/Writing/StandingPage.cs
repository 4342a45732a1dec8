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
);

/// <summary>A picture or a file as it stands on a platform.</summary>
public sealed record StandingMedia(string ExternalId, string Url);
