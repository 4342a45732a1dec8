using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.Identity;

/// <summary>A person has closed their account.</summary>
public sealed record UserClosed(Guid UserId, DateTimeOffset At) : IDomainEvent;

/// <summary>A person has signed in on a device.</summary>
public sealed record UserSignedIn(Guid UserId) : IDomainEvent;

/// <summary>A person has signed out on the device itself.</summary>
public sealed record UserSignedOut(Guid UserId) : IDomainEvent;

/// <summary>A person has proved that they read the mailbox.</summary>
public sealed record UserVerified(Guid UserId) : IDomainEvent;

/// <summary>A person has set a new password with the link from an e-mail.</summary>
public sealed record UserResetPassword(Guid UserId) : IDomainEvent;

/// <summary>A person has reopened their closed account.</summary>
public sealed record UserRestored(Guid UserId) : IDomainEvent;
