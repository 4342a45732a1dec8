namespace AiWebBuilder.Application.Common.Outbox;

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
