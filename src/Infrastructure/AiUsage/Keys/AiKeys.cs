using AiWebBuilder.Application.AiUsage.Keys;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Infrastructure.AiUsage.Providers;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.AiUsage.Keys;

[WritesPastUnitOfWork(
    "In the command's transaction: a key, its models and their prices are one statement each, and the limit holds for those who come at once."
)]
internal sealed class AiKeys(AppDbContext db, KeyRing ring, ICurrentUser user, TimeProvider time) : IAiKeys
{
    private const int Most = 20;

    /// <summary>Tokenizers of models that nobody here knows: estimated from well above.</summary>
    private const decimal UnknownTokenFactor = 1.6m;

    public async Task<IReadOnlyList<AiKeyView>> ListAsync(PageRequest page, CancellationToken cancellationToken)
    {
        var (at, id) = page.Before;
        var rows = await db
            .Database.SqlQuery<Row>(
                $"""
                select id, provider, name, base_url, hint, last_used_at, created_at,
                    array(select model::text from ai_models where key_id = key.id order by model) as models
                from ai_keys key
                where user_id = {user.RequireAccount()} and (created_at, id) < ({at}, {id})
                order by created_at desc, id desc limit {page.Limit + 1}
                """
            )
            .ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(row => new AiKeyView(
                row.Id,
                row.Provider,
                row.Name,
                row.BaseUrl,
                row.Hint,
                row.Models,
                row.LastUsedAt,
                row.CreatedAt
            )),
        ];
    }

    public async Task<AiKeyView> AddAsync(CreateAiKey key, CancellationToken cancellationToken)
    {
        var (account, id, now) = (user.RequireAccount(), time.NewId(), time.GetUtcNow());
        await RequireRoomAsync(account, key, cancellationToken);
        var sealedKey = key.ApiKey is { } secret ? ring.Seal(account, id, secret) : null;
        // Four letters of a short one would be half of it.
        var hint = key.ApiKey is { Length: >= 16 } text ? $"…{text[^4..]}" : null;
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into ai_keys (id, user_id, provider, name, base_url, sealed_secret, hint, created_at)
            values ({id}, {account}, {key.Provider}, {key.Name}, {key.BaseUrl}, {sealedKey}, {hint}, {now})
            """,
            cancellationToken
        );
        foreach (var model in key.Models)
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into ai_models (user_id, key_id, provider, model, images, structured_output, temperature, streaming, token_factor)
                values ({account}, {id}, {key.Provider}, {model.Model}, {model.Images}, {model.StructuredOutput},
                    {model.Temperature}, {model.Streaming}, {UnknownTokenFactor});

                insert into ai_model_prices (user_id, key_id, provider, model, valid_from, input_usd_per_mtok, cache_read_usd_per_mtok,
                    output_usd_per_mtok, context_tokens, max_output_tokens)
                values ({account}, {id}, {key.Provider}, {model.Model}, {DateOnly.FromDateTime(now.UtcDateTime)},
                    {model.InputUsdPerMtok}, {model.CacheReadUsdPerMtok}, {model.OutputUsdPerMtok}, {model.ContextTokens},
                    {model.MaxOutputTokens})
                """,
                cancellationToken
            );
        }
        return new AiKeyView(
            id,
            key.Provider,
            key.Name,
            key.BaseUrl,
            hint,
            [.. key.Models.Select(model => model.Model).Order(StringComparer.Ordinal)],
            LastUsedAt: null,
            now
        );
    }

    public async Task<bool> RemoveAsync(Guid id, CancellationToken cancellationToken) =>
        await db.Database.ExecuteSqlAsync(
            $"delete from ai_keys where id = {id} and user_id = {user.RequireAccount()}",
            cancellationToken
        ) == 1;

    private async Task RequireRoomAsync(Guid account, CreateAiKey key, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync(
            $"select pg_advisory_xact_lock(hashtextextended({$"ai-keys:{account}"}, 0))",
            cancellationToken
        );
        var counted = await db
            .Database.SqlQuery<int>($"""select count(*)::integer as "Value" from ai_keys where user_id = {account}""")
            .ToListAsync(cancellationToken);
        if (counted[0] >= Most)
        {
            throw new DomainException(AiUsageErrors.TooManyKeys(Most));
        }
        var names = key.Models.Select(model => model.Model).ToArray();
        var taken = await db
            .Database.SqlQuery<string>(
                $"""
                select model as "Value" from ai_models
                where user_id = {account} and provider = {key.Provider} and model = any ({names}) limit 1
                """
            )
            .ToListAsync(cancellationToken);
        if (taken is [var name])
        {
            throw new DomainException(AiUsageErrors.ModelTaken(name));
        }
    }

    private sealed record Row(
        Guid Id,
        string Provider,
        string Name,
        string? BaseUrl,
        string? Hint,
        DateTimeOffset? LastUsedAt,
        DateTimeOffset CreatedAt,
        string[] Models
    );
}
