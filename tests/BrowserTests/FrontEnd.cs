using System.Net.Mime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AiWebBuilder.BrowserTests;

/// <summary>Serves page/, as any web server would: on an origin of its own, which is not the API's.</summary>
internal sealed class FrontEnd : IAsyncDisposable
{
    private static readonly string Tests = Path.Combine(Browser.Screenshots, "..", "..", "tests", "BrowserTests");

    private readonly WebApplication server;

    private FrontEnd(WebApplication server) => this.server = server;

    /// <summary>Without a slash at its end; the operator's list of origins has it.</summary>
    public string Origin { get; private set; } = "";

    /// <summary>The same pages on another site, which no list has.</summary>
    public string ForeignOrigin => Origin.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    /// <summary>Where the page finds the API.</summary>
    public string Api { get; set; } = "";

    public static async Task<FrontEnd> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var page = new FrontEnd(builder.Build());
        page.server.MapGet("/", () => page.Show());
        page.server.MapGet("/app.js", () => Script("page/app.js"));
        page.server.MapGet("/openapi-fetch.mjs", () => Script("client/node_modules/openapi-fetch/dist/index.mjs"));
        await page.server.StartAsync();
        page.Origin = page
            .server.Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!
            .Addresses.Single();
        return page;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private IResult Show() =>
        Results.Text(
            File.ReadAllText(Path.Combine(Tests, "page", "index.html"))
                .Replace("http://localhost:5000", Api, StringComparison.Ordinal),
            MediaTypeNames.Text.Html,
            System.Text.Encoding.UTF8
        );

    private static IResult Script(string path) =>
        Results.Bytes(File.ReadAllBytes(Path.Combine(Tests, path)), MediaTypeNames.Text.JavaScript);
}
