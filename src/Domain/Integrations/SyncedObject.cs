namespace AiWebBuilder.Domain.Integrations;

/// <summary>How far a sync has come with one kind of object.</summary>
/// <param name="Cursor">Where it goes on; null: at the beginning, or it is done.</param>
/// <param name="Total">As the platform says; null: it does not say.</param>
/// <param name="Reason">Why it was left out; null: it was not.</param>
public sealed record SyncedObject(string Object, string? Cursor, int Found, int? Total, bool IsDone, string? Reason);
