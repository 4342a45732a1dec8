namespace AiWebBuilder.Application.Campaigns.Contracts.Imports.Updates;

/// <summary>What can stay of an import that was taken back.</summary>
public static class KeptKinds
{
    public const string Campaign = "campaign";
    public const string Component = "component";
    public const string Image = "image";

    public static IReadOnlyList<string> All { get; } = [Campaign, Component, Image];
}
