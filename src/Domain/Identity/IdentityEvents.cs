using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.Identity;

/// <summary>A person has closed their account.</summary>
public sealed record UserClosed(Guid UserId, DateTimeOffset At) : IDomainEvent;
