using System.Globalization;
using System.Threading.RateLimiting;
using AiWebBuilder.Application.Common.Addresses;
using AiWebBuilder.Application.Common.Security;
using Microsoft.AspNetCore.Mvc;

namespace AiWebBuilder.Api.Http.Limits;

/// <summary>How many requests one caller may send to one node in a minute.</summary>
internal sealed class RateLimitOptions
{
    public const string Section = "RateLimits";

    /// <summary>Sign-in and what belongs to it, for each network address.</summary>
    public int AuthPerMinute { get; set; } = 10;

    /// <summary>Invitations, each of which is a mail to somebody's mailbox, for each person.</summary>
    public int InvitationsPerMinute { get; set; } = 10;

    /// <summary>Generations asked for, for each account.</summary>
    public int AiPerMinute { get; set; } = 30;

    /// <summary>Exports, for each person or key.</summary>
    public int ExportsPerMinute { get; set; } = 20;

    /// <summary>Calls of <c>/e</c>, and as many forms, for each network address.</summary>
    public int IngestionPerMinute { get; set; } = 60;

    /// <summary>Everything else below <c>/v1</c>, for each person or key, or network address when nobody is signed in.</summary>
    public int RequestsPerMinute { get; set; } = 1200;
}

/// <summary>
/// Counts requests by what their endpoint says. The counters live in this process, so that n nodes let n times as much through: the
/// limits keep one caller from taking a node for itself, budgets are for money.
/// </summary>
internal static class RateLimits
{
    public static IServiceCollection AddRateLimits(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection(RateLimitOptions.Section).Get<RateLimitOptions>() ?? new();
        services.AddKeyedSingleton(
            RateLimit.Ingestion,
            PartitionedRateLimiter.Create<HttpContext, string>(context =>
                Window(NetworkOf(context), options.IngestionPerMinute)
            )
        );
        return services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
                PartitionOf(context, options)
            );
            limiter.OnRejected = (rejected, _) => RejectAsync(rejected.HttpContext, rejected.Lease);
        });
    }

    /// <summary>For ingestion endpoints, which the middleware of the rest does not see because they are short-circuited.</summary>
    public static async ValueTask<object?> LimitIngestion(
        EndpointFilterInvocationContext invocation,
        EndpointFilterDelegate next
    )
    {
        var context = invocation.HttpContext;
        using var lease = context
            .RequestServices.GetRequiredKeyedService<PartitionedRateLimiter<HttpContext>>(RateLimit.Ingestion)
            .AttemptAcquire(context);
        if (lease.IsAcquired)
        {
            return await next(invocation);
        }
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        await RejectAsync(context, lease);
        return Results.Empty;
    }

    /// <summary>Requests to what is mapped here fall under this limit.</summary>
    public static TBuilder LimitedBy<TBuilder>(this TBuilder endpoints, RateLimit limit)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new LimitedBy(limit));

    /// <summary>
    /// The limit that requests to an endpoint fall under; null where none does: published pages, the tracking script, health, the
    /// reference. What is asked for below <c>/v1</c> and is not there is counted too.
    /// </summary>
    public static RateLimit? Of(EndpointMetadataCollection? metadata, PathString path) =>
        metadata?.GetMetadata<LimitedBy>()?.Limit
        ?? (path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase) ? RateLimit.General : null);

    private static RateLimitPartition<string> PartitionOf(HttpContext context, RateLimitOptions options) =>
        Of(context.GetEndpoint()?.Metadata, context.Request.Path) switch
        {
            null => RateLimitPartition.GetNoLimiter(""),
            RateLimit.SignIn => Window($"sign-in {NetworkOf(context)}", options.AuthPerMinute),
            RateLimit.Ingestion => Window($"forms {NetworkOf(context)}", options.IngestionPerMinute),
            RateLimit.Invitations => Window($"invitations {CallerOf(context)}", options.InvitationsPerMinute),
            RateLimit.Generations => Window($"generations {CallerOf(context)}", options.AiPerMinute),
            RateLimit.Exports => Window($"exports {CallerOf(context)}", options.ExportsPerMinute),
            RateLimit.General => Window($"all {CallerOf(context)}", options.RequestsPerMinute),
            var other => throw new InvalidOperationException($"{other} has no window."),
        };

    private static RateLimitPartition<string> Window(string key, int permits) =>
        RateLimitPartition.GetFixedWindowLimiter(
            key,
            _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = TimeSpan.FromMinutes(1) }
        );

    private static string CallerOf(HttpContext context) =>
        context.RequestServices.GetRequiredService<ActorContext>() is var caller
        && (caller.KeyId ?? caller.ActorId) is { } id
            ? id.ToString()
            : NetworkOf(context);

    private static string NetworkOf(HttpContext context) =>
        ClientNetwork.Of(context.Connection.RemoteIpAddress)?.ToString() ?? "unknown";

    private static async ValueTask RejectAsync(HttpContext context, RateLimitLease lease)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1);
        context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds))
            .ToString(CultureInfo.InvariantCulture);
        await context
            .RequestServices.GetRequiredService<IProblemDetailsService>()
            .TryWriteAsync(
                new ProblemDetailsContext
                {
                    HttpContext = context,
                    ProblemDetails = new ProblemDetails
                    {
                        Status = StatusCodes.Status429TooManyRequests,
                        Title = "Too Many Requests",
                        Detail = "Too many requests: try again after the time in Retry-After.",
                    },
                }
            );
    }
}
