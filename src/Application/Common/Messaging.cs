using System.Reflection;
using AiWebBuilder.Application.Common.Behaviors;
using AiWebBuilder.Application.Common.Outbox;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AiWebBuilder.Application.Common;

/// <summary>
/// The only seam around MediatR 5.1.0 (docs/decisions/0002): the rest of the code speaks of commands, queries, events and
/// behaviors, and never of the package.
/// </summary>
public interface ICommand<out TResult> : IRequest<TResult>;

/// <summary>A command that answers nothing.</summary>
public interface ICommand : ICommand<Done>;

/// <summary>A question; changes nothing.</summary>
public interface IQuery<out TResult> : IRequest<TResult>;

/// <summary>
/// A query on a hot path. Its reader sends the account along in the one batch that it needs, so that the pipeline opens no
/// transaction around it, which would cost two round trips more.
/// </summary>
public interface IBatchQuery<out TResult> : IQuery<TResult>;

/// <summary>The answer of a command that has none.</summary>
public readonly record struct Done;

/// <summary>Carries out one command. Never saves: the unit of work does.</summary>
public interface ICommandHandler<in TCommand, TResult> : IRequestHandler<TCommand, TResult>
    where TCommand : ICommand<TResult>;

/// <summary>
/// A handler with something to do before its transaction begins, on the same instance: slow hashing, waiting, and what must stay
/// when the request is refused. Inside the transaction each of these would hold a connection, and a second one beside it: as many
/// callers as the pool has connections would wait for each other.
/// </summary>
public interface IBeforeTransaction<in TRequest>
{
    /// <exception cref="Domain.Common.DomainException">The request is refused; no transaction was begun.</exception>
    Task PrepareAsync(TRequest request, CancellationToken cancellationToken);
}

/// <summary>Answers one query.</summary>
public interface IQueryHandler<in TQuery, TResult> : IRequestHandler<TQuery, TResult>
    where TQuery : IQuery<TResult>;

/// <summary>Sends a command or a query through the pipeline to its handler.</summary>
public interface ISender
{
    /// <exception cref="Domain.Common.DomainException">The request was refused; the error says why.</exception>
    Task<TResult> Send<TResult>(IRequest<TResult> request, CancellationToken cancellationToken);
}

/// <summary>Handles a domain event in the transaction that raised it.</summary>
public abstract class DomainEventHandler<TEvent> : INotificationHandler<DomainEventNotification<TEvent>>
    where TEvent : Domain.Common.IDomainEvent
{
    Task INotificationHandler<DomainEventNotification<TEvent>>.Handle(
        DomainEventNotification<TEvent> notification,
        CancellationToken cancellationToken
    ) => Handle(notification.Event, cancellationToken);

    /// <summary>Does what follows from the event.</summary>
    protected abstract Task Handle(TEvent domainEvent, CancellationToken cancellationToken);
}

/// <summary>Publishes a domain event to its handlers, in this process and this transaction.</summary>
public interface IDomainEventPublisher
{
    Task Publish(Domain.Common.IDomainEvent domainEvent, CancellationToken cancellationToken);
}

/// <summary>The envelope that lets Domain stay free of MediatR.</summary>
public sealed record DomainEventNotification<TEvent>(TEvent Event) : INotification
    where TEvent : Domain.Common.IDomainEvent;

/// <summary>A step around every request; the first registered is the outermost.</summary>
public abstract class Behavior<TRequest, TResult> : IPipelineBehavior<TRequest, TResult>
    where TRequest : notnull
{
    Task<TResult> IPipelineBehavior<TRequest, TResult>.Handle(
        TRequest request,
        CancellationToken cancellationToken,
        RequestHandlerDelegate<TResult> next
    ) => Handle(request, () => next(), cancellationToken);

    /// <summary>Does its part, and calls <paramref name="next"/> unless the request stops here.</summary>
    protected abstract Task<TResult> Handle(
        TRequest request,
        Func<Task<TResult>> next,
        CancellationToken cancellationToken
    );
}

/// <summary>Lets a handler that asks for it prepare, outside the transaction.</summary>
internal sealed class PreparationBehavior<TRequest, TResult>(IRequestHandler<TRequest, TResult> handler)
    : Behavior<TRequest, TResult>
    where TRequest : ICommand<TResult>
{
    protected override async Task<TResult> Handle(
        TRequest request,
        Func<Task<TResult>> next,
        CancellationToken cancellationToken
    )
    {
        if (handler is IBeforeTransaction<TRequest> preparing)
        {
            await preparing.PrepareAsync(request, cancellationToken);
        }
        return await next();
    }
}

internal sealed class MediatorSender(IMediator mediator) : ISender, IDomainEventPublisher
{
    public Task<TResult> Send<TResult>(IRequest<TResult> request, CancellationToken cancellationToken) =>
        mediator.Send(request, cancellationToken);

    public Task Publish(Domain.Common.IDomainEvent domainEvent, CancellationToken cancellationToken)
    {
        var envelope = Activator.CreateInstance(
            typeof(DomainEventNotification<>).MakeGenericType(domainEvent.GetType()),
            domainEvent
        )!;
        // MediatR dispatches on the runtime type of the notification.
        return mediator.Publish((INotification)envelope, cancellationToken);
    }
}

/// <summary>Registers MediatR and everything that a layer's assembly holds, by convention.</summary>
public static class MessagingRegistration
{
    /// <summary>The mediator and the behaviors; the first registered is the outermost.</summary>
    internal static void AddMessaging(this IServiceCollection services)
    {
        services.AddScoped<ServiceFactory>(provider => provider.GetRequiredService);
        services.AddScoped<IMediator, Mediator>();
        services.AddScoped<MediatorSender>();
        services.AddScoped<ISender>(provider => provider.GetRequiredService<MediatorSender>());
        services.AddScoped<IDomainEventPublisher>(provider => provider.GetRequiredService<MediatorSender>());
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(LoggingBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(AuthorizationBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(ValidationBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(PreparationBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(UnitOfWorkBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(ReadBehavior<,>));
    }

    /// <summary>
    /// Registers each concrete class of the assembly, scoped, as every handler interface and every interface of a module's
    /// Application folder that it implements; an interface that was registered to live as long as the process keeps that.
    /// </summary>
    public static void AddByScan(this IServiceCollection services, Assembly assembly)
    {
        var kept = services
            .Where(service => service.Lifetime == ServiceLifetime.Singleton)
            .Select(service => service.ServiceType)
            .ToHashSet();
        foreach (
            var type in assembly
                .GetTypes()
                .Where(type => type is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false })
        )
        {
            foreach (var service in type.GetInterfaces().Where(IsSeam).Where(service => !kept.Contains(service)))
            {
                services.TryAddEnumerable(ServiceDescriptor.Scoped(service, type));
            }
        }
    }

    private static bool IsSeam(Type service)
    {
        if (service.IsGenericType)
        {
            var definition = service.GetGenericTypeDefinition();
            return definition == typeof(IRequestHandler<,>)
                || definition == typeof(INotificationHandler<>)
                || definition == typeof(IIntegrationEventHandler<>);
        }
        return service.Namespace?.StartsWith("AiWebBuilder.Application.", StringComparison.Ordinal) is true
            && !service.Namespace.StartsWith("AiWebBuilder.Application.Common", StringComparison.Ordinal);
    }
}
