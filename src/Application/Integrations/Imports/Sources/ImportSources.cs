namespace AiWebBuilder.Application.Integrations.Imports.Sources;

/// <summary>What is imported.</summary>
public static class ImportSources
{
    public const string Address = "url";
    public const string Html = "html";
    public const string Zip = "zip";
    public const string Platform = "platform";

    public static IReadOnlyList<string> All { get; } = [Address, Html, Zip, Platform];
}
