using AiWebBuilder.Application.Integrations.Platforms.Reading;

namespace AiWebBuilder.Application.Integrations.Imports.Sources;

/// <param name="Name">Its address, or its path in the ZIP.</param>
/// <param name="Address">Where it stands now; null: it came as a file.</param>
public sealed record SourceFile(string Name, Uri? Address, SourcePage Page)
{
    /// <summary>Null: it is no platform's.</summary>
    public PlatformPage? Origin { get; init; }
}
