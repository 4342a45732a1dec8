namespace AiWebBuilder.Application.Campaigns.Pages;

/// <summary>An uploaded image that a component shows.</summary>
public sealed record ShownImage(Guid ComponentId, Guid ImageId);
