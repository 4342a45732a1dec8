namespace AiWebBuilder.Application.Common.Outbox;

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
