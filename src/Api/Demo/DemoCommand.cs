using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Api.Cli;

namespace AiWebBuilder.Api.Demo;

/// <summary><c>demo FILE</c> and <c>demo migration FOLDER</c>: a server of its own on a free loopback port, and the main jobs on it.</summary>
internal static class DemoCommand
{
    /// <param name="brief">The body of POST /v1/campaigns.</param>
    /// <param name="folder">Gets the exported files; by default a folder named after the brief below artifacts/demo.</param>
    /// <exception cref="ProductRefusedException">The file is no brief, or the API refused a step.</exception>
    public static async Task RunAsync(FileInfo brief, DirectoryInfo? folder, CancellationToken cancellationToken)
    {
        var body = await ReadAsync(brief, cancellationToken);
        var builder = Builder();
        // The simulated visitors come with addresses of their own; the only proxy that is believed is this process.
        builder.Configuration["ForwardedHeaders:KnownProxies:0"] = "127.0.0.1";
        await using var server = await Server.StartAsync(builder, cancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(server.App.Urls.First()) };
        var target =
            folder?.FullName ?? Path.Combine("artifacts", "demo", Path.GetFileNameWithoutExtension(brief.Name));
        await new DemoRun(http, Console.Out, TimeProvider.System).RunAsync(body, target, cancellationToken);
    }

    /// <param name="site">A folder of pages, which is served on this machine and moved to the product.</param>
    /// <param name="folder">Gets the reports and the page; by default below artifacts/demo.</param>
    /// <exception cref="ProductRefusedException">The folder holds no site, or the API refused a step.</exception>
    public static async Task MigrateAsync(
        DirectoryInfo site,
        DirectoryInfo? folder,
        CancellationToken cancellationToken
    )
    {
        await using var bundled = await BundledSite.StartAsync(site, cancellationToken);
        var builder = Builder();
        builder.Configuration["Outgoing:AllowLoopback"] = "true";
        await using var server = await Server.StartAsync(builder, cancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(server.App.Urls.First()) };
        await new MigrationDemo(http, Console.Out).RunAsync(
            bundled,
            folder?.FullName ?? Path.Combine("artifacts", "demo", "migration"),
            cancellationToken
        );
    }

    private static WebApplicationBuilder Builder()
    {
        var builder = Serve.Builder([], Database.EnvironmentOfCommand());
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["Serilog:MinimumLevel:Default"] = "Warning";
        builder.Configuration["Serilog:MinimumLevel:Override:Microsoft.Hosting.Lifetime"] = "Warning";
        return builder;
    }

    private static async Task<JsonNode> ReadAsync(FileInfo file, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = file.OpenRead();
            return await JsonNode.ParseAsync(stream, cancellationToken: cancellationToken)
                ?? throw new ProductRefusedException($"{file.Name} holds null: it must hold a brief.");
        }
        catch (IOException failure)
        {
            throw new ProductRefusedException($"{file.FullName} cannot be read: {failure.Message}");
        }
        catch (JsonException failure)
        {
            throw new ProductRefusedException($"{file.Name} is no JSON: {failure.Message}");
        }
    }
}
