using AiWebBuilder.Application.AiUsage.Admin;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.AiUsage.Admin;

[WritesPastUnitOfWork(
    "In the command's transaction: prices are added and never changed, so that there is no aggregate to load."
)]
internal sealed class AiCatalogue(AppDbContext db, TimeProvider time) : IAiCatalogue
{
    public async Task<IReadOnlyList<PriceRowView>> PricesAsync(PageRequest page, CancellationToken cancellationToken)
    {
        await db.AsPlatformAsync(reason: null, cancellationToken);
        var (at, id) = page.Before;
        return await db
            .Database.SqlQuery<PriceRowView>(
                $"""
                select id, provider, model, valid_from, tier_from_tokens as from_input_tokens, input_usd_per_mtok as input,
                    cache_read_usd_per_mtok as cache_read, cache_write_5m_usd_per_mtok as cache_write5m,
                    cache_write_1h_usd_per_mtok as cache_write1h, output_usd_per_mtok as output, context_tokens, max_output_tokens,
                    created_at
                from ai_model_prices
                where user_id is null and (created_at, id) < ({at}, {id})
                order by created_at desc, id desc limit {page.Limit + 1}
                """
            )
            .ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<PriceRowView>> AddPriceAsync(AddPrice price, CancellationToken cancellationToken)
    {
        await db.AsPlatformAsync(price.Reason, cancellationToken);
        // Of a day's prices the last one holds, whichever node's clock is ahead: whoever adds to a model waits for the other.
        await db.Database.ExecuteSqlAsync(
            $"select pg_advisory_xact_lock(hashtextextended({$"ai-price:{price.Provider}:{price.Model}"}, 0))",
            cancellationToken
        );
        var times = await db
            .Database.SqlQuery<DateTimeOffset>(
                $"""
                select greatest({time.GetUtcNow()}, max(created_at) + interval '1 microsecond') as "Value" from ai_model_prices
                where user_id is null and provider = {price.Provider} and model = {price.Model} and valid_from = {price.ValidFrom}
                """
            )
            .ToListAsync(cancellationToken);
        var now = times[0];
        List<PriceRowView> added = [];
        foreach (var tier in price.Tiers)
        {
            var row = new PriceRowView(
                time.NewId(),
                price.Provider,
                price.Model,
                price.ValidFrom,
                tier.FromInputTokens,
                tier.Input,
                tier.CacheRead,
                tier.CacheWrite5m,
                tier.CacheWrite1h,
                tier.Output,
                price.ContextTokens,
                price.MaxOutputTokens,
                now
            );
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into ai_model_prices (id, provider, model, valid_from, tier_from_tokens, input_usd_per_mtok,
                    cache_read_usd_per_mtok, cache_write_5m_usd_per_mtok, cache_write_1h_usd_per_mtok, output_usd_per_mtok,
                    context_tokens, max_output_tokens, created_at)
                values ({row.Id}, {row.Provider}, {row.Model}, {row.ValidFrom}, {row.FromInputTokens}, {row.Input}, {row.CacheRead},
                    {row.CacheWrite5m}, {row.CacheWrite1h}, {row.Output}, {row.ContextTokens}, {row.MaxOutputTokens}, {now})
                """,
                cancellationToken
            );
            added.Add(row);
        }
        return added;
    }

    public async Task<CatalogueModelView?> ModelAsync(
        string provider,
        string model,
        CancellationToken cancellationToken
    )
    {
        await db.AsPlatformAsync(reason: null, cancellationToken);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var found = await db
            .Database.SqlQuery<CatalogueModelView>(
                $"""
                select provider, model, images, structured_output, temperature, reasoning, streaming, token_factor,
                    exists (select from ai_model_prices price where price.user_id is null and price.provider = known.provider
                        and price.model = known.model and price.valid_from <= {today}) as is_priced, updated_at
                from ai_models known where user_id is null and provider = {provider} and model = {model}
                """
            )
            .ToListAsync(cancellationToken);
        return found.SingleOrDefault();
    }

    public async Task SetModelAsync(SetPlatformModel model, CancellationToken cancellationToken)
    {
        await db.AsPlatformAsync(model.Reason, cancellationToken);
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into ai_models (provider, model, images, structured_output, temperature, reasoning, streaming, token_factor)
            values ({model.Provider}, {model.Model}, {model.Images}, {model.StructuredOutput}, {model.Temperature},
                {model.Reasoning}, {model.Streaming}, {model.TokenFactor})
            on conflict on constraint ai_models_once do update set images = excluded.images,
                structured_output = excluded.structured_output, temperature = excluded.temperature, reasoning = excluded.reasoning,
                streaming = excluded.streaming, token_factor = excluded.token_factor
            """,
            cancellationToken
        );
    }
}
