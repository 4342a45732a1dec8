using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Common;

/// <summary>
/// Something that one module tells the others later, after its transaction has committed. A module's events are public records in
/// <c>Application/&lt;Module&gt;/Contracts</c>; stored ones outlive a deployment, so a change that old payloads do not bear is a
/// new event with the next version in its name.
/// </summary>
public interface IIntegrationEvent
{
    /// <summary>The stable name: <c>campaigns.campaign_published.v1</c>.</summary>
    static abstract string EventName { get; }
}

/// <summary>
/// Tells other modules what has happened. The aggregate raises a domain event, and its handler asks for this: so that whichever use case
/// changes the aggregate, they hear of it.
/// </summary>
public interface IEventBus
{
    /// <summary>
    /// Stores the event in the present unit of work: it is delivered when that commits, at least once to each consumer, in no
    /// particular order.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no unit of work.</exception>
    Task TellLaterAsync<TEvent>(TEvent integrationEvent, CancellationToken cancellationToken)
        where TEvent : IIntegrationEvent;
}

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
