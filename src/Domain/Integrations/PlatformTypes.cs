namespace AiWebBuilder.Domain.Integrations;

/// <summary>The allowed values of <c>platform_integrations.platform_type</c>.</summary>
public static class PlatformTypes
{
    public const string GoHighLevel = "gohighlevel";
    public const string Simvoly = "simvoly";
    public const string WordPress = "wordpress";
    public const string Custom = "custom";

    public static IReadOnlyList<string> All { get; } = [GoHighLevel, Simvoly, WordPress, Custom];
}
