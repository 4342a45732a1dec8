using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.Logging;

namespace AiWebBuilder.IntegrationTests.Integrations.Imports;

/// <summary>A small site on this machine: files of a folder, and redirects as its <c>_redirects</c> has them.</summary>
internal sealed class SmallSite : IAsyncDisposable
{
    private static readonly FileExtensionContentTypeProvider Types = new();
    private readonly WebApplication app;

    private SmallSite(WebApplication app) => this.app = app;

    public ConcurrentQueue<string> Requests { get; } = [];

    public string Address => app.Urls.Single();

    public static async Task<SmallSite> StartAsync(string folder)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var site = new SmallSite(builder.Build());
        var redirects = File.ReadAllLines(Path.Combine(folder, "_redirects"))
            .Where(line => line.StartsWith('/'))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToDictionary(
                line => line[0],
                line => (To: line[1], Status: int.Parse(line[2], System.Globalization.CultureInfo.InvariantCulture)),
                StringComparer.Ordinal
            );
        site.app.Run(async context =>
        {
            var path = context.Request.Path.Value!;
            site.Requests.Enqueue(path);
            if (redirects.TryGetValue(path, out var moved))
            {
                context.Response.StatusCode = moved.Status;
                context.Response.Headers.Location = moved.To;
                return;
            }
            var file = Path.Combine(folder, path.TrimStart('/') + (path.EndsWith('/') ? "index.html" : ""));
            if (!File.Exists(file))
            {
                context.Response.StatusCode = 404;
                return;
            }
            // The map names the host of the real site: here it is this one.
            var bytes = await File.ReadAllBytesAsync(file);
            context.Response.ContentType = Types.TryGetContentType(file, out var type) ? type : "text/plain";
            await context.Response.Body.WriteAsync(
                file.EndsWith(".xml", StringComparison.Ordinal) || file.EndsWith("robots.txt", StringComparison.Ordinal)
                    ? Encoding.UTF8.GetBytes(
                        Encoding
                            .UTF8.GetString(bytes)
                            .Replace("https://quaysidebakes.example", site.Address, StringComparison.Ordinal)
                    )
                    : bytes
            );
        });
        await site.app.StartAsync();
        return site;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
