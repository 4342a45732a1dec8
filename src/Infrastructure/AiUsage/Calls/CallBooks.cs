using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Infrastructure.Persistence;
using Npgsql;
using NpgsqlTypes;

namespace AiWebBuilder.Infrastructure.AiUsage.Calls;

/// <summary>A call as it is reserved: columns of <c>ai_calls</c>.</summary>
internal sealed record NewCall(
    Guid Id,
    Guid UserId,
    Guid? MemberId,
    Guid? CampaignId,
    Guid? GenerationId,
    string Purpose,
    string Provider,
    string Model,
    Guid PriceId,
    Guid? KeyId,
    long ReservedNanoUsd,
    int ReservedCredits,
    string? PromptVersion,
    DateTimeOffset ExpiresAt
)
{
    /// <summary>No column: the steps that it is asked for.</summary>
    public IReadOnlyList<Guid> Steps { get; init; } = [];

    /// <summary>Whether the account has paid for the prompt with an earlier call, of whose answer some could not be used.</summary>
    public bool PromptPaid { get; init; }

    /// <summary>Hexadecimal, as PostgreSQL reads bytes: <c>\x…</c>.</summary>
    public string? RequestHash { get; init; }

    /// <summary>No column: whether <c>held</c> may be the outcome.</summary>
    public bool MayWait { get; init; }
}

/// <summary>
/// What a reservation came to: <c>reserved, ended, shut_off, breaker_open, model_refused, velocity, failures, budget, credits, held</c>; or
/// why it may not be sent: <c>ended, run_out, shut_off</c>.
/// </summary>
internal sealed record ReserveOutcome(string Outcome)
{
    public string? Reason { get; init; }
    public DateTimeOffset? Until { get; init; }

    /// <summary>Why the breaker is open.</summary>
    public string? Failure { get; init; }
    public string? Scope { get; init; }
    public string? Period { get; init; }
    public DateOnly? PeriodStart { get; init; }
    public long LimitNanoUsd { get; init; }
    public long SpentNanoUsd { get; init; }
    public long ReservedNanoUsd { get; init; }
    public string? AtLimit { get; init; }
    public long Used { get; init; }
    public long Failures { get; init; }
}

/// <summary>What came back: the provider's own count and what it comes to.</summary>
/// <param name="PriceId">The row of the price book by which it is charged.</param>
/// <param name="PromptNanoUsd">Of what it comes to, the prompt alone.</param>
/// <param name="Raw">The provider's own words about usage, or how it was counted here.</param>
internal sealed record CallAnswer(
    string Text,
    TokenUsage Usage,
    Guid PriceId,
    long ProviderNanoUsd,
    long PromptNanoUsd,
    int Credits,
    JsonObject? Raw
);

/// <summary>A call that nobody has ended before its time ran out.</summary>
/// <param name="Failure"><c>never_sent, unknown, unused</c>.</param>
/// <param name="ProviderNanoUsd">What it may cost all the same, in 10⁻⁹ USD.</param>
internal sealed record ExpiredCall(string Provider, string Model, Guid? KeyId, string Failure, long ProviderNanoUsd);

/// <summary>What spends or fails so much in so short a time has run away, and stops itself.</summary>
/// <param name="Window">An interval, as PostgreSQL reads it.</param>
internal sealed record SpendGuards(string Window, long NanoUsd, int Failures);

/// <summary>
/// The steps of a call in the books, each in a transaction of its own, so that the books are right whenever the process is killed. How
/// each decides is said in SQL (<c>ai_reserve</c> and so on), where one statement sees and locks all that it weighs.
/// </summary>
[WritesPastUnitOfWork(
    "A call of a model outlives every request: each of its steps is booked at once, in a transaction of its own, over all caps together."
)]
internal sealed class CallBooks(Databases databases, TimeProvider time) : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    private readonly SemaphoreSlim gates = new(Databases.AppPool / 4);

    public void Dispose() => gates.Dispose();

    /// <summary>Reserves the worst case over every cap, or nothing.</summary>
    public async Task<ReserveOutcome> ReserveAsync(
        NewCall call,
        long? creditLimit,
        SpendGuards guards,
        CancellationToken cancellationToken
    )
    {
        var answer = await AskAsync<string>(
            call.UserId,
            "select coalesce(ai_model_refusal($1, $4), ai_reserve($1, $2, $3, $4))::text",
            [
                Jsonb(JsonSerializer.Serialize(call, Json)),
                Nullable(creditLimit, NpgsqlDbType.Bigint),
                Jsonb(JsonSerializer.Serialize(guards, JsonSerializerOptions.Web)),
                Value(time.GetUtcNow()),
            ],
            cancellationToken
        );
        return JsonSerializer.Deserialize<ReserveOutcome>(answer!, JsonSerializerOptions.Web)!;
    }

    /// <summary>
    /// Opens the gate for a call that is about to leave, or says why it may not. While it is held nobody can stop calls; whoever wants
    /// to waits, and from then on none leaves.
    /// </summary>
    public async Task<(IAsyncDisposable? Gate, ReserveOutcome? Refusal)> PassGateAsync(
        NewCall call,
        DateTimeOffset expiresAt,
        CancellationToken cancellationToken
    )
    {
        // Whoever is in the gate has one connection and needs a second: if all of the pool were in it, they would wait for ever.
        await gates.WaitAsync(cancellationToken);
        CallGate gate;
        try
        {
            gate = await CallGate.OpenAsync(databases.App, gates, cancellationToken);
        }
        catch
        {
            gates.Release();
            throw;
        }
        try
        {
            var refusal = await gate.EnterAsync(call.UserId, cancellationToken) is { } stopped
                ? new ReserveOutcome("shut_off") { Reason = stopped }
                : await SendAsync(call, expiresAt, cancellationToken);
            if (refusal is null)
            {
                return (gate, null);
            }
            await gate.DisposeAsync();
            return (null, refusal);
        }
        catch
        {
            await gate.DisposeAsync();
            throw;
        }
    }

    /// <summary>Committed before anything leaves: whoever finds the call later knows that it may have been heard.</summary>
    private async Task<ReserveOutcome?> SendAsync(
        NewCall call,
        DateTimeOffset expiresAt,
        CancellationToken cancellationToken
    ) =>
        await AskAsync<string>(
            call.UserId,
            "select ai_send($1, $2, $3)",
            [Value(call.Id), Value(expiresAt), Value(time.GetUtcNow())],
            cancellationToken
        )
            is { } outcome
            ? new ReserveOutcome(outcome)
            : null;

    /// <summary>Keeps what came back, whatever becomes of this process: it is not asked for twice.</summary>
    /// <returns>False: the call has run out in the meantime, and is charged in full.</returns>
    public Task<bool> AnswerAsync(
        NewCall call,
        CallAnswer answer,
        DateTimeOffset expiresAt,
        CancellationToken cancellationToken
    ) =>
        AskAsync<bool>(
            call.UserId,
            "select ai_answer($1, $2, $3, $4)",
            [
                Value(call.Id),
                Jsonb(
                    JsonSerializer.Serialize(
                        new
                        {
                            answer.ProviderNanoUsd,
                            answer.PromptNanoUsd,
                            answer.PriceId,
                            answer.Credits,
                            InputTokens = answer.Usage.Input,
                            CachedInputTokens = answer.Usage.CacheRead,
                            cache_write_5m_tokens = answer.Usage.CacheWrite5m,
                            cache_write_1h_tokens = answer.Usage.CacheWrite1h,
                            OutputTokens = answer.Usage.Output,
                            ReasoningTokens = answer.Usage.Reasoning,
                            Usage = answer.Raw,
                            Answer = answer.Text,
                        },
                        Json
                    )
                ),
                Value(expiresAt),
                Value(time.GetUtcNow()),
            ],
            cancellationToken
        );

    /// <summary>Keeps what had been seen of an answer that then broke off: counted here, from above.</summary>
    /// <param name="atMostNanoUsd">The most that it can have cost; null: all that was held.</param>
    public Task SeenAsync(NewCall call, TokenUsage seen, long? atMostNanoUsd, CancellationToken cancellationToken)
    {
        var usage = AnswerReading.Raw(seen);
        usage["estimated"] = true;
        return AskAsync<bool>(
            call.UserId,
            "select ai_seen($1, $2)",
            [
                Value(call.Id),
                Jsonb(
                    JsonSerializer.Serialize(
                        new
                        {
                            AtMostNanoUsd = atMostNanoUsd,
                            InputTokens = seen.Input,
                            CachedInputTokens = seen.CacheRead,
                            cache_write_5m_tokens = seen.CacheWrite5m,
                            cache_write_1h_tokens = seen.CacheWrite1h,
                            OutputTokens = seen.Output,
                            Usage = usage,
                        },
                        Json
                    )
                ),
            ],
            cancellationToken
        );
    }

    /// <summary>Ends a call on its own, apart from what its answer is landed with. Again: nothing happens.</summary>
    /// <returns>What the provider's count comes to, or may come to, in 10⁻⁹ USD; 0 when it had ended before.</returns>
    /// <param name="settled">Charged; else released, which costs the account nothing.</param>
    /// <param name="failure">One of <see cref="CallFailures"/>; null: it did not fail.</param>
    public Task<long> EndAsync(
        Guid account,
        Guid callId,
        bool settled,
        string? failure,
        string? reason,
        CancellationToken cancellationToken
    ) =>
        AskAsync<long>(
            account,
            "select (ai_end($1, $2, $3, $4, $5) ->> 'providerNanoUsd')::bigint",
            [
                Value(callId),
                Value(settled),
                Nullable(failure, NpgsqlDbType.Text),
                Nullable(reason, NpgsqlDbType.Text),
                Value(time.GetUtcNow()),
            ],
            cancellationToken
        );

    /// <summary>Tells the breakers of the provider and of the model, each with its key, what a call has shown.</summary>
    /// <param name="failure">Null: it worked.</param>
    /// <returns>Whether the provider's has just opened.</returns>
    public Task<bool> ReportAsync(NewCall call, CallFailure? failure, CancellationToken cancellationToken) =>
        AskAsync<bool>(
            call.UserId,
            "select ai_report($1, $2, $3, $4, $5)",
            [
                Value(call.Id),
                Nullable(failure?.Kind, NpgsqlDbType.Text),
                Value(failure is { OfModelAlone: true }),
                Nullable(failure?.RetryAfter, NpgsqlDbType.Interval),
                Value(time.GetUtcNow()),
            ],
            cancellationToken
        );

    /// <summary>The stop that nobody pressed: an account whose spend has run away.</summary>
    public Task ShutOffAsync(Guid account, bool hard, string reason, CancellationToken cancellationToken) =>
        AskAsync<Guid>(
            account,
            "select ai_shut_off($1, $2, $3, true, $4)",
            [Value(account), Value(hard), Value(reason), Value(time.GetUtcNow())],
            cancellationToken
        );

    /// <summary>Ends the next call whose time has run out.</summary>
    /// <returns>Null when there is none.</returns>
    public async Task<ExpiredCall?> ExpireOneAsync(CancellationToken cancellationToken)
    {
        var ended = await AskAsync<string>(
            null,
            "select ai_expire($1)::text",
            [Value(time.GetUtcNow())],
            cancellationToken
        );
        if (ended is null)
        {
            return null;
        }
        var expired = JsonSerializer.Deserialize<ExpiredId>(ended, JsonSerializerOptions.Web)!;
        var call = await AskAsync<string>(
            expired.UserId,
            "select to_jsonb(c)::text from (select provider, model, key_id, failure, provider_nano_usd from ai_calls where id = $1) c",
            [Value(expired.CallId)],
            cancellationToken
        );
        return JsonSerializer.Deserialize<ExpiredCall>(call!, Json);
    }

    /// <summary>Forgets answers of calls that ended before; at most <paramref name="most"/> of them.</summary>
    /// <returns>How many.</returns>
    public Task<int> ForgetAnswersAsync(DateTimeOffset before, int most, CancellationToken cancellationToken) =>
        AskAsync<int>(null, "select ai_forget_answers($1, $2)", [Value(before), Value(most)], cancellationToken);

    /// <summary>Everything that is derived from the ledger, derived again, if the last time was an hour ago on whichever node.</summary>
    /// <returns>Where it differs, one line each, which the operator is alarmed of; empty is well. Null: it was not the time.</returns>
    public Task<string[]?> CheckInTurnAsync(CancellationToken cancellationToken) =>
        AskAsync<string[]>(
            null,
            "select differences from ai_check_books_in_turn($1)",
            [Value(time.GetUtcNow())],
            cancellationToken
        );

    private async Task<T?> AskAsync<T>(
        Guid? account,
        string sql,
        NpgsqlParameter[] parameters,
        CancellationToken cancellationToken
    )
    {
        await using var batch = databases.App.CreateBatch();
        batch.BatchCommands.Add(account is { } id ? Databases.AsTenant(id) : Databases.AsSystem());
        var ask = new NpgsqlBatchCommand(sql);
        ask.Parameters.AddRange(parameters);
        batch.BatchCommands.Add(ask);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return await reader.IsDBNullAsync(0, cancellationToken)
            ? default
            : await reader.GetFieldValueAsync<T>(0, cancellationToken);
    }

    private sealed record ExpiredId(Guid UserId, Guid CallId);

    private static NpgsqlParameter<T> Value<T>(T value) => new NpgsqlParameter<T> { TypedValue = value };

    private static NpgsqlParameter Jsonb(string json) => new() { Value = json, NpgsqlDbType = NpgsqlDbType.Jsonb };

    private static NpgsqlParameter Nullable(object? value, NpgsqlDbType type) =>
        new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
