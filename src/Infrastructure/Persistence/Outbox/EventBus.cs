using System.Text.Json;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Outbox;
using AiWebBuilder.Application.Common.Security;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.Persistence.Outbox;

[WritesPastUnitOfWork("In the command's transaction: an event is a row of the outbox, and no aggregate.")]
internal sealed class EventBus(AppDbContext db, ICurrentUser user, TimeProvider time) : IEventBus
{
    public Task TellLaterAsync<TEvent>(TEvent integrationEvent, CancellationToken cancellationToken)
        where TEvent : IIntegrationEvent
    {
        if (db.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException($"{TEvent.EventName} was told outside a unit of work.");
        }
        var payload = JsonSerializer.Serialize(integrationEvent, JsonSerializerOptions.Web);
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into outbox_events (id, user_id, name, payload)
            values ({time.NewId()}, {user.AccountId}, {TEvent.EventName}, {payload}::jsonb)
            """,
            cancellationToken
        );
    }
}
