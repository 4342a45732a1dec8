using System.Text.Json.Nodes;
using AiWebBuilder.Application.Common.Outbox;

namespace AiWebBuilder.Application.AiUsage.Contracts;

/// <summary>Somebody must hear of it: a budget's threshold, a stop, a key that is refused. Written by the database itself.</summary>
/// <param name="AccountId">Null: the operator's matter.</param>
/// <param name="Kind">As in the answer of GET /v1/ai/alerts.</param>
/// <param name="Data">What it is about; amounts in nano-dollars.</param>
public sealed record AlertRaised(
    Guid AlertId,
    Guid? AccountId,
    string Kind,
    string Message,
    JsonNode? Data,
    DateTimeOffset At
) : IIntegrationEvent
{
    public static string EventName => "ai_usage.alert_raised.v1";
}
