using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AiWebBuilder.Infrastructure.Http;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AiWebBuilder.IntegrationTests.Integrations.Troubles;

/// <summary>A site that sends https to http does not get a password that anybody on the way could read.</summary>
internal sealed class DowngradeTests
{
    [TestCase("/")]
    [TestCase("/wp-json/")]
    [TestCase("/wp-json/wp/v2/users/me")]
    public async Task Where_https_leads_to_http_the_connection_says_so_and_no_password_goes_there(string downgraded)
    {
        List<string> seen = [];
        await using var open = await ServerAsync(
            null,
            context =>
            {
                lock (seen)
                {
                    seen.Add($"{context.Request.Path} {context.Request.Headers.Authorization}");
                }
                context.Response.StatusCode = 401;
                return context.Response.WriteAsJsonAsync(new { code = "rest_not_logged_in" });
            }
        );
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256).CreateSelfSigned(
            TimeProvider.System.GetUtcNow().AddDays(-1),
            TimeProvider.System.GetUtcNow().AddDays(1)
        );
        await using var site = await ServerAsync(
            certificate,
            context =>
            {
                var path = context.Request.Path.Value!;
                if (path == downgraded)
                {
                    context.Response.Redirect($"{open.Urls.Single()}{path}", permanent: true);
                    return Task.CompletedTask;
                }
                return path == "/wp-json/"
                    ? context.Response.WriteAsJsonAsync(new { namespaces = new[] { "wp/v2" }, name = "Site" })
                    : context.Response.WriteAsync("<html></html>");
            }
        );
        await using var nodes = await Nodes.CreateAsync();
        var node = nodes.Start(services: null, ("Outgoing:AllowLoopback", "true"));
        node.Services.GetRequiredService<PublicOnly>().Handler.SslOptions.RemoteCertificateValidationCallback = (
            _,
            shown,
            _,
            _
        ) => shown?.GetCertHashString() == certificate.GetCertHashString();
        using var client = await node.SignedInAsync();
        var integration = await client.ConnectAsync(
            "wordpress",
            new
            {
                siteUrl = site.Urls.Single(),
                username = "admin",
                applicationPassword = "abcd EFGH 1234",
            }
        );

        var found = await client.VerifyAsync(integration);

        found.Text("connectionProblem").ShouldBe("insecure", found.ToJsonString());
        seen.ShouldNotBeEmpty();
        seen.ShouldAllBe(request => request.EndsWith(' '));
    }

    private static async Task<WebApplication> ServerAsync(X509Certificate2? certificate, RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(
                System.Net.IPAddress.Loopback,
                0,
                listen =>
                {
                    if (certificate is not null)
                    {
                        listen.UseHttps(certificate);
                    }
                }
            )
        );
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return app;
    }
}
