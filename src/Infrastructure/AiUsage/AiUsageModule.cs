using AiWebBuilder.Infrastructure.AiUsage.Alerts;
using AiWebBuilder.Infrastructure.AiUsage.Calls;
using AiWebBuilder.Infrastructure.AiUsage.Generations;
using AiWebBuilder.Infrastructure.AiUsage.Offline;
using AiWebBuilder.Infrastructure.AiUsage.Providers;
using AiWebBuilder.Infrastructure.AiUsage.Writing;
using AiWebBuilder.Infrastructure.Modules;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AiWebBuilder.Infrastructure.AiUsage;

internal sealed class AiUsageModule : Module
{
    private const string OfGenerations =
        "generation_id in (select id from ai_generations where user_id = app_tenant())";

    public override IReadOnlyList<OwnedTable> Tables { get; } =
    [
        new(
            "reference_images",
            PersonalPart.Account("images", "sha256", "content") with
            {
                Files = ("id || '.' || split_part(content_type, '/', 2)", "content"),
            }
        ),
        new("ai_generations", PersonalPart.Account("generations")),
        new("generation_steps", new PersonalPart("generation-steps", OfPerson: false, OfGenerations)),
        new("generation_events", new PersonalPart("generation-events", OfPerson: false, OfGenerations)),
        new("ai_ledger", PersonalPart.Account("ledger")),
        new("ai_calls", PersonalPart.Account("ai-calls", "request_hash")),
        new("ai_budgets", PersonalPart.Account("ai-budgets")),
        new("ai_budget_periods", PersonalPart.Account("ai-budget-periods")),
        new("ai_alerts", PersonalPart.Account("ai-alerts")),
        new("ai_settings", PersonalPart.Account("ai-settings")),
        new("ai_shutoffs", PersonalPart.Account("ai-shutoffs")),
        new("ai_keys", PersonalPart.Account("ai-keys", "sealed_secret")),
        new("ai_models", PersonalPart.Account("ai-models")),
        new("ai_model_prices", PersonalPart.Account("ai-prices")),
        new("ai_cost_tracking", PersonalPart.Account("daily-costs")),
        new("ai_holds") { NotExported = "which budgets each call of the other parts was held against" },
        new("ai_books_checks") { NotExported = "the platform's own" },
        new("ai_breakers") { NotExported = "the platform's own: which providers are not called for the moment" },
        new("ai_model_breakers") { NotExported = "the platform's own: which models are not called for the moment" },
    ];

    public override IReadOnlyList<string> Channels => [InFlightCalls.Channel, GenerationNews.Channel];

    public override IReadOnlyList<string> ActivitySources => [AiWriter.Source];

    public override IReadOnlyList<string> Meters => [CallMeters.Name];

    public override void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<AiOptions>(configuration.GetSection(AiOptions.Section));
        services.AddKeyedSingleton<IChatClient, OfflineChatClient>(ProviderClients.Offline);
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
