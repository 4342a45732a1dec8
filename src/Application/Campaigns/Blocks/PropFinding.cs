namespace AiWebBuilder.Application.Campaigns.Blocks;

/// <summary>What is wrong with a block's props.</summary>
/// <param name="Path">Where, as a JSON Pointer (RFC 6901); empty for the whole.</param>
public sealed record PropFinding(string Path, string Message);
