using System.Text.Json;
using AiWebBuilder.Application.AiUsage;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.AiUsage;

/// <summary>The ledger is the truth; the day's and the generation's figures are set from its exact sum, never added up rounded.</summary>
internal sealed class AiBooks(AppDbContext db, TimeProvider time) : IAiBooks
{
    public async Task<decimal> SettleAsync(
        AiGeneration generation,
        Guid stepId,
        ModelPrice price,
        AiAnswer answer,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        var (today, month) = DayAndMonth(now);
        // Credits: one for each started thousand tokens.
        var tokens = answer.InputTokens + answer.OutputTokens;
        var credits = (tokens + 999) / 1000;
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into ai_ledger (id, user_id, generation_id, campaign_id, step_id, entry, provider, model, price_id,
                input_tokens, cached_input_tokens, output_tokens, amount_nano_usd, created_at)
            values ({time.NewId()}, {generation.UserId}, {generation.Id}, {generation.CampaignId}, {stepId}, 'settled',
                {generation.Provider}, {generation.ModelUsed}, {price.Id}, {answer.InputTokens}, {answer.CachedInputTokens},
                {answer.OutputTokens}, {answer.NanoUsd}, {now});

            insert into ai_cost_tracking (user_id, date, tokens_used) values ({generation.UserId}, {today}, {tokens})
            on conflict (user_id, date) do update set tokens_used = ai_cost_tracking.tokens_used + excluded.tokens_used;

            update ai_cost_tracking day
            set openai_cost = sums.openai, anthropic_cost = sums.anthropic, total_cost = sums.total
            from (select round(coalesce(sum(amount_nano_usd) filter (where provider = 'openai'), 0) / 1e9, 4) as openai,
                         round(coalesce(sum(amount_nano_usd) filter (where provider = 'anthropic'), 0) / 1e9, 4) as anthropic,
                         round(sum(amount_nano_usd) / 1e9, 4) as total
                  from ai_ledger
                  where user_id = {generation.UserId} and entry = 'settled'
                    and created_at >= {today}::timestamp at time zone 'utc'
                    and created_at < ({today} + 1)::timestamp at time zone 'utc') sums
            where day.user_id = {generation.UserId} and day.date = {today};

            insert into user_usage (user_id, month, ai_credits_used) values ({generation.UserId}, {month}, {credits})
            on conflict (user_id, month) do update set ai_credits_used = user_usage.ai_credits_used + excluded.ai_credits_used
            """,
            cancellationToken
        );
        var sums = await db
            .Database.SqlQuery<decimal>(
                $"""
                select coalesce(sum(amount_nano_usd), 0) / 1e9 as "Value" from ai_ledger
                where generation_id = {generation.Id} and entry = 'settled'
                """
            )
            .ToListAsync(cancellationToken);
        return sums[0];
    }

    public Task CountGenerationAsync(AiGeneration generation, CancellationToken cancellationToken)
    {
        var (today, _) = DayAndMonth(time.GetUtcNow());
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into ai_cost_tracking (user_id, date, generations_count) values ({generation.UserId}, {today}, 1)
            on conflict (user_id, date) do update set generations_count = ai_cost_tracking.generations_count + 1
            """,
            cancellationToken
        );
    }

    public Task LockAsync(Guid generationId, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync(
            $"select from ai_generations where id = {generationId} for update",
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
            select from ai_generations where id = {generation.Id} for update;

            insert into generation_events (generation_id, seq, user_id, type, data)
            select {generation.Id}, coalesce(max(seq), 0) + 1, {generation.UserId}, {type},
                {JsonSerializer.Serialize(data, JsonSerializerOptions.Web)}::jsonb
            from generation_events where generation_id = {generation.Id}
            """,
            cancellationToken
        );

    private static (DateOnly Day, DateOnly Month) DayAndMonth(DateTimeOffset now)
    {
        var day = DateOnly.FromDateTime(now.UtcDateTime);
        return (day, new DateOnly(day.Year, day.Month, 1));
    }
}
