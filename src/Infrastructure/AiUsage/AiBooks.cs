using System.Text.Json;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Generations;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Infrastructure.AiUsage.Calls;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.AiUsage;

/// <summary>
/// What is booked together with what it pays for. The ledger is the truth; the day's, the month's and the generation's figures are
/// set from it in the same transaction.
/// </summary>
[WritesPastUnitOfWork(
    "A generation's first event and its credits go with the command that starts it; whoever comes at once is decided in the statement."
)]
internal sealed class AiBooks(AppDbContext db, IPlanLimits limits, TimeProvider time) : IAiBooks
{
    public Task ReadStepAsync(
        Guid callId,
        Guid stepId,
        int letters,
        bool isPaid,
        string? problem,
        CancellationToken cancellationToken
    ) =>
        db.Database.ExecuteSqlAsync(
            $"select ai_read_step({callId}, {stepId}, {letters}, {isPaid}, {problem})",
            cancellationToken
        );

    public async Task<int> PaidStepsAsync(AiCall call, CancellationToken cancellationToken)
    {
        var counts = await db
            .Database.SqlQuery<int>(
                $"""select count(*)::int as "Value" from ai_call_steps where call_id = {call.Id} and paid"""
            )
            .ToListAsync(cancellationToken);
        return counts[0];
    }

    public async Task<bool> SettleAsync(AiGeneration generation, AiCall call, CancellationToken cancellationToken)
    {
        if (call.ReplayOf is { } source)
        {
            await ReplayAsync(generation, call, source, cancellationToken);
            return true;
        }
        var ended = await EndAsync(call.Id, settled: true, failure: null, reason: null, cancellationToken);
        if (ended?.CreditsUsed is { } used)
        {
            await limits.WarnOfAsync(PlanResource.AiCredits, used, cancellationToken);
        }
        return ended is not null;
    }

    public async Task<decimal> CostAsync(Guid generationId, CancellationToken cancellationToken)
    {
        var sums = await db
            .Database.SqlQuery<decimal>(
                $"""
                select coalesce(sum(amount_nano_usd), 0) / 1e9 as "Value" from ai_ledger
                where generation_id = {generationId} and entry = 'settled'
                """
            )
            .ToListAsync(cancellationToken);
        return sums[0];
    }

    public Task ReleaseAsync(AiCall call, string reason, CancellationToken cancellationToken) =>
        // What was answered before is nobody's to give back.
        call.ReplayOf
            is null
            ? EndAsync(call.Id, settled: false, CallFailures.NotLanded, reason, cancellationToken)
            : Task.CompletedTask;

    public Task ChargeAbandonedAsync(AiCall call, string reason, CancellationToken cancellationToken) =>
        // What was answered before has been paid for.
        call.ReplayOf
            is null
            ? EndAsync(call.Id, settled: true, CallFailures.Abandoned, reason, cancellationToken)
            : Task.CompletedTask;

    public async Task<int> NextIterationAsync(Guid campaignId, Guid? componentId, CancellationToken cancellationToken)
    {
        var counts = await db
            .Database.SqlQuery<int>(
                $"""
                select count(*)::int + 1 as "Value" from ai_generations
                where campaign_id = {campaignId} and ({componentId}::uuid is null and generation_type = 'campaign'
                    or component_id = {componentId})
                """
            )
            .ToListAsync(cancellationToken);
        return counts[0];
    }

    public Task CountGenerationAsync(AiGeneration generation, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync(
            $"""
            insert into ai_cost_tracking (user_id, date, generations_count)
            values ({generation.UserId}, account_day({generation.UserId}, {time.GetUtcNow()}), 1)
            on conflict (user_id, date) do update set generations_count = ai_cost_tracking.generations_count + 1
            """,
            cancellationToken
        );

    public Task LockAsync(Guid generationId, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync(
            $"select from ai_generations where id = {generationId} for no key update",
            cancellationToken
        );

    // Two appenders would both read the same max(seq): the lock makes the second one wait, and its insert, a statement of
    // its own, then sees what the first has committed. While the generation is being started, nobody else can see it.
    public Task AppendEventAsync(
        AiGeneration generation,
        string type,
        object data,
        CancellationToken cancellationToken
    ) =>
        db.Database.ExecuteSqlAsync(
            $"""
            select from ai_generations where id = {generation.Id} for no key update;

            insert into generation_events (generation_id, seq, user_id, type, data)
            select {generation.Id}, coalesce(max(seq), 0) + 1, {generation.UserId}, {type},
                {JsonSerializer.Serialize(data, JsonSerializerOptions.Web)}::jsonb
            from generation_events where generation_id = {generation.Id}
            """,
            cancellationToken
        );

    /// <returns>Null: it had ended before.</returns>
    private async Task<Ended?> EndAsync(
        Guid callId,
        bool settled,
        string? failure,
        string? reason,
        CancellationToken cancellationToken
    )
    {
        var answers = await db
            .Database.SqlQuery<string?>(
                $"""select ai_end({callId}, {settled}, {failure}, {reason}, {time.GetUtcNow()})::text as "Value" """
            )
            .ToListAsync(cancellationToken);
        return answers is [{ } ended] ? JsonSerializer.Deserialize<Ended>(ended, JsonSerializerOptions.Web) : null;
    }

    private Task<int> ReplayAsync(
        AiGeneration generation,
        AiCall replay,
        Guid source,
        CancellationToken cancellationToken
    )
    {
        var call = JsonSerializer.Serialize(
            new
            {
                id = replay.Id,
                user_id = generation.UserId,
                member_id = generation.StartedBy,
                campaign_id = generation.CampaignId,
                generation_id = generation.Id,
                provider = replay.Model.Provider,
                model = replay.Model.Model,
                price_id = replay.Model.Price.TierFor(0).Id,
                key_id = replay.Model.KeyId,
            }
        );
        return db.Database.ExecuteSqlAsync(
            $"select ai_replay({call}::jsonb, {source}, {time.GetUtcNow()})",
            cancellationToken
        );
    }

    private sealed record Ended(long ChargedNanoUsd, long? CreditsUsed);
}
