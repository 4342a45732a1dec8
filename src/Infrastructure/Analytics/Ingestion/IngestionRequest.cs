using System.Net;
using AiWebBuilder.Application.Analytics.Ingestion;

namespace AiWebBuilder.Infrastructure.Analytics.Ingestion;

/// <summary>The events of one request, on their way to a writer.</summary>
/// <param name="accountId">From the publication, never from the client.</param>
/// <param name="submission">Stored with the events when they are new.</param>
internal sealed class IngestionRequest(
    Guid campaignId,
    Guid accountId,
    IReadOnlyList<TrackedEvent> events,
    Submission? submission = null
)
{
    // Continuations must not run on the writer: it has the next batch to write.
    private readonly TaskCompletionSource<IReadOnlyList<Fate>> answer = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    public Guid CampaignId { get; } = campaignId;

    public Guid AccountId { get; } = accountId;

    public IReadOnlyList<TrackedEvent> Events { get; } = events;

    public Submission? Submission { get; } = submission;

    /// <summary>One for each event, once all of them are committed.</summary>
    public Task<IReadOnlyList<Fate>> Answer => answer.Task;

    public void Complete(IReadOnlyList<Fate> fates) => answer.TrySetResult(fates);

    public void Fail(Exception failure) => answer.TrySetException(failure);
}

/// <summary>A form's row, stored when its first event is new.</summary>
/// <param name="EarlierEventId">The event that the same form made in the minute before: when it is known, this one is a repetition.</param>
/// <param name="Fields">A JSON object.</param>
internal sealed record Submission(Guid Id, Guid EarlierEventId, string Fields, IPAddress? Network);
