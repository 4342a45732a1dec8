using System.Net;
using AiWebBuilder.Api.Cli;
using AiWebBuilder.Api.Http.Bodies;
using AiWebBuilder.Api.Http.Limits;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.Common;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Net.Http.Headers;
using Scalar.AspNetCore;

namespace AiWebBuilder.Api.Http;

/// <summary>What stands between the network and the endpoints.</summary>
internal sealed class EdgeOptions
{
    public const string Section = "Edge";

    /// <summary>Addresses or networks (CIDR) of the proxies whose forwarded headers are believed; of others they are ignored.</summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <summary>Origins whose pages may call the API; none by default.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];
}

/// <summary>Proxies, transport, headers, limits and time: in the order in which a request meets them.</summary>
internal static class Edge
{
    private static readonly object ForBrowser = new();
    private static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(30);

    public static void AddEdge(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection(EdgeOptions.Section).Get<EdgeOptions>() ?? new();
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.KnownIPNetworks.Clear();
            forwarded.KnownProxies.Clear();
            // Not a number of hops but the list decides how far the chain is believed.
            forwarded.ForwardLimit = null;
            forwarded.ForwardedHeaders =
                options.TrustedProxies.Count == 0
                    ? ForwardedHeaders.None
                    : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            foreach (var proxy in options.TrustedProxies)
            {
                forwarded.KnownIPNetworks.Add(
                    proxy.Contains('/', StringComparison.Ordinal)
                        ? System.Net.IPNetwork.Parse(proxy)
                        : new System.Net.IPNetwork(
                            IPAddress.Parse(proxy),
                            IPAddress.Parse(proxy).GetAddressBytes().Length * 8
                        )
                );
            }
        });
        foreach (var origin in options.AllowedOrigins)
        {
            RequireOrigin(origin);
        }
        services.AddHsts(hsts => (hsts.MaxAge, hsts.IncludeSubDomains) = (TimeSpan.FromDays(365), true));
        services.AddCors(cors =>
            cors.AddDefaultPolicy(policy =>
                policy
                    .WithOrigins([.. options.AllowedOrigins])
                    .WithMethods("GET", "POST", "PUT", "PATCH", "DELETE")
                    .WithHeaders("Authorization", "Content-Type", "If-Match", "Idempotency-Key", "Last-Event-ID")
                    // For the refresh cookie: what else is there to send is a header, which only the page's own scripts can add.
                    .AllowCredentials()
                    .WithExposedHeaders("ETag", "Location", "Retry-After", "Idempotent-Replayed", "Content-Disposition")
                    .SetPreflightMaxAge(TimeSpan.FromHours(1))
            )
        );
        services.AddRequestTimeouts(timeouts =>
            timeouts.DefaultPolicy = new()
            {
                Timeout = LongestRequest,
                TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable,
            }
        );
        services.Configure<StreamOptions>(configuration.GetSection(StreamOptions.Section));
        services.AddRateLimits(configuration);
        services.AddScoped<IdempotencyKeys>();
    }

    /// <summary>One that no browser ever sends would silently allow nobody; and a wildcard, everybody.</summary>
    private static void RequireOrigin(string origin)
    {
        if (
            !Uri.TryCreate(origin, UriKind.Absolute, out var address)
            || !address.Scheme.StartsWith(Uri.UriSchemeHttp, StringComparison.Ordinal)
            || address.HostNameType is UriHostNameType.Basic or UriHostNameType.Unknown
            || address.GetLeftPart(UriPartial.Authority) != origin
        )
        {
            throw new CommandRefusedException(
                $"Edge__AllowedOrigins holds \"{origin}\", which is no origin: write it as https://app.example.com, without a path."
            );
        }
    }

    /// <summary>Before anybody is known.</summary>
    public static void UseOuterEdge(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.Use(NegotiateNothing);
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
        }
        app.Use(SecurityHeaders);
        // Here, so that short-circuited endpoints (what visitors ask for) skip all that follows: it is for people who sign in.
        app.UseRouting();
        app.UseCors();
        app.UseRequestTimeouts();
    }

    /// <summary>After it is known who calls: what counts and remembers by account.</summary>
    public static void UseInnerEdge(this WebApplication app)
    {
        app.UseRateLimiter();
        // Behind the limits: what is refused is counted, too.
        app.Use(RefuseUnstorable);
        app.Use(RefuseUnknownCharsets);
        app.UseAuthorization();
        app.UseMiddleware<IdempotencyKeys>();
    }

    /// <summary>Whether a person reads the answer in a browser.</summary>
    public static bool IsForBrowser(HttpContext context) => context.Items.ContainsKey(ForBrowser);

    /// <summary>Each address has one format. A problem that the caller's Accept does not list would else become an empty 500.</summary>
    private static Task NegotiateNothing(HttpContext context, RequestDelegate next)
    {
        if (
            context
                .Request.GetTypedHeaders()
                .Accept.Any(type =>
                    type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase) && type.Quality is not 0
                )
        )
        {
            context.Items[ForBrowser] = true;
        }
        context.Request.Headers.Remove(HeaderNames.Accept);
        return next(context);
    }

    /// <summary>At the last moment: the exception handler clears what was set before it. An endpoint's own values stand.</summary>
    private static Task SecurityHeaders(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(
            static state =>
            {
                var context = (HttpContext)state;
                var headers = context.Response.Headers;
                headers.XContentTypeOptions = "nosniff";
                headers["Referrer-Policy"] = "no-referrer";
                if (context.Request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase))
                {
                    headers.TryAdd("Cache-Control", "no-store");
                    headers.TryAdd("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
                    headers.TryAdd("Cross-Origin-Resource-Policy", "same-origin");
                }
                else if (context.Items[ScalarOptions.NonceHttpContextItemKey] is string nonce)
                {
                    headers.ContentSecurityPolicy =
                        $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
                        + "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; form-action 'none'; "
                        + "base-uri 'none'; frame-ancestors 'none'";
                }
                return Task.CompletedTask;
            },
            context
        );
        return next(context);
    }

    /// <summary>What PostgreSQL cannot store cannot be searched for either.</summary>
    private static Task RefuseUnstorable(HttpContext context, RequestDelegate next)
    {
        if (!JsonTexts.IsStorableText(context.Request.Path.Value))
        {
            throw new DomainException(Unstorable);
        }
        foreach (var (name, values) in context.Request.Query)
        {
            if (!JsonTexts.IsStorableText(name) || values.Any(value => !JsonTexts.IsStorableText(value)))
            {
                throw new DomainException(Unstorable);
            }
        }
        return next(context);
    }

    private static Task RefuseUnknownCharsets(HttpContext context, RequestDelegate next)
    {
        if (context.Request.TryUnquoteCharset())
        {
            return next(context);
        }
        context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
        return Task.CompletedTask;
    }

    private static Error Unstorable { get; } =
        new(
            ErrorKind.Validation,
            "request.malformed",
            "The path or a query parameter contains U+0000, U+FFFE or an unpaired surrogate."
        );
}
