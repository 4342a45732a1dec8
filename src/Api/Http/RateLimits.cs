using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using AiWebBuilder.Application.Common.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace AiWebBuilder.Api.Http;

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
/// Which limit a request falls under: by its address, in one place. The counters live in this process, so that n nodes let n times
/// as much through: the limits keep one caller from taking a node for itself, budgets are for money.
/// </summary>
internal static class RateLimits
{
    private const string Ingestion = "ingestion";

    public static IServiceCollection AddRateLimits(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection(RateLimitOptions.Section).Get<RateLimitOptions>() ?? new();
        services.AddKeyedSingleton(
            Ingestion,
            PartitionedRateLimiter.Create<HttpContext, string>(context =>
                Window(AddressOf(context), options.IngestionPerMinute)
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
            .RequestServices.GetRequiredKeyedService<PartitionedRateLimiter<HttpContext>>(Ingestion)
            .AttemptAcquire(context);
        if (lease.IsAcquired)
        {
            return await next(invocation);
        }
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        await RejectAsync(context, lease);
        return Results.Empty;
    }

    /// <summary>
    /// Whether requests to an address are counted at all: published pages, the tracking script, health and the reference are not; forms
    /// count as events do, which have a filter of their own.
    /// </summary>
    /// <param name="path">In lower case.</param>
    public static bool Cover(string method, PathString path) =>
        path.StartsWithSegments("/v1", StringComparison.Ordinal)
        || HttpMethods.IsPost(method) && (path == "/e" || path.StartsWithSegments("/p", StringComparison.Ordinal));

    private static RateLimitPartition<string> PartitionOf(HttpContext context, RateLimitOptions options)
    {
        // As routing reads it: neither case nor a slash at the end makes it another address, with another limit or none.
        // Made by hand: the conversion from a string would decode a path that has been decoded already.
        var path = new PathString(context.Request.Path.Value!.TrimEnd('/').ToLowerInvariant());
        var isPost = HttpMethods.IsPost(context.Request.Method);
        return !Cover(context.Request.Method, path) ? RateLimitPartition.GetNoLimiter("")
            : path.StartsWithSegments("/p", StringComparison.Ordinal)
                ? Window($"forms {AddressOf(context)}", options.IngestionPerMinute)
            : path.StartsWithSegments("/v1/auth", StringComparison.Ordinal)
                ? Window($"auth {AddressOf(context)}", options.AuthPerMinute)
            : isPost && path == "/v1/members" ? Window($"invitations {CallerOf(context)}", options.InvitationsPerMinute)
            : isPost && path.Value!.EndsWith("/generations", StringComparison.Ordinal)
                ? Window($"ai {CallerOf(context)}", options.AiPerMinute)
            : path.Value!.Contains("/exports/", StringComparison.Ordinal)
            || path.Value.EndsWith("/export", StringComparison.Ordinal)
                ? Window($"export {CallerOf(context)}", options.ExportsPerMinute)
            : Window($"all {CallerOf(context)}", options.RequestsPerMinute);
    }

    private static RateLimitPartition<string> Window(string key, int permits) =>
        RateLimitPartition.GetFixedWindowLimiter(
            key,
            _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = TimeSpan.FromMinutes(1) }
        );

    private static string CallerOf(HttpContext context) =>
        context.RequestServices.GetRequiredService<ActorContext>() is var caller
        && (caller.KeyId ?? caller.ActorId) is { } id
            ? id.ToString()
            : AddressOf(context);

    /// <summary>The network, not the machine: /24 or /48, since whoever has one IPv6 address has many.</summary>
    internal static string AddressOf(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address)
        {
            return "unknown";
        }
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(address.AddressFamily == AddressFamily.InterNetwork ? 3 : 6).Clear();
        return new IPAddress(bytes).ToString();
    }

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
