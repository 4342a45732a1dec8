using System.Security.Cryptography;
using System.Text;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Application.Identity.SignIn;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;
using AiWebBuilder.Infrastructure.Identity.Passwords;
using AiWebBuilder.Infrastructure.Persistence;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Identity.SignIn;

/// <summary>
/// The counts stand in the database, one statement for each step, so that any number of nodes agree. In a node the attempts at one
/// address, and those of one network, are evaluated one after the other: sixteen right passwords at once are sixteen successes, not
/// five attempts under way and eleven refusals.
/// </summary>
[WritesPastUnitOfWork("A failure counts whatever becomes of the request, in a transaction of its own.")]
internal sealed class SignInThrottle(Databases databases, IDerivedKeys keys, TimeProvider time) : ISignInThrottle
{
    /// <summary>Failures are forgotten at one for each 20 minutes without an attempt: slower than the longest delay allows them.</summary>
    private const int ForgetSeconds = 1200;

    /// <summary>The delay is at its longest long before; it bounds how long a subject is remembered.</summary>
    private const int MostFailures = 15;

    // blocked_until of a subject that need not wait is the time of its last attempt.
    private const string Enter = """
        insert into sign_in_throttles as t (subject, failures, blocked_until) values ($1, 1, $2)
        on conflict (subject) do update set (failures, blocked_until) = (
            select n, $2 + make_interval(secs => case when n < 5 then 0 else least(power(2, n - 5), 900) end)
            from (select least(greatest(t.failures
                - floor(extract(epoch from $2 - t.blocked_until) / $4)::integer, 0) + 1, $3) as n) counted)
        where t.blocked_until <= $2
        """;

    private readonly Lazy<byte[]> key = new(() => keys.DeriveKey("aiwebbuilder sign-in throttles v1"u8));
    private readonly Turns turns = new();

    public async Task AttemptAsync(
        string email,
        string? network,
        Func<Task<AttemptOutcome>> evaluateAsync,
        CancellationToken cancellationToken
    )
    {
        var account = SubjectOf("account", email);
        // An account's turn before a network's, always: nobody waits in a circle.
        using var accountTurn = await turns.TakeAsync(account, cancellationToken);
        await EnterAsync(account, cancellationToken);
        if (network is null)
        {
            await EvaluateAsync(account, network: null, evaluateAsync);
            return;
        }
        var from = SubjectOf("network", network);
        using var networkTurn = await turns.TakeAsync(from, cancellationToken);
        try
        {
            await EnterAsync(from, cancellationToken);
        }
        catch (DomainException)
        {
            await TakeBackAsync(account);
            throw;
        }
        await EvaluateAsync(account, from, evaluateAsync);
    }

    public Task ForgetAsync(string email, CancellationToken cancellationToken) =>
        ExecuteAsync("delete from sign_in_throttles where subject = $1", SubjectOf("account", email));

    private async Task EvaluateAsync(byte[] account, byte[]? network, Func<Task<AttemptOutcome>> evaluateAsync)
    {
        AttemptOutcome outcome;
        try
        {
            outcome = await evaluateAsync();
        }
        catch (DomainException refused) when (refused.Error.Kind == ErrorKind.TooManyRequests)
        {
            // Nothing was evaluated. Of any other failure, a caller who has gone included, nobody knows: it counts.
            outcome = AttemptOutcome.Undecided;
            await SettleAsync(account, network, outcome);
            throw;
        }
        await SettleAsync(account, network, outcome);
    }

    private async Task SettleAsync(byte[] account, byte[]? network, AttemptOutcome outcome)
    {
        if (outcome == AttemptOutcome.Failed)
        {
            return;
        }
        if (outcome == AttemptOutcome.Succeeded)
        {
            await ExecuteAsync("delete from sign_in_throttles where subject = $1", account);
        }
        else
        {
            await TakeBackAsync(account);
        }
        if (network is not null)
        {
            // Only its own count: whoever has an account of their own must not wash a network's failures away.
            await TakeBackAsync(network);
        }
    }

    /// <exception cref="DomainException">TooManyRequests.</exception>
    private async Task EnterAsync(byte[] subject, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var batch = databases.App.CreateBatch();
        batch.BatchCommands.Add(Databases.AsSystem());
        var enter = new NpgsqlBatchCommand(Enter)
        {
            Parameters =
            {
                new NpgsqlParameter { Value = subject },
                new NpgsqlParameter { Value = now },
                new NpgsqlParameter { Value = MostFailures },
                new NpgsqlParameter { Value = ForgetSeconds },
            },
        };
        batch.BatchCommands.Add(enter);
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand("select blocked_until from sign_in_throttles where subject = $1")
            {
                Parameters = { new NpgsqlParameter { Value = subject } },
            }
        );
        DateTimeOffset? until = null;
        await using (var reader = await batch.ExecuteReaderAsync(cancellationToken))
        {
            // A statement without rows gives no result of its own: the reader stands at the first that has some.
            do
            {
                while (await reader.ReadAsync(cancellationToken))
                {
                    until = reader.GetFieldType(0) == typeof(DateTime) ? reader.GetFieldValue<DateTimeOffset>(0) : null;
                }
            } while (await reader.NextResultAsync(cancellationToken));
        }
        if (enter.RecordsAffected == 0)
        {
            var wait = (until ?? now) - now;
            throw new DomainException(IdentityErrors.TooManyAttempts)
            {
                RetryAfter = wait < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : wait,
            };
        }
    }

    private Task TakeBackAsync(byte[] subject) =>
        ExecuteAsync(
            """
            update sign_in_throttles set failures = greatest(failures - 1, 0), blocked_until = least(blocked_until, $2)
            where subject = $1
            """,
            subject,
            time.GetUtcNow()
        );

    /// <summary>Carried out whether or not the caller still waits.</summary>
    private async Task ExecuteAsync(string sql, params object[] values)
    {
        await using var batch = databases.App.CreateBatch();
        batch.BatchCommands.Add(Databases.AsSystem());
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }
        batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(CancellationToken.None);
    }

    /// <summary>Keyed: people write passwords where the address belongs, and a plain hash of one could be tried out.</summary>
    private byte[] SubjectOf(string kind, string value) =>
        HMACSHA256.HashData(key.Value, Encoding.UTF8.GetBytes($"{kind}:{value.ToLowerInvariant()}"));
}

/// <summary>One after the other, for each subject on its own.</summary>
internal sealed class Turns
{
    private const int MostWaiting = 64;

    private readonly Dictionary<string, Queue> queues = new(StringComparer.Ordinal);

    /// <summary>Waits until everybody before has given the turn back.</summary>
    /// <exception cref="DomainException">TooManyRequests: too many wait already.</exception>
    public async Task<IDisposable> TakeAsync(byte[] subject, CancellationToken cancellationToken)
    {
        var name = Convert.ToHexString(subject);
        Queue? queue;
        lock (queues)
        {
            if (!queues.TryGetValue(name, out queue))
            {
                queues[name] = queue = new Queue();
            }
            if (queue.Waiting >= MostWaiting)
            {
                throw PasswordHasher.Busy();
            }
            queue.Waiting++;
        }
        try
        {
            await queue.Gate.WaitAsync(cancellationToken);
            return new Turn(this, name, queue);
        }
        catch
        {
            Leave(name, queue);
            throw;
        }
    }

    private void Leave(string name, Queue queue)
    {
        lock (queues)
        {
            if (--queue.Waiting == 0)
            {
                queues.Remove(name);
            }
        }
    }

    private sealed class Queue
    {
        // Never disposed: it holds nothing of the system's, as nobody asks for its wait handle.
        public SemaphoreSlim Gate { get; } = new(1);

        public int Waiting { get; set; }
    }

    private sealed class Turn(Turns turns, string name, Queue queue) : IDisposable
    {
        private bool given;

        public void Dispose()
        {
            if (!given)
            {
                given = true;
                queue.Gate.Release();
                turns.Leave(name, queue);
            }
        }
    }
}
