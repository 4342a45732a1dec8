using AiWebBuilder.Application.Identity.Billing;
using AiWebBuilder.Domain.Identity.Billing;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Identity.Billing;

[WritesPastUnitOfWork(
    "In the command's transaction: two tabs and an event of the provider meet on one row, and the older event changes nothing."
)]
internal sealed class BillingAccounts(AppDbContext db, Databases databases, TimeProvider time) : IBillingAccounts
{
    public async Task<BillingAccount?> FindAsync(Guid accountId, CancellationToken cancellationToken)
    {
        await using var batch = databases.App.CreateBatch();
        batch.BatchCommands.Add(Databases.AsTenant(accountId));
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(
                """
                select account.email, customer_id, subscription_id, event_at
                from users account left join billing_accounts on user_id = account.id where account.id = $1
                """
            )
            {
                Parameters = { new NpgsqlParameter { Value = accountId } },
            }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new BillingAccount(
                accountId,
                reader.GetString(0),
                await reader.IsDBNullAsync(1, cancellationToken) ? null : reader.GetString(1),
                await reader.IsDBNullAsync(2, cancellationToken) ? null : reader.GetString(2),
                await reader.GetFieldValueAsync<DateTimeOffset?>(3, cancellationToken)
            )
            : null;
    }

    public async Task<string> BindAsync(Guid accountId, string customerId, CancellationToken cancellationToken)
    {
        await using var batch = databases.App.CreateBatch();
        batch.BatchCommands.Add(Databases.AsTenant(accountId));
        // With a target, "on conflict" still fails on the other unique key when two tabs add the same row at once.
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(
                "insert into billing_accounts (user_id, customer_id) values ($1, $2) on conflict do nothing"
            )
            {
                Parameters =
                {
                    new NpgsqlParameter { Value = accountId },
                    new NpgsqlParameter { Value = customerId },
                },
            }
        );
        // A statement of its own: it sees the customer of whoever was first.
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand("select customer_id from billing_accounts where user_id = $1")
            {
                Parameters = { new NpgsqlParameter { Value = accountId } },
            }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? reader.GetString(0)
            : throw new InvalidOperationException(
                $"The payment provider answered account {accountId} with the customer of another account."
            );
    }

    public async Task<bool> NoteAsync(ProviderEvent providerEvent, CancellationToken cancellationToken) =>
        await db.Database.ExecuteSqlAsync(
            $"insert into billing_events (id, type) values ({providerEvent.Id}, {providerEvent.Type}) on conflict do nothing",
            cancellationToken
        ) == 1;

    public async Task<BillingAccount?> LockAsync(
        string customerId,
        Guid? accountId,
        CancellationToken cancellationToken
    )
    {
        if (accountId is not null)
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into billing_accounts (user_id, customer_id) select id, {customerId} from users where id = {accountId}
                on conflict do nothing
                """,
                cancellationToken
            );
        }
        // A statement of its own: it sees what whoever held the lock has committed.
        var found = await db
            .Database.SqlQuery<BillingAccount>(
                $"""
                select user_id as account_id, email, customer_id, subscription_id, event_at
                from billing_accounts join users on users.id = user_id
                where customer_id = {customerId} and ({accountId}::uuid is null or user_id = {accountId})
                for update of billing_accounts
                """
            )
            .ToListAsync(cancellationToken);
        return found.SingleOrDefault();
    }

    public async Task ApplyAsync(
        Guid accountId,
        PaidPlan? plan,
        DateTimeOffset? eventAt,
        string reason,
        CancellationToken cancellationToken
    )
    {
        await db.Database.ExecuteSqlAsync($"select set_config('app.reason', {reason}, true)", cancellationToken);
        await db.Database.ExecuteSqlAsync(
            $"""
            update billing_accounts
            set subscription_id = coalesce({plan?.SubscriptionId}, subscription_id), event_at = coalesce({eventAt}, event_at)
            where user_id = {accountId} and (subscription_id, event_at)
                is distinct from (coalesce({plan?.SubscriptionId}, subscription_id), coalesce({eventAt}, event_at))
            """,
            cancellationToken
        );
        if (plan is null)
        {
            return;
        }
        var since = eventAt ?? time.GetUtcNow();
        await db.Database.ExecuteSqlAsync(
            $"""
            update users
            set subscription_tier = {plan.Tier}, subscription_status = {plan.Status}, subscription_ends_at = {plan.EndsAt},
                past_due_since = case when {plan.Status} = 'past_due' then coalesce(past_due_since, {since}) end
            where id = {accountId}
              and (subscription_tier, subscription_status, subscription_ends_at, past_due_since is not null)
                is distinct from ({plan.Tier}, {plan.Status}, {plan.EndsAt}::timestamptz, {plan.Status} = 'past_due')
            """,
            cancellationToken
        );
    }

    public async Task<IReadOnlyList<string>> CustomersAsync(
        string after,
        int count,
        CancellationToken cancellationToken
    )
    {
        await using var batch = databases.App.CreateBatch();
        batch.BatchCommands.Add(Databases.AsSystem());
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(
                "select customer_id from billing_accounts where customer_id > $1 order by customer_id limit $2"
            )
            {
                Parameters =
                {
                    new NpgsqlParameter { Value = after },
                    new NpgsqlParameter { Value = count },
                },
            }
        );
        List<string> customers = [];
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            customers.Add(reader.GetString(0));
        }
        return customers;
    }
}
