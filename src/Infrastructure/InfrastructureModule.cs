using AiWebBuilder.Application.Analytics.Ingestion;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity;
using AiWebBuilder.Application.Identity.Billing;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Infrastructure.AiUsage;
using AiWebBuilder.Infrastructure.AiUsage.Alerts;
using AiWebBuilder.Infrastructure.AiUsage.Calls;
using AiWebBuilder.Infrastructure.AiUsage.Offline;
using AiWebBuilder.Infrastructure.AiUsage.Providers;
using AiWebBuilder.Infrastructure.AiUsage.Writing;
using AiWebBuilder.Infrastructure.Analytics;
using AiWebBuilder.Infrastructure.Campaigns;
using AiWebBuilder.Infrastructure.Http;
using AiWebBuilder.Infrastructure.Identity;
using AiWebBuilder.Infrastructure.Identity.Billing;
using AiWebBuilder.Infrastructure.Operations;
using AiWebBuilder.Infrastructure.Persistence;
using AiWebBuilder.Infrastructure.Persistence.Idempotency;
using AiWebBuilder.Infrastructure.Persistence.Outbox;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AiWebBuilder.Infrastructure;

/// <summary>Registers the layer: adapters are found by scan, what lives as long as the process stands here.</summary>
public static class InfrastructureModule
{
    public static IServiceCollection AddInfrastructure(
        this IServiceCollection services,
        IConfiguration configuration,
        DatabaseConnections connections
    )
    {
        // First, so that what lives longer than a request, below, has the last word.
        services.AddByScan(typeof(InfrastructureModule).Assembly);
        services.AddSingleton(connections);
        services.AddSingleton(new Databases(connections.App, connections.Public, connections.Listen));
        services.AddSingleton<SchemaState>();
        services.AddDbContext<AppDbContext>(
            (provider, options) =>
                options
                    // A connection and not its source: EF keeps a model and its compiled queries for each source, and a process with
                    // several hosts, as tests are, would build them for each.
                    .UseNpgsql(
                        provider.GetRequiredService<Databases>().App.CreateConnection(),
                        contextOwnsConnection: true
                    )
                    .UseSnakeCaseNamingConvention()
                    .AddInterceptors(provider.GetRequiredService<PublicationWatch>())
                    // Whoever catches the exception knows whether it is a failure, and logs it; for EF, an address that is
                    // taken already would be one too.
                    .ConfigureWarnings(warnings =>
                        warnings.Log(
                            (RelationalEventId.CommandError, LogLevel.Debug),
                            (CoreEventId.SaveChangesFailed, LogLevel.Debug)
                        )
                    )
        );
        services.AddScoped<ActorContext>();
        services.AddScoped<ICurrentUser>(provider => provider.GetRequiredService<ActorContext>());
        services.AddScoped<IUnitOfWork, UnitOfWork>();
        services.AddScoped(typeof(IRepository<>), typeof(EfRepository<>));

        services.Configure<PasswordOptions>(configuration.GetSection(PasswordOptions.Section));
        services.Configure<TokenOptions>(configuration.GetSection(TokenOptions.Section));
        services.Configure<JobWorkerOptions>(configuration.GetSection(JobWorkerOptions.Section));
        services.AddSingleton<IPasswordHasher, PasswordHasher>();
        services.AddSingleton<ISignInThrottle, SignInThrottle>();
        services.Configure<MailOptions>(configuration.GetSection(MailOptions.Section));
        services.AddSingleton<IMailer>(provider =>
            provider.GetRequiredService<IOptions<MailOptions>>().Value.Host is { Length: > 0 }
                ? ActivatorUtilities.CreateInstance<SmtpMailer>(provider)
                : ActivatorUtilities.CreateInstance<FolderMailer>(provider)
        );
        services.AddSingleton(provider => new WrittenMails(provider.GetRequiredService<IOptions<MailOptions>>()));
        services.AddSingleton<TokenIssuer>();
        services.AddSingleton<ITokenIssuer>(provider => provider.GetRequiredService<TokenIssuer>());
        services.AddSingleton<IDerivedKeys>(provider => provider.GetRequiredService<TokenIssuer>());
        services.AddSingleton<JobWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<JobWorker>());
        services.AddSingleton<Notifications>();
        services.AddHostedService(provider => provider.GetRequiredService<Notifications>());
        services.AddSingleton<RevokedSessions>();
        services.AddHostedService(provider => provider.GetRequiredService<RevokedSessions>());
        services.AddSingleton<ErasureWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<ErasureWatch>());
        services.AddSingleton<IPersonalData, PersonalData>();
        services.AddScoped<IAuthEvents, AuthEvents>();
        services.AddSingleton<KnownKeys>();
        services.AddHostedService(provider => provider.GetRequiredService<KnownKeys>());
        services
            .AddOptions<BillingOptions>()
            .Bind(configuration.GetSection(BillingOptions.Section))
            .PostConfigure(billing =>
            {
                if (billing.Fault() is { } fault)
                {
                    throw new InvalidOperationException(fault);
                }
            })
            .ValidateOnStart();
        services.AddSingleton<IPaymentProvider, StripePayments>();
        services.AddHostedService<ReconcileBillingStart>();
        services.AddSingleton<ActivityMeter>();
        services.AddHostedService(provider => provider.GetRequiredService<ActivityMeter>());
        services.Configure<OutboxOptions>(configuration.GetSection(OutboxOptions.Section));
        services.AddScoped<IEventBus, EventBus>();
        services.AddSingleton<EventDispatcher>();
        services.AddSingleton<OutboxRelay>();
        services.AddHostedService(provider => provider.GetRequiredService<OutboxRelay>());
        services.AddSingleton<Retention>();
        services.AddHostedService(provider => provider.GetRequiredService<Retention>());
        services.AddScoped<IdempotencyFence>();
        services.AddSingleton<IdempotencyStore>();

        services.Configure<AnalyticsOptions>(configuration.GetSection(AnalyticsOptions.Section));
        services.AddSingleton<LivePublications>();
        services.AddSingleton<VisitorHashes>();
        services.AddSingleton<EventWriter>();
        services.AddSingleton<EventIngestion>();
        services.AddSingleton<IEventIngestion>(provider => provider.GetRequiredService<EventIngestion>());
        services.AddHostedService(provider => provider.GetRequiredService<EventIngestion>());
        services.AddHostedService<AnalyticsMaintenanceStart>();

        services.AddSingleton<PublishedPages>();
        services.AddScoped<PublicationWatch>();
        services.AddSingleton<SectionRenderer>();
        services.AddKeyedSingleton<IChatClient, OfflineChatClient>(ProviderClients.Offline);
        services.Configure<AiOptions>(configuration.GetSection(AiOptions.Section));
        services.Configure<OutgoingOptions>(configuration.GetSection(OutgoingOptions.Section));
        services.AddSingleton<PublicOnly>();
        services.AddSingleton<IOutgoingAddresses>(provider => provider.GetRequiredService<PublicOnly>());
        services.AddSingleton<WebhookSignatures>();
        services.AddSingleton<ProviderConnections>();
        services.AddSingleton<ProviderClients>();
        services.AddScoped<PriceBook>();
        services.AddScoped<KeyRing>();
        services.AddScoped<Roads>();
        services.AddScoped<ModelAsking>();
        services.AddScoped<CallRefusals>();
        services.AddScoped<Pictures>();
        services.AddSingleton<CallBooks>();
        services.AddSingleton<CallMeters>();
        services.AddSingleton<InFlightCalls>();
        services.AddHostedService(provider => provider.GetRequiredService<InFlightCalls>());
        services.AddSingleton<AiMaintenance>();
        services.AddHostedService(provider => provider.GetRequiredService<AiMaintenance>());
        services.AddTelemetry(configuration, [AiWriter.Source], [CallMeters.Name]);
        return services;
    }
}
