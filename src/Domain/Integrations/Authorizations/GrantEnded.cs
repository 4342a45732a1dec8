using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.Integrations.Authorizations;

/// <summary>What a person had granted on a platform has ended; said once, until it is granted anew.</summary>
public sealed record GrantEnded(Guid IntegrationId, Guid AccountId) : IDomainEvent;
