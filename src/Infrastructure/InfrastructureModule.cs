using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Addresses;
using AiWebBuilder.Application.Common.Outbox;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Infrastructure.Campaigns.Publishing;
using AiWebBuilder.Infrastructure.Http;
using AiWebBuilder.Infrastructure.Modules;
using AiWebBuilder.Infrastructure.Operations;
using AiWebBuilder.Infrastructure.Persistence;
using AiWebBuilder.Infrastructure.Persistence.Idempotency;
using AiWebBuilder.Infrastructure.Persistence.Outbox;
using AiWebBuilder.Infrastructure.Persistence.Schema;
using AiWebBuilder.Infrastructure.Persistence.Secrets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AiWebBuilder.Infrastructure;

/// <summary>Registers the layer: what every module shares stands here, and each module says the rest itself.</summary>
public static class InfrastructureModule
{
    public static IServiceCollection AddInfrastructure(
        this IServiceCollection services,
        IConfiguration configuration,
        DatabaseConnections connections
    )
    {
        var modules = ModuleCatalogue.Scan();
        services.AddSingleton(modules);
        foreach (var module in modules.Modules)
        {
            module.AddServices(services, configuration);
        }
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

        services.AddHostedSingleton<Notifications>();
        services.Configure<OutboxOptions>(configuration.GetSection(OutboxOptions.Section));
        services.AddScoped<IEventBus, EventBus>();
        services.AddSingleton<EventDispatcher>();
        services.AddHostedSingleton<OutboxRelay>();
        services.AddScoped<IdempotencyFence>();
        services.AddSingleton<IdempotencyStore>();
        services
            .AddOptions<SecretsOptions>()
            .Bind(configuration.GetSection(SecretsOptions.Section))
            // A server that could open none of its secrets does not start.
            .PostConfigure(secrets => secrets.Read())
            .ValidateOnStart();
        services.AddSingleton<SealingKeys>();
        services.AddSingleton<SealedSecrets>();
        services.AddSingleton(provider => new KeyRotation(
            connections,
            modules,
            provider.GetRequiredService<SealingKeys>(),
            provider.GetRequiredService<SealedSecrets>()
        ));
        services.Configure<OutgoingOptions>(configuration.GetSection(OutgoingOptions.Section));
        services.AddSingleton<PublicOnly>();
        services.AddSingleton<GuardedFetcher>();
        services.AddSingleton<IOutgoingAddresses>(provider => provider.GetRequiredService<PublicOnly>());
        services.AddTelemetry(
            configuration,
            [.. modules.Modules.SelectMany(module => module.ActivitySources)],
            [.. modules.Modules.SelectMany(module => module.Meters)]
        );
        // Last: what a module has registered itself is not registered again with a request's life.
        services.AddByScan(typeof(InfrastructureModule).Assembly);
        return services;
    }

    /// <summary>One instance, which serves others and works in the background.</summary>
    public static void AddHostedSingleton<TService>(this IServiceCollection services)
        where TService : class, IHostedService
    {
        services.AddSingleton<TService>();
        services.AddHostedService(provider => provider.GetRequiredService<TService>());
    }
}
