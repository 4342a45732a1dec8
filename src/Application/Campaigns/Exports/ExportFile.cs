namespace AiWebBuilder.Application.Campaigns.Exports;

/// <param name="Path">Relative, parted by <c>/</c>, of letters of ASCII, digits, dashes and dots.</param>
/// <param name="Content">Text, to be written as UTF-8; empty for an upload.</param>
public sealed record ExportFile(string Path, string Content)
{
    /// <summary>The upload that the file is (<see cref="ExportUpload"/>); null: it is text.</summary>
    public Guid? Upload { get; init; }
}
