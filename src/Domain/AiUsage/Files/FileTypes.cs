namespace AiWebBuilder.Domain.AiUsage.Files;

/// <summary>The content types of files that can be uploaded.</summary>
public static class FileTypes
{
    public static IReadOnlyList<string> All { get; } = [.. FileType.All.Select(type => type.ContentType)];
}
