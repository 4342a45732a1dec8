namespace AiWebBuilder.Application.Integrations.Platforms.Writing;

/// <summary>A part of a campaign that a platform keeps by itself.</summary>
/// <param name="Key">Within the campaign.</param>
/// <param name="Object">One of the writer's objects.</param>
/// <param name="Name">By which people find it there.</param>
/// <param name="Uploads">That it shows.</param>
public sealed record CopyPiece(string Key, string Object, string Name, string Content, IReadOnlyList<Guid> Uploads)
{
    /// <summary>What of the campaign the platform has no way to keep.</summary>
    public IReadOnlyList<string> Losses { get; init; } = [];
}
