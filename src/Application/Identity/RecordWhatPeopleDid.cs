using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security.AuthEvents;
using AiWebBuilder.Domain.Identity;

namespace AiWebBuilder.Application.Identity;

// The audit log says in words what people did. What no aggregate does (a refusal, a second factor) is recorded where it happens.

internal sealed class RecordSignIn(IAuthEvents events) : DomainEventHandler<UserSignedIn>
{
    protected override Task Handle(UserSignedIn domainEvent, CancellationToken cancellationToken) =>
        events.RecordWithChangeAsync(AuthEvent.SignIn, domainEvent.UserId, cancellationToken);
}

internal sealed class RecordSignOut(IAuthEvents events) : DomainEventHandler<UserSignedOut>
{
    protected override Task Handle(UserSignedOut domainEvent, CancellationToken cancellationToken) =>
        events.RecordWithChangeAsync(AuthEvent.SignOut, domainEvent.UserId, cancellationToken);
}

internal sealed class RecordVerification(IAuthEvents events) : DomainEventHandler<UserVerified>
{
    protected override Task Handle(UserVerified domainEvent, CancellationToken cancellationToken) =>
        events.RecordWithChangeAsync(AuthEvent.EmailVerified, domainEvent.UserId, cancellationToken);
}

internal sealed class RecordPasswordReset(IAuthEvents events) : DomainEventHandler<UserResetPassword>
{
    protected override Task Handle(UserResetPassword domainEvent, CancellationToken cancellationToken) =>
        events.RecordWithChangeAsync(AuthEvent.PasswordReset, domainEvent.UserId, cancellationToken);
}

internal sealed class RecordRestoration(IAuthEvents events) : DomainEventHandler<UserRestored>
{
    protected override Task Handle(UserRestored domainEvent, CancellationToken cancellationToken) =>
        events.RecordWithChangeAsync(AuthEvent.AccountRestored, domainEvent.UserId, cancellationToken);
}
