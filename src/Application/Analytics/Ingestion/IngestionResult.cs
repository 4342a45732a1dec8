namespace AiWebBuilder.Application.Analytics.Ingestion;

/// <param name="Accepted">Stored by this request.</param>
/// <param name="Duplicates">Stored before: the event's id, or the order's, is known.</param>
/// <param name="Rejected">Never storable: sending them again changes nothing.</param>
public sealed record IngestionResult(int Accepted, int Duplicates, IReadOnlyList<RejectedEvent> Rejected);
