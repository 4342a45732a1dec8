using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Outbox;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Identity;

namespace AiWebBuilder.Application.Identity.Closure;

/// <summary>Other modules hear of an account that was closed. A person's id is that of the account which they own.</summary>
internal sealed class TellOfClosure(IEventBus bus) : DomainEventHandler<UserClosed>
{
    protected override Task Handle(UserClosed domainEvent, CancellationToken cancellationToken) =>
        bus.TellLaterAsync(new AccountClosed(domainEvent.UserId, domainEvent.At), cancellationToken);
}
