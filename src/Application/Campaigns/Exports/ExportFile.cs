namespace AiWebBuilder.Application.Campaigns.Exports;

/// <param name="Path">Relative, parted by <c>/</c>, of letters of ASCII, digits, dashes and dots.</param>
/// <param name="Content">Text, to be written as UTF-8.</param>
public sealed record ExportFile(string Path, string Content);
