using System.Text.Json;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Analytics.Ingestion;

/// <summary>
/// Takes in what visitors do. It stands beside the pipeline of commands and not in it: there is nobody to authorize, and requests
/// share transactions, which is what makes it fast (docs/analytics.md).
/// </summary>
public interface IEventIngestion
{
    /// <summary>Answers after the events are committed.</summary>
    /// <param name="events">Each as it was sent: whatever is wrong with one refuses that one alone.</param>
    /// <exception cref="DomainException">NotFound: no live campaign; Validation: none or too many; Unavailable: full, or no database.</exception>
    Task<IngestionResult> RecordAsync(
        Guid campaignId,
        IReadOnlyList<JsonElement> events,
        EventOrigin sender,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Stores a form, and counts it as <c>form_submit</c> and as a conversion of type <c>lead</c>, in one transaction. The same fields
    /// from the same visitor within a minute are one submission.
    /// </summary>
    /// <exception cref="DomainException">As <see cref="RecordAsync"/>; Validation: it cannot be stored.</exception>
    Task SubmitAsync(FormPost form, EventOrigin sender, CancellationToken cancellationToken);

    /// <summary>
    /// Stores what happened in the past, as it is: the demo's simulated month. Events that are there already stay as they are.
    /// Each thousand is a transaction of its own.
    /// </summary>
    /// <exception cref="DomainException">NotFound: no live campaign.</exception>
    Task ImportAsync(Guid campaignId, IEnumerable<TrackedEvent> events, CancellationToken cancellationToken);
}

/// <param name="Index">Its place in the request, from 0.</param>
public sealed record RejectedEvent(int Index, string Code);
