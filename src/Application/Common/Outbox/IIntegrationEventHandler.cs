using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Common.Outbox;

/// <summary>
/// One consumer of one event. It runs in a unit of work of its own, for the account that the event is of, and that transaction
/// notes that it has run: what it does there happens exactly once. A failure is tried again, with growing delays.
/// </summary>
public interface IIntegrationEventHandler<in TEvent>
    where TEvent : IIntegrationEvent
{
    /// <summary>The stable name under which it is noted what has been handled: <c>ai_usage.accept_published</c>.</summary>
    string Consumer { get; }

    /// <exception cref="DomainException">It cannot be done now; the delivery is repeated.</exception>
    Task HandleAsync(TEvent integrationEvent, CancellationToken cancellationToken);
}
