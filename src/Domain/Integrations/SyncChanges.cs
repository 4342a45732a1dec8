namespace AiWebBuilder.Domain.Integrations;

/// <summary>What a sync has found, against the one before.</summary>
public sealed record SyncChanges(int New, int Changed, int Unchanged, int Removed);
