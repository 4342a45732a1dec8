using AiWebBuilder.Application.Common.Outbox;

namespace AiWebBuilder.Application.Identity.Contracts;

/// <summary>An account was closed by its owner: what it shows to the world has to go.</summary>
public sealed record AccountClosed(Guid AccountId, DateTimeOffset ClosedAt) : IIntegrationEvent
{
    public static string EventName => "identity.account_closed.v1";
}
