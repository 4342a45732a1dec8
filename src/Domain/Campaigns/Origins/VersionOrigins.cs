namespace AiWebBuilder.Domain.Campaigns.Origins;

/// <summary>The allowed values of <c>component_versions.origin</c>.</summary>
public static class VersionOrigins
{
    public static IReadOnlyList<string> All { get; } = ["generated", "edited", "restored"];
}
