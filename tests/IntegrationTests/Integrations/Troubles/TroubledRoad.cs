using System.Collections.Concurrent;
using AiWebBuilder.IntegrationTests.Integrations.Fakes;
using Microsoft.AspNetCore.Http;

namespace AiWebBuilder.IntegrationTests.Integrations.Troubles;

/// <summary>The way to a site: it carries requests there and answers back, but for those that a test lets meet trouble.</summary>
internal sealed class TroubledRoad : IAsyncDisposable
{
    private static readonly HashSet<string> OfTheConnection = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host",
        "Connection",
        "Keep-Alive",
        "Transfer-Encoding",
        "Content-Length",
    };

    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly string target;
    private FakeServer server = null!;

    private TroubledRoad(string target) => this.target = target;

    public string Url => server.Url;

    /// <summary>Asked for each request; null: it goes through.</summary>
    public Func<HttpRequest, Trouble?> Meets { get; set; } = _ => null;

    /// <summary>Method, path and query of all requests, whatever became of them.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public static async Task<TroubledRoad> ToAsync(string target)
    {
        var road = new TroubledRoad(target);
        road.server = await FakeServer.StartAsync(road.PassAsync);
        return road;
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        client.Dispose();
    }

    private async Task PassAsync(HttpContext context)
    {
        var request = context.Request;
        Requests.Enqueue($"{request.Method} {request.Path}{request.QueryString}");
        if (Meets(request) is { } trouble)
        {
            await trouble.Around(context, () => SendAsync(request));
            return;
        }
        using var answer = await SendAsync(request);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
        {
            if (!OfTheConnection.Contains(name))
            {
                context.Response.Headers[name] = values.ToArray();
            }
        }
        await answer.Content.CopyToAsync(context.Response.Body);
    }

    /// <summary>Carried out to its end, whoever has gone meanwhile.</summary>
    private async Task<HttpResponseMessage> SendAsync(HttpRequest request)
    {
        using var message = new HttpRequestMessage(
            new HttpMethod(request.Method),
            $"{target}{request.Path}{request.QueryString}"
        );
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        message.Content = new ByteArrayContent(body.ToArray());
        foreach (var (name, values) in request.Headers)
        {
            if (
                !OfTheConnection.Contains(name) && !message.Headers.TryAddWithoutValidation(name, values.AsEnumerable())
            )
            {
                message.Content.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
            }
        }
        return await client.SendAsync(message);
    }
}
