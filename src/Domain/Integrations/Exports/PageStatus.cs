namespace AiWebBuilder.Domain.Integrations.Exports;

/// <summary>What a client may have written pages be.</summary>
public static class PageStatus
{
    public const string Draft = "draft";
    public const string Publish = "publish";

    public static IReadOnlyList<string> All { get; } = [Draft, Publish];
}
