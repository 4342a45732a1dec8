namespace AiWebBuilder.Application.Campaigns.Exports;

/// <param name="Path">Relative, parted by <c>/</c>, of letters of ASCII, digits, dashes and dots.</param>
/// <param name="Content">Text, to be written as UTF-8; empty for an image.</param>
public sealed record ExportFile(string Path, string Content)
{
    /// <summary>The uploaded image that the file is (<see cref="ExportImage"/>); null: it is text.</summary>
    public Guid? Image { get; init; }
}
