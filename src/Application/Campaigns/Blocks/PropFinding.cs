namespace AiWebBuilder.Application.Campaigns.Blocks;

/// <summary>What is wrong with a block's props.</summary>
/// <param name="Path">Where, as a JSON Pointer (RFC 6901); empty for the whole.</param>
/// <param name="IsUnknownMember">The schema has no such member; that of a newer version may have one.</param>
/// <param name="Limit">What is too wide may be this wide.</param>
public sealed record PropFinding(string Path, string Message, bool IsUnknownMember = false, int? Limit = null);
