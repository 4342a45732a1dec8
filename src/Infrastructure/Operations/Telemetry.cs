using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace AiWebBuilder.Infrastructure.Operations;

/// <summary>Traces and metrics for an operator who has a collector: switched on by OpenTelemetry's own <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.</summary>
internal static class Telemetry
{
    /// <param name="configuration">Where the exporter finds its further settings, too, by their standard names.</param>
    /// <param name="sources">The product's own spans.</param>
    /// <param name="meters">The product's own metrics.</param>
    public static void AddTelemetry(
        this IServiceCollection services,
        IConfiguration configuration,
        string[] sources,
        string[] meters
    )
    {
        if (string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            return;
        }
        services
            .AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(configuration["OTEL_SERVICE_NAME"] ?? "aiwebbuilder"))
            .WithTracing(traces =>
                traces.AddSource(sources).AddSource("Microsoft.AspNetCore").AddNpgsql().AddOtlpExporter()
            )
            .WithMetrics(metrics => metrics.AddMeter(meters).AddOtlpExporter());
    }
}
