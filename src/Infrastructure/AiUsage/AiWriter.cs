using System.Text;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace AiWebBuilder.Infrastructure.AiUsage;

/// <summary>
/// Sends prompts to the provider's <see cref="IChatClient"/>, registered under its name: the offline generator is one like
/// every other. A model without a price is refused, never free.
/// </summary>
internal sealed class AiWriter(AppDbContext db, IServiceProvider services, TimeProvider time) : IAiWriter
{
    /// <summary>Used when nobody names a model: works without a key.</summary>
    private const string DefaultModel = "offline-writer-1";

    public async Task<ModelChoice> ChooseAsync(string? model, CancellationToken cancellationToken)
    {
        model ??= DefaultModel;
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var prices = await db
            .Database.SqlQuery<PriceRow>(
                $"""
                select id, provider, input_usd_per_mtok as input, coalesce(cache_read_usd_per_mtok, input_usd_per_mtok) as cache_read,
                    output_usd_per_mtok as output, max_output_tokens
                from ai_model_prices
                where model = {model} and valid_from <= {today} and tier_from_tokens = 0
                order by valid_from desc limit 1
                """
            )
            .ToListAsync(cancellationToken);
        if (prices is not [var price] || services.GetKeyedService<IChatClient>(price.Provider) is null)
        {
            throw new DomainException(AiUsageErrors.ModelNotUsable(model));
        }
        return new ModelChoice(
            price.Provider,
            model,
            new ModelPrice(price.Id, price.Input, price.CacheRead, price.Output, price.MaxOutputTokens)
        );
    }

    public async Task<AiAnswer> WriteAsync(
        ModelChoice model,
        string system,
        string prompt,
        CancellationToken cancellationToken
    )
    {
        var client = services.GetRequiredKeyedService<IChatClient>(model.Provider);
        ChatMessage[] messages = [new(ChatRole.System, system), new(ChatRole.User, prompt)];
        var options = new ChatOptions
        {
            ModelId = model.Model,
            MaxOutputTokens = Math.Min(model.Price.MaxOutputTokens, 16_000),
            ResponseFormat = ChatResponseFormat.Json,
        };
        var text = new StringBuilder();
        UsageDetails? usage = null;
        ChatFinishReason? finished = null;
        await foreach (var update in client.GetStreamingResponseAsync(messages, options, cancellationToken))
        {
            text.Append(update.Text);
            usage = update.Contents.OfType<UsageContent>().LastOrDefault()?.Details ?? usage;
            finished = update.FinishReason ?? finished;
        }
        if (finished is null || usage is null)
        {
            // A stream that just ends raises nothing by itself.
            throw new DomainException(
                new Error(ErrorKind.Unavailable, "ai.stream_cut", "The provider's answer broke off in the middle.")
            );
        }
        var (input, cached, output) = (
            (int)(usage.InputTokenCount ?? 0),
            (int)(usage.CachedInputTokenCount ?? 0),
            (int)(usage.OutputTokenCount ?? 0)
        );
        return new AiAnswer(text.ToString(), input, cached, output, model.Price.NanoUsd(input, cached, output));
    }

    private sealed record PriceRow(
        Guid Id,
        string Provider,
        decimal Input,
        decimal CacheRead,
        decimal Output,
        int MaxOutputTokens
    );
}
