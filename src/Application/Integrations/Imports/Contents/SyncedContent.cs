namespace AiWebBuilder.Application.Integrations.Imports.Contents;

/// <summary>What is to be imported of a platform.</summary>
/// <param name="Hash">Of the content, by the sync that was the last when it was chosen.</param>
public sealed record SyncedContent(Guid Id, string Hash);
