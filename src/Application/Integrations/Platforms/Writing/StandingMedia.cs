namespace AiWebBuilder.Application.Integrations.Platforms.Writing;

/// <summary>A picture or a file as it stands on a platform.</summary>
public sealed record StandingMedia(string ExternalId, string Url);
