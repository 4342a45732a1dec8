using AiWebBuilder.Application.AiUsage.Costs;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Infrastructure.AiUsage.Calls;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.AiUsage.Costs;

internal sealed class CostReads(AppDbContext db, ICurrentUser user, TimeProvider time) : ICostReads
{
    public async Task<DateOnly> TodayAsync(CancellationToken cancellationToken)
    {
        var days = await db
            .Database.SqlQuery<DateOnly>(
                $"""select account_day({user.RequireAccount()}, {time.GetUtcNow()}) as "Value" """
            )
            .ToListAsync(cancellationToken);
        return days[0];
    }

    public async Task<IReadOnlyList<CostGroupRow>> CostsAsync(
        DateOnly from,
        DateOnly to,
        string groupBy,
        CancellationToken cancellationToken
    ) =>
        await db
            .Database.SqlQuery<CostGroupRow>(
                $"""
                select grouping(key) = 1 as is_total, key,
                    coalesce(sum(amount_nano_usd), 0)::bigint as nano_usd,
                    coalesce(sum(amount_nano_usd) filter (where paid_by = 'account'), 0)::bigint as own_key_nano_usd,
                    coalesce(sum(saved_nano_usd), 0)::bigint as saved_nano_usd,
                    count(*) filter (where saved_nano_usd = 0) as calls,
                    count(*) filter (where saved_nano_usd > 0) as replays,
                    count(distinct generation_id) as generations,
                    coalesce(sum(input_tokens), 0) as input_tokens,
                    coalesce(sum(cached_input_tokens), 0) as cached_input_tokens,
                    coalesce(sum(cache_write_5m_tokens), 0) as cache_write5m_tokens,
                    coalesce(sum(cache_write_1h_tokens), 0) as cache_write1h_tokens,
                    coalesce(sum(output_tokens), 0) as output_tokens,
                    coalesce(sum(reasoning_tokens), 0) as reasoning_tokens
                from (
                    select entry.*, case {groupBy}
                        when 'day' then to_char(entry.day, 'YYYY-MM-DD')
                        when 'model' then entry.model
                        when 'provider' then entry.provider
                        when 'campaign' then entry.campaign_id::text
                        when 'member' then entry.member_id::text
                        else generation.generation_type end as key
                    from ai_ledger entry
                    left join ai_generations generation on generation.id = entry.generation_id
                    where entry.user_id = {user.RequireAccount()} and entry.entry = 'settled'
                      and entry.day between {from} and {to}) settled
                group by grouping sets ((key), ())
                order by case when {groupBy} = 'day' then 0 else -sum(amount_nano_usd) end, key
                """
            )
            .ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<PlatformCostRow>> PlatformCostsAsync(
        DateOnly from,
        DateOnly to,
        string groupBy,
        CancellationToken cancellationToken
    )
    {
        await db.AsPlatformAsync(reason: null, cancellationToken);
        return await db
            .Database.SqlQuery<PlatformCostRow>(
                $"""
                select grouping(key) = 1 as is_total, key,
                    coalesce(sum(provider_nano_usd), 0)::bigint as nano_usd,
                    coalesce(sum(amount_nano_usd) filter (where entry = 'settled'), 0)::bigint as charged_nano_usd,
                    coalesce(sum(provider_nano_usd) filter (where entry = 'released'), 0)::bigint as released_nano_usd,
                    count(*) as calls
                from (
                    select entry.*, case {groupBy}
                        when 'day' then to_char(created_at at time zone 'utc', 'YYYY-MM-DD')
                        when 'model' then model
                        when 'provider' then provider
                        else user_id::text end as key
                    from ai_ledger entry
                    where entry <> 'reserved' and paid_by = 'platform' and saved_nano_usd = 0
                      and created_at >= {from}::timestamp at time zone 'utc'
                      and created_at < ({to} + 1)::timestamp at time zone 'utc') ended
                group by grouping sets ((key), ())
                order by case when {groupBy} = 'day' then 0 else -sum(provider_nano_usd) end, key
                """
            )
            .ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<DailyCostView>> DailyCostsAsync(
        PageRequest page,
        DateOnly from,
        DateOnly to,
        CancellationToken cancellationToken
    )
    {
        // One row a day: the cursor's day is enough.
        var before = page.After is { } after ? DateOnly.FromDateTime(after.At.UtcDateTime).AddDays(-1) : to;
        var last = before < to ? before : to;
        return await db
            .Database.SqlQuery<DailyCostView>(
                $"""
                select id, date, (openai_nano_usd / 1000000000.0)::numeric(20,9) as openai_cost,
                    (anthropic_nano_usd / 1000000000.0)::numeric(20,9) as anthropic_cost,
                    (total_nano_usd / 1000000000.0)::numeric(20,9) as total_cost, generations_count, tokens_used, created_at, updated_at
                from ai_cost_tracking where user_id = {user.RequireAccount()} and date between {from} and {last}
                order by date desc limit {page.Limit + 1}
                """
            )
            .ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<LedgerEntryView>> LedgerAsync(
        PageRequest page,
        LedgerFilter filter,
        CancellationToken cancellationToken
    )
    {
        var (at, id) = page.Before;
        return await db
            .Database.SqlQuery<LedgerEntryView>(
                $"""
                select id, entry, call_id, generation_id, step_id, campaign_id, member_id, provider, model, input_tokens,
                    cached_input_tokens, cache_write_5m_tokens as cache_write5m_tokens, cache_write_1h_tokens as cache_write1h_tokens,
                    output_tokens, reasoning_tokens, (amount_nano_usd / 1000000000.0)::numeric(20,9) as amount,
                    (saved_nano_usd / 1000000000.0)::numeric(20,9) as saved, 'USD' as currency, paid_by, estimated, reason, day, created_at
                from ai_ledger
                where user_id = {user.RequireAccount()} and (created_at, id) < ({at}, {id})
                  and ({filter.Entry}::text is null or entry = {filter.Entry})
                  and ({filter.GenerationId}::uuid is null or generation_id = {filter.GenerationId})
                  and ({filter.CampaignId}::uuid is null or campaign_id = {filter.CampaignId})
                  and ({filter.From}::date is null or day >= {filter.From}) and ({filter.To}::date is null or day <= {filter.To})
                order by created_at desc, id desc limit {page.Limit + 1}
                """
            )
            .ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<StepCostRow>> StepCostsAsync(
        Guid generationId,
        CancellationToken cancellationToken
    ) =>
        await db
            .Database.SqlQuery<StepCostRow>(
                $"""
                select asked.step_id, coalesce(sum(asked.charged_nano_usd), 0)::bigint as nano_usd,
                    (array_agg(settled.model order by settled.created_at desc)
                        filter (where asked.paid or asked.charged_nano_usd > 0))[1] as model,
                    count(call.sent_at)::int as asked
                from generation_steps step
                join ai_call_steps asked on asked.step_id = step.id
                left join ai_calls call on call.id = asked.call_id
                left join ai_ledger settled on settled.call_id = asked.call_id and settled.entry = 'settled'
                where step.user_id = {user.RequireAccount()} and step.generation_id = {generationId}
                group by asked.step_id
                """
            )
            .ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<FailedCallRow>> FailedCallsAsync(
        Guid generationId,
        CancellationToken cancellationToken
    ) =>
        await db
            .Database.SqlQuery<FailedCallRow>(
                $"""
                select asked.step_id, call.id as call_id, call.model, coalesce(call.failure, {CallFailures.InvalidOutput}) as failure,
                    coalesce(asked.problem, call.reason) as reason, coalesce(asked.charged_nano_usd, 0) as charged_nano_usd,
                    call.ended_at as at
                from ai_calls call
                join ai_call_steps asked on asked.call_id = call.id
                where call.user_id = {user.RequireAccount()} and call.generation_id = {generationId} and call.ended_at is not null
                  and (call.failure is not null or asked.problem is not null)
                order by call.created_at, call.id
                """
            )
            .ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<QualityRow>> QualityAsync(
        DateOnly from,
        DateOnly to,
        string? groupBy,
        CancellationToken cancellationToken
    ) =>
        await db
            .Database.SqlQuery<QualityRow>(
                $"""
                with ended as (
                    select case when {groupBy}::text = 'promptVersion' then null else entry.model end as model,
                        case when {groupBy}::text = 'model' then null else call.prompt_version end as prompt_version,
                        entry.generation_id, call.failure, entry.call_id, entry.entry = 'settled' and call.failure is null as useful,
                        case when entry.entry = 'settled' then entry.amount_nano_usd else 0 end as nano_usd
                    from ai_ledger entry
                    left join ai_calls call on call.id = entry.call_id
                    where entry.user_id = {user.RequireAccount()} and entry.entry <> 'reserved'
                      and entry.day between {from} and {to}),
                sums as (
                    select model, prompt_version, sum(nano_usd)::bigint as nano_usd, sum(landed.sections)::bigint as sections,
                        sum(landed.kept)::bigint as kept, sum(landed.edited)::bigint as edited,
                        sum(landed.reverted)::bigint as reverted, sum(landed.regenerated)::bigint as regenerated
                    from ended
                    cross join lateral (
                        select count(*) as sections, count(*) filter (where outcome.kept) as kept,
                            count(*) filter (where outcome.edited) as edited, count(*) filter (where outcome.reverted) as reverted,
                            count(*) filter (where outcome.regenerated) as regenerated
                        from ai_call_steps asked
                        join generation_steps step on step.id = asked.step_id and step.status = 'completed'
                        left join section_outcomes outcome on outcome.step_id = asked.step_id
                        where ended.useful and asked.call_id = ended.call_id and asked.paid) landed
                    group by model, prompt_version),
                judged as (
                    select model, prompt_version, count(*) as generations, count(user_rating) as rated,
                        avg(user_rating) as mean_rating, count(accepted) as judged, count(*) filter (where accepted) as accepted
                    from (select distinct model, prompt_version, generation_id from ended) made
                    join ai_generations generation on generation.id = made.generation_id
                    group by model, prompt_version),
                failed as (
                    select model, prompt_version, jsonb_object_agg(failure, times)::text as failures
                    from (select model, prompt_version, failure, count(*) as times from ended where failure is not null
                        group by model, prompt_version, failure) kinds
                    group by model, prompt_version)
                select sums.model, sums.prompt_version, sections, kept, edited, reverted, regenerated,
                    coalesce(generations, 0) as generations, coalesce(rated, 0) as rated, mean_rating,
                    coalesce(judged, 0) as judged, coalesce(accepted, 0) as accepted, nano_usd, coalesce(failures, jsonb_build_object()::text) as failures
                from sums
                left join judged on judged.model is not distinct from sums.model
                    and judged.prompt_version is not distinct from sums.prompt_version
                left join failed on failed.model is not distinct from sums.model
                    and failed.prompt_version is not distinct from sums.prompt_version
                order by sections desc, sums.model, sums.prompt_version
                """
            )
            .ToListAsync(cancellationToken);
}
