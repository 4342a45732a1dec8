using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Outbox;
using AiWebBuilder.Application.Common.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AiWebBuilder.Infrastructure.Persistence.Outbox;

/// <summary>Hands a stored event to each of its consumers, each in a scope and a transaction of its own.</summary>
[WritesPastUnitOfWork("In the handler's transaction: that it has handled the event, so that it does so once.")]
internal sealed class EventDispatcher(IServiceScopeFactory scopes)
{
    private readonly FrozenDictionary<string, Route> routes = typeof(IIntegrationEvent)
        .Assembly.GetTypes()
        .Where(type => type.IsClass && type.IsAssignableTo(typeof(IIntegrationEvent)))
        .Select(type =>
            (Route)
                typeof(EventDispatcher)
                    .GetMethod(nameof(RouteOf), BindingFlags.NonPublic | BindingFlags.Static)!
                    .MakeGenericMethod(type)
                    .Invoke(null, null)!
        )
        .ToFrozenDictionary(route => route.Name, StringComparer.Ordinal);

    /// <exception cref="AggregateException">Some consumers failed; what the others did stays done.</exception>
    public async Task DispatchAsync(StoredEvent stored, CancellationToken cancellationToken)
    {
        if (!routes.TryGetValue(stored.Name, out var route))
        {
            throw new InvalidOperationException($"No event of this version is called {stored.Name}.");
        }
        List<Exception> failures = [];
        foreach (var consumer in ConsumersOf(route))
        {
            try
            {
                await DeliverAsync(stored, route, consumer, cancellationToken);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                failures.Add(failure);
            }
        }
        if (failures.Count > 0)
        {
            throw new AggregateException(failures);
        }
    }

    private string[] ConsumersOf(Route route)
    {
        using var scope = scopes.CreateScope();
        return [.. route.Consumers(scope.ServiceProvider).Select(one => one.Name)];
    }

    private async Task DeliverAsync(
        StoredEvent stored,
        Route route,
        string consumer,
        CancellationToken cancellationToken
    )
    {
        await using var scope = scopes.CreateAsyncScope();
        if (stored.AccountId is { } account)
        {
            scope.ServiceProvider.GetRequiredService<ActorContext>().ActAs(account, account);
        }
        var handle = route.Consumers(scope.ServiceProvider).Single(one => one.Name == consumer).Handle;
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        await scope
            .ServiceProvider.GetRequiredService<IUnitOfWork>()
            .ExecuteAsync(
                async () =>
                {
                    // A second delivery at the same time waits here for the first to commit, then finds it done.
                    var isNew = await db.Database.ExecuteSqlAsync(
                        $"""
                        insert into inbox_events (consumer, event_id, user_id)
                        values ({consumer}, {stored.Id}, {stored.AccountId}) on conflict do nothing
                        """,
                        cancellationToken
                    );
                    if (isNew == 1)
                    {
                        await handle(stored.Payload, cancellationToken);
                    }
                    return isNew;
                },
                cancellationToken
            );
    }

    private static Route RouteOf<TEvent>()
        where TEvent : IIntegrationEvent =>
        new(
            TEvent.EventName,
            services =>
                services
                    .GetServices<IIntegrationEventHandler<TEvent>>()
                    .Select(handler => new Consumer(
                        handler.Consumer,
                        (payload, cancellationToken) =>
                            handler.HandleAsync(
                                JsonSerializer.Deserialize<TEvent>(payload, JsonSerializerOptions.Web)!,
                                cancellationToken
                            )
                    ))
        );

    private sealed record Route(string Name, Func<IServiceProvider, IEnumerable<Consumer>> Consumers);

    private sealed record Consumer(string Name, Func<string, CancellationToken, Task> Handle);
}

/// <summary>A row of <c>outbox_events</c> that this process has claimed.</summary>
/// <param name="Attempt">1 for the first; with the id, the fencing token.</param>
internal sealed record StoredEvent(Guid Id, Guid? AccountId, string Name, string Payload, int Attempt);
