using AiWebBuilder.Api.Campaigns;
using AiWebBuilder.Api.Cli;
using AiWebBuilder.Api.Http;
using AiWebBuilder.Api.Http.Bodies;
using AiWebBuilder.Api.Http.OpenApi;
using AiWebBuilder.Api.Identity;
using AiWebBuilder.Application;
using AiWebBuilder.Infrastructure;
using AiWebBuilder.Infrastructure.Persistence.Schema;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Scalar.AspNetCore;
using Serilog;

namespace AiWebBuilder.Api;

/// <summary>Composes the server.</summary>
internal static class ApiHost
{
    public static WebApplication Build(WebApplicationBuilder builder, DatabaseConnections connections)
    {
        builder.Services.AddLog(builder.Configuration);
        // A proxy that sees no line end in a bare LF would see another request than this server.
        AppContext.SetSwitch("Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators", isEnabled: true);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64 * 1024;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            // 4 KB/s after five seconds: a body of 64 KB is there in 16 s at most, those that strangers send in less, or it is a 408.
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(4096, TimeSpan.FromSeconds(5));
        });
        builder.Services.AddProduct(builder.Configuration, connections);
        builder.Services.AddSingleton<IProblemDetailsWriter, VisitorProblems>();
        builder.Services.AddProblemDetails(options => options.CustomizeProblemDetails = Problems.Complete);
        builder.Services.AddExceptionHandler<Problems>();
        builder.Services.Configure<JsonOptions>(options => StrictJson.Configure(options.SerializerOptions));
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        builder.Services.AddApiDocument();
        builder.Services.AddCallers();
        builder.Services.AddEdge(builder.Configuration);

        var app = builder.Build();
        app.UseOuterEdge();
        app.UseAuthentication();
        app.Use(Caller.Act);
        app.UseInnerEdge();
        var routes = app.WithHead();
        routes.MapModules();
        routes.MapOpenApi("/openapi/{documentName}.json");
        routes.MapScalarApiReference(
            "/docs",
            // Nothing from other hosts and nothing to them, and no buttons that lead to the vendor's services.
            options =>
                options
                    .WithNonce()
                    .DisableDefaultFonts()
                    .DisableTelemetry()
                    .DisableAgent()
                    .DisableMcp()
                    .HideClientButton()
                    .HideDeveloperTools()
                    .AddPreferredSecuritySchemes([ApiDocument.Bearer])
        );
        return app;
    }

    /// <summary>The product behind its HTTP interface: what the server and the worker have in common.</summary>
    public static void AddProduct(
        this IServiceCollection services,
        IConfiguration configuration,
        DatabaseConnections connections
    )
    {
        services.AddSingleton(TimeProvider.System);
        services.AddApplication();
        services.AddInfrastructure(configuration, connections);
    }

    /// <summary>Structured events on the console; a <see cref="HeldLog"/> among the services holds them back.</summary>
    public static void AddLog(this IServiceCollection services, IConfiguration configuration) =>
        services.AddSerilog(
            (provider, logging) =>
            {
                logging.ReadFrom.Configuration(configuration).ReadFrom.Services(provider).Enrich.FromLogContext();
                if (provider.GetService<HeldLog>() is not { } held)
                {
                    ToConsole(logging);
                    return;
                }
                var console = new LoggerConfiguration().MinimumLevel.Verbose();
                ToConsole(console);
                held.WriteTo(console.CreateLogger());
                logging.WriteTo.Sink(held);

                static void ToConsole(LoggerConfiguration logging) =>
                    logging.WriteTo.Console(
                        formatProvider: System.Globalization.CultureInfo.InvariantCulture,
                        outputTemplate: "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}"
                    );
            },
            // Each host has a log of its own: a static one is the last one's.
            preserveStaticLogger: true
        );
}
