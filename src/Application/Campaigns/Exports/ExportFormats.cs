namespace AiWebBuilder.Application.Campaigns.Exports;

/// <summary>The formats of <c>/exports/{format}</c>.</summary>
public static class ExportFormats
{
    public const string Html = "html";
    public const string React = "react";
    public const string WordPress = "wordpress";
    public const string Paste = "paste";
    public const string Email = "email";
    public const string Json = "json";

    public static IReadOnlyList<string> All { get; } = [Html, React, WordPress, Paste, Email, Json];
}
