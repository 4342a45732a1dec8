using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Generations;

/// <summary>What happened in a generation after a place in its stream.</summary>
/// <param name="After">The last event that the reader has; 0 for the beginning.</param>
/// <exception cref="DomainException">NotFound; Validation: the stream has no such event yet.</exception>
[Requires(AiUsagePermissions.Read)]
public sealed record GetGenerationEvents(Guid GenerationId, long After) : IQuery<GenerationEvents>;

/// <param name="IsLast">Nothing comes after these any more.</param>
public sealed record GenerationEvents(IReadOnlyList<GenerationEvent> Events, bool IsLast);

/// <param name="Seq">1 for the first, without gaps.</param>
/// <param name="Data">A JSON object on one line.</param>
public sealed record GenerationEvent(long Seq, string Type, string Data);

/// <summary>The stored stream.</summary>
public interface IGenerationEventReads
{
    /// <summary>The generation's status and its newest event's number; null when the account has no such generation.</summary>
    Task<(string Status, long Newest)?> FindAsync(Guid generationId, CancellationToken cancellationToken);

    /// <summary>Up to <paramref name="limit"/> events after the given one, in their order.</summary>
    Task<IReadOnlyList<GenerationEvent>> ListAsync(
        Guid generationId,
        long after,
        int limit,
        CancellationToken cancellationToken
    );
}

internal sealed class GetGenerationEventsHandler(IGenerationEventReads reads)
    : IQueryHandler<GetGenerationEvents, GenerationEvents>
{
    private const int AtOnce = 200;

    public async Task<GenerationEvents> Handle(GetGenerationEvents request, CancellationToken cancellationToken)
    {
        // The status first: when it says that all is over, the events read after it hold the last one.
        var (status, newest) =
            await reads.FindAsync(request.GenerationId, cancellationToken)
            ?? throw new DomainException(AiUsageErrors.GenerationNotFound);
        if (request.After < 0 || request.After > newest)
        {
            // Waiting for the stream to grow past this number would skip what comes before it.
            throw new DomainException(AiUsageErrors.EventUnknown);
        }
        var events = await reads.ListAsync(request.GenerationId, request.After, AtOnce, cancellationToken);
        return new GenerationEvents(events, status != GenerationStatus.Processing && events.Count < AtOnce);
    }
}
