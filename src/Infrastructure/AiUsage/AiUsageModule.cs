using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Infrastructure.AiUsage.Alerts;
using AiWebBuilder.Infrastructure.AiUsage.Calls;
using AiWebBuilder.Infrastructure.AiUsage.Generations;
using AiWebBuilder.Infrastructure.AiUsage.Offline;
using AiWebBuilder.Infrastructure.AiUsage.Offline.Frames;
using AiWebBuilder.Infrastructure.AiUsage.Providers;
using AiWebBuilder.Infrastructure.AiUsage.Writing;
using AiWebBuilder.Infrastructure.Modules;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AiWebBuilder.Infrastructure.AiUsage;

internal sealed class AiUsageModule : Module
{
    public override IReadOnlyList<OwnedTable> Tables { get; } =
    [
        new(
            "uploads",
            PersonalPart.Account("uploads", "sha256", "content") with
            {
                Files = ("id || coalesce('-' || name, '.' || split_part(content_type, '/', 2))", "content"),
            }
        )
        {
            Erased = [Erasure.OfAccount],
        },
        OwnedTable.OfAccount("ai_generations", "generations"),
        OwnedTable.OfAccount("generation_steps", "generation-steps"),
        OwnedTable.OfAccount("generation_events", "generation-events"),
        new("ai_ledger", PersonalPart.Account("ledger"))
        {
            Erased =
            [
                Erasure.OfAccount,
                Erasure.KeepSums(
                    "spent",
                    "ai_spent($1)",
                    "Sums by month and model without a person: the operator's books (GDPR art. 17(3)(b))."
                ),
            ],
        },
        OwnedTable.OfAccount("ai_calls", "ai-calls", "request_hash"),
        OwnedTable.OfAccount("ai_call_steps", "ai-call-steps"),
        OwnedTable.OfAccount("ai_budgets", "ai-budgets"),
        OwnedTable.OfAccount("ai_budget_periods", "ai-budget-periods"),
        OwnedTable.OfAccount("ai_alerts", "ai-alerts"),
        OwnedTable.OfAccount("ai_settings", "ai-settings"),
        OwnedTable.OfAccount("ai_shutoffs", "ai-shutoffs"),
        OwnedTable.OfAccount("ai_keys", "ai-keys", "sealed_secret"),
        OwnedTable.OfAccount("ai_models", "ai-models"),
        OwnedTable.OfAccount("ai_model_prices", "ai-prices"),
        OwnedTable.OfAccount("ai_cost_tracking", "daily-costs"),
        new("ai_holds")
        {
            NotExported = "which budgets each call of the other parts was held against",
            Erased = [Erasure.OfAccount],
        },
        OwnedTable.NotPersonal("ai_books_checks", "the platform's own"),
        new("ai_breakers")
        {
            NotExported = "the platform's own: which providers are not called for the moment",
            Erased = [Erasure.OfAccount],
        },
        new("ai_model_breakers")
        {
            NotExported = "the platform's own: which models are not called for the moment",
            Erased = [Erasure.OfAccount],
        },
    ];

    public override IReadOnlyList<SealedColumn> Sealed { get; } =
    [new("ai_keys", "sealed_secret", KeyRing.Purpose, "user_id", "id")];

    public override IReadOnlyList<string> Channels => [InFlightCalls.Channel, GenerationNews.Channel];

    public override IReadOnlyList<string> ActivitySources => [AiWriter.Source];

    public override IReadOnlyList<string> Meters => [CallMeters.Name];

    public override void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<AiOptions>(configuration.GetSection(AiOptions.Section));
        services.AddKeyedSingleton<IChatClient, OfflineChatClient>(ProviderClients.Offline);
        services.AddSingleton<IOfflineFrames, OfflineFrames>();
        services.AddSingleton<WebhookSignatures>();
        services.AddSingleton<ProviderConnections>();
        services.AddSingleton<ProviderClients>();
        services.AddScoped<PriceBook>();
        services.AddScoped<KeyRing>();
        services.AddScoped<CallPlanner>();
        services.AddScoped<ModelCaller>();
        services.AddScoped<CallRefusals>();
        services.AddScoped<Pictures>();
        services.AddSingleton<CallBooks>();
        services.AddSingleton<CallMeters>();
        services.AddHostedSingleton<InFlightCalls>();
    }
}
