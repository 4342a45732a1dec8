namespace AiWebBuilder.Application.Integrations.Platforms;

/// <summary>Reads one kind of object, a page of it at a time.</summary>
/// <param name="Credentials">The kinds of credentials that open it.</param>
/// <param name="ReadAsync">From where the cursor says; null: from the beginning.</param>
public sealed record ContentReader(
    IReadOnlyList<string> Credentials,
    Func<PlatformConnection, string?, CancellationToken, Task<ContentBatch>> ReadAsync
);
