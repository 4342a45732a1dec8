using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace AiWebBuilder.IntegrationTests.Contract;

/// <summary>What the running host maps: nothing is open by an oversight, and nothing is without a name.</summary>
internal sealed class EndpointRulesTests
{
    /// <summary>Addresses, with all below them, that visitors and newcomers may use; each one is open on purpose.</summary>
    private static readonly string[] Public =
    [
        "/", // the start page; what stands below has its own line
        "/favicon.ico",
        "/robots.txt",
        "/sitemap.xml",
        "/v1/auth/", // how somebody becomes known
        "/v1/billing/webhooks", // the signature is the proof
        "/v1/webhooks/", // the platform's signature is the proof, or the key in the address
        "/health/", // for load balancers
        "/p/", // published pages
        "/preview/", // the link is the proof
        "/e", // events of published pages
        "/t.js", // the script that sends them
        "/r/", // public library items
        "/v1/marketplace", // anybody may look around
        "/v1/platforms",
        "/openapi/",
        "/docs",
        "/scalar",
    ];

    [Test]
    public void Every_address_wants_a_signed_in_caller_or_is_public_on_purpose()
    {
        var mapped = App.Current.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();
        var endpoints = mapped.ToArray();
        endpoints.Length.ShouldBeGreaterThanOrEqualTo(20);
        endpoints
            .Count(endpoint => endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null)
            .ShouldBeGreaterThan(10);
        endpoints.Where(IsUnguarded).Select(endpoint => endpoint.DisplayName).ShouldBeEmpty();

        IsUnguarded(Endpoint("/v1/campaigns")).ShouldBeTrue("it declares nothing");
        IsUnguarded(Endpoint("/v1/campaigns", new AllowAnonymousAttribute())).ShouldBeTrue("it is not on the list");
        IsUnguarded(Endpoint("/v1/elsewhere", new AuthorizeAttribute())).ShouldBeFalse();
    }

    private static bool IsUnguarded(RouteEndpoint endpoint)
    {
        var path = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
        return endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null || IsDocumentation(path)
            ? !Public.Any(address =>
                path == address
                || (address != "/" && path.StartsWith(address.TrimEnd('/') + "/", StringComparison.Ordinal))
            )
            : endpoint.Metadata.GetMetadata<IAuthorizeData>() is null;
    }

    private static bool IsDocumentation(string path) =>
        path.StartsWith("/openapi/", StringComparison.Ordinal)
        || path.StartsWith("/docs", StringComparison.Ordinal)
        || path.StartsWith("/scalar", StringComparison.Ordinal);

    private static RouteEndpoint Endpoint(string path, params object[] metadata) =>
        new(
            _ => Task.CompletedTask,
            RoutePatternFactory.Parse(path),
            order: 0,
            new EndpointMetadataCollection(metadata),
            path
        );
}
