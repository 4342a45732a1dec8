using AiWebBuilder.Application.AiUsage;
using AiWebBuilder.Application.AiUsage.Generations;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Infrastructure.AiUsage.Providers;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.AiUsage;

internal sealed class AiReads(AppDbContext db, ICurrentUser user, ProviderClients providers) : IAiReads
{
    public async Task<IReadOnlyList<ModelView>> ModelsAsync(DateOnly on, CancellationToken cancellationToken)
    {
        var rows = await db
            .Database.SqlQuery<PriceRow>(
                $"""
                select known.provider, known.model, known.user_id is not null as is_own, known.images, known.structured_output,
                    known.temperature, known.reasoning, known.streaming, valid_from, tier_from_tokens, input_usd_per_mtok as input,
                    cache_read_usd_per_mtok as cache_read, cache_write_5m_usd_per_mtok as cache_write5m,
                    cache_write_1h_usd_per_mtok as cache_write1h, output_usd_per_mtok as output,
                    context_tokens, max_output_tokens,
                    known.key_id is not null or exists (select from ai_keys key where key.user_id = {user.AccountId}
                        and key.provider = known.provider and key.provider <> 'compatible') as has_own_key
                from ai_models known
                join ai_prices_on({on}) price on price.provider = known.provider and price.model = known.model
                    and price.key_id is not distinct from known.key_id
                order by known.user_id nulls last, known.provider, known.model, tier_from_tokens
                """
            )
            .ToListAsync(cancellationToken);
        return
        [
            .. rows.GroupBy(row => (row.IsOwn, row.Provider, row.Model))
                .Select(tiers => new ModelView(
                    tiers.Key.Provider,
                    tiers.Key.Model,
                    tiers.Key.IsOwn,
                    tiers.First().HasOwnKey || providers.OfPlatform(tiers.Key.Provider) is not null,
                    new ModelCapabilities(
                        tiers.First().Images,
                        tiers.First().StructuredOutput,
                        tiers.First().Temperature,
                        tiers.First().Reasoning,
                        tiers.First().Streaming
                    ),
                    tiers.First().ContextTokens,
                    tiers.First().MaxOutputTokens,
                    tiers.First().ValidFrom,
                    [
                        .. tiers.Select(tier => new PriceView(
                            tier.TierFromTokens,
                            tier.Input,
                            tier.Output,
                            tier.CacheRead,
                            tier.CacheWrite5m,
                            tier.CacheWrite1h
                        )),
                    ]
                )),
        ];
    }

    public async Task<IReadOnlyList<GenerationView>> GenerationsAsync(
        PageRequest page,
        Guid? campaignId,
        string? status,
        string? type,
        CancellationToken cancellationToken
    )
    {
        var generations = db.Set<AiGeneration>().IgnoreAutoIncludes().AsNoTracking();
        if (campaignId is not null)
        {
            generations = generations.Where(generation => generation.CampaignId == campaignId);
        }
        if (status is not null)
        {
            generations = generations.Where(generation => generation.Status == status);
        }
        if (type is not null)
        {
            generations = generations.Where(generation => generation.GenerationType == type);
        }
        if (page.After is { } after)
        {
            generations = generations.Where(generation =>
                EF.Functions.LessThan(
                    ValueTuple.Create(generation.CreatedAt, generation.Id),
                    ValueTuple.Create(after.At, after.Id)
                )
            );
        }
        var rows = await generations
            .OrderByDescending(generation => generation.CreatedAt)
            .ThenByDescending(generation => generation.Id)
            .Take(page.Limit + 1)
            .ToListAsync(cancellationToken);
        Guid[] ids = [.. rows.Select(generation => generation.Id)];
        var costs = await db
            .Database.SqlQuery<GenerationCost>(
                $"""
                select generation_id, sum(amount_nano_usd)::bigint as nano_usd from ai_ledger
                where generation_id = any({ids}) and entry = 'settled' group by generation_id
                """
            )
            .ToDictionaryAsync(cost => cost.GenerationId, cost => cost.NanoUsd, cancellationToken);
        return [.. rows.Select(generation => GenerationView.Of(generation, costs.GetValueOrDefault(generation.Id)))];
    }

    private sealed record GenerationCost(Guid GenerationId, long NanoUsd);

    private sealed record PriceRow(
        string Provider,
        string Model,
        bool IsOwn,
        bool Images,
        string StructuredOutput,
        bool Temperature,
        bool Reasoning,
        bool Streaming,
        DateOnly ValidFrom,
        int TierFromTokens,
        decimal Input,
        decimal? CacheRead,
        decimal? CacheWrite5m,
        decimal? CacheWrite1h,
        decimal Output,
        int ContextTokens,
        int MaxOutputTokens,
        bool HasOwnKey
    );
}
