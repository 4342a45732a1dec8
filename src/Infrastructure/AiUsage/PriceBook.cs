using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.AiUsage;

/// <summary>The models that there are for the present account, with the prices that hold now.</summary>
internal sealed class PriceBook(AppDbContext db, ICurrentUser user, TimeProvider time)
{
    /// <summary>The account's own model of this name, else the platform's; null when neither is in the catalogue with a price.</summary>
    public async Task<ModelChoice?> FindAsync(string model, CancellationToken cancellationToken) =>
        await ReadAsync(model, cancellationToken) is [var own, ..] ? own : null;

    /// <summary>Every model of the catalogue that has a price; an account's own before the platform's of the same name.</summary>
    public Task<IReadOnlyList<ModelChoice>> AllAsync(CancellationToken cancellationToken) =>
        ReadAsync(model: null, cancellationToken);

    private async Task<IReadOnlyList<ModelChoice>> ReadAsync(string? model, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var rows = await db
            .Database.SqlQuery<Row>(
                $"""
                select known.provider, known.model, known.user_id is not null as is_own, known.images, known.structured_output,
                    known.temperature, known.reasoning, known.streaming, known.token_factor,
                    coalesce(known.key_id, (select id from ai_keys key where key.user_id = {user.AccountId} and key.provider = known.provider
                        and key.provider <> 'compatible' order by created_at desc limit 1)) as key_id,
                    price.id as price_id, price.tier_from_tokens, price.input_usd_per_mtok as input,
                    price.cache_read_usd_per_mtok as cache_read, price.cache_write_5m_usd_per_mtok as cache_write5m,
                    price.cache_write_1h_usd_per_mtok as cache_write1h, price.output_usd_per_mtok as output,
                    price.context_tokens, price.max_output_tokens
                from ai_models known
                join ai_prices_on({today}) price on price.provider = known.provider and price.model = known.model
                    and price.key_id is not distinct from known.key_id
                where {model}::text is null or known.model = {model}
                order by known.user_id nulls last, known.provider, known.model, price.tier_from_tokens
                """
            )
            .ToListAsync(cancellationToken);
        return
        [
            .. rows.GroupBy(row => (row.IsOwn, row.Provider, row.Model))
                .Select(tiers => new ModelChoice(
                    tiers.Key.Provider,
                    tiers.Key.Model,
                    new ModelPrice(
                        [
                            .. tiers.Select(tier => new PriceTier(
                                tier.PriceId,
                                tier.TierFromTokens,
                                tier.Input,
                                tier.CacheRead,
                                tier.CacheWrite5m,
                                tier.CacheWrite1h,
                                tier.Output
                            )),
                        ],
                        tiers.First().ContextTokens,
                        tiers.First().MaxOutputTokens
                    ),
                    new ModelAbilities(
                        tiers.First().Images,
                        tiers.First().StructuredOutput,
                        tiers.First().Temperature,
                        tiers.First().Reasoning,
                        tiers.First().Streaming,
                        tiers.First().TokenFactor
                    ),
                    tiers.First().KeyId
                )),
        ];
    }

    private sealed record Row(
        string Provider,
        string Model,
        bool IsOwn,
        bool Images,
        string StructuredOutput,
        bool Temperature,
        bool Reasoning,
        bool Streaming,
        decimal TokenFactor,
        Guid? KeyId,
        Guid PriceId,
        int TierFromTokens,
        decimal Input,
        decimal? CacheRead,
        decimal? CacheWrite5m,
        decimal? CacheWrite1h,
        decimal Output,
        int ContextTokens,
        int MaxOutputTokens
    );
}
