using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Infrastructure.AiUsage.Offline;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AiWebBuilder.IntegrationTests.AiUsage.Fakes;

/// <summary>How a fake answers one request.</summary>
internal sealed record Behaviour
{
    /// <summary>What a model would say; the default is a section that can be used, whatever block was asked for.</summary>
    public string Text { get; init; } = SectionAnswers.Usual;

    public TokenUsage Usage { get; init; } = new(1000, Output: 200);

    /// <summary>Anything but 200 is answered at once, with the provider's own kind of error body.</summary>
    public int Status { get; init; } = 200;

    /// <summary>Seconds or a date, as the header has it.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>The body as it stands, whatever it is: a page, JSON, or the events of a stream.</summary>
    public string? Raw { get; init; }

    public StreamEnd End { get; init; }

    /// <summary>Of an error that OpenAI says in the middle of a response.</summary>
    public string ErrorCode { get; init; } = "server_error";

    /// <summary>Waited for before anything is answered.</summary>
    public Task Hold { get; init; } = Task.CompletedTask;

    /// <summary>Waited for in the middle of a stream, after so many pieces of the text.</summary>
    public (int Pieces, Task Until)? Pause { get; init; }

    public bool WithoutUsage { get; init; }

    /// <summary>JSON in place of the count of a compatible endpoint, whatever it is.</summary>
    public string? UsageAsItIs { get; init; }

    public static Behaviour Usual { get; } = new();
}

/// <summary>How a stream ends, in the middle of its text or after it.</summary>
internal enum StreamEnd
{
    Whole,

    /// <summary>The connection is cut.</summary>
    Cut,

    /// <summary>It ends in good order, and without its last words.</summary>
    WithoutStop,

    /// <summary>Nothing more comes, and the connection stays.</summary>
    Silence,

    /// <summary>A word now and then, and never the last.</summary>
    Drip,

    /// <summary>Bytes without an end, nor an end of a line.</summary>
    Flood,

    /// <summary>The longest answer that was asked for.</summary>
    Length,

    /// <summary>The model's own refusal.</summary>
    Refusal,

    /// <summary>The provider's word, in the middle, that it has failed.</summary>
    Error,
}

/// <summary>What a fake was sent, and what it counted.</summary>
/// <param name="Billed">What the provider charges for; null: nothing. Of an answer that broke off: what had been written of it.</param>
internal sealed record Served(string Path, string Model, string? Key, JsonNode Body, TokenUsage? Billed)
{
    public bool Streamed => Body["stream"]?.GetValue<bool>() is true;
}

/// <summary>One operation of a provider's API, as it is on the wire.</summary>
/// <param name="Check">What is wrong with the request, in the provider's eyes.</param>
/// <param name="Stream">The events of a whole stream: those up to its end, and its end.</param>
/// <param name="Whole">The answer in one piece.</param>
internal sealed record Wire(
    Func<HttpRequest, JsonNode, string?> Check,
    Func<string, Behaviour, (IReadOnlyList<string> Begin, IReadOnlyList<string> End)> Stream,
    Func<string, Behaviour, JsonNode> Whole
);

/// <summary>A provider of models on the loopback: speaks its wire format, checks what it is sent, and counts what it serves.</summary>
internal abstract class FakeProvider : IAsyncDisposable
{
    private readonly ConcurrentQueue<Behaviour> next = new();
    private readonly ConcurrentQueue<Served> served = new();
    private readonly WebApplication app;

    protected FakeProvider()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        builder.Logging.ClearProviders();
        app = builder.Build();
    }

    /// <summary>Used when nothing else was said.</summary>
    public Behaviour Otherwise { get; set; } = Behaviour.Usual;

    /// <summary>Chooses by the request; before all others.</summary>
    public Func<JsonNode, Behaviour?> Chooses { get; set; } = _ => null;

    /// <summary>The only key that is accepted.</summary>
    public string Key { get; init; } = "fake-key";

    public IReadOnlyList<Served> Calls => [.. served];

    public Uri Address => new(app.Urls.First());

    /// <summary>The next requests are answered in these ways, in this order.</summary>
    public void Answer(params Behaviour[] behaviours)
    {
        foreach (var behaviour in behaviours)
        {
            next.Enqueue(behaviour);
        }
    }

    public async Task StartAsync()
    {
        Map(app);
        await app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await app.StopAsync(patience.Token);
        await app.DisposeAsync();
    }

    protected abstract void Map(WebApplication routes);

    protected abstract JsonNode ErrorBody(int status);

    protected async Task ServeAsync(HttpContext context, Wire wire)
    {
        var body = (await JsonNode.ParseAsync(context.Request.Body))!;
        var model = body["model"]!.GetValue<string>();
        var key = context.Request.Headers.Authorization.ToString() is ['B', 'e', 'a', 'r', 'e', 'r', ' ', .. var bearer]
            ? bearer
            : null;
        var behaviour = Chooses(body) ?? (next.TryDequeue(out var scripted) ? scripted : Otherwise);
        if (behaviour.Text.Contains(SectionAnswers.Usual, StringComparison.Ordinal))
        {
            behaviour = behaviour with
            {
                Text = behaviour.Text.Replace(SectionAnswers.Usual, SectionAnswers.To(body), StringComparison.Ordinal),
            };
        }
        if (key != Key)
        {
            behaviour = new Behaviour { Status = 401 };
        }
        else if (wire.Check(context.Request, body) is { } wrong)
        {
            behaviour = new Behaviour { Status = 400, Raw = $$$"""{"error":{"message":"{{{wrong}}}"}}""" };
        }
        var streamed = body["stream"]?.GetValue<bool>() is true;
        var billed = behaviour is { Status: 200, Raw: null } ? Billed(behaviour, streamed) : null;
        served.Enqueue(new Served(context.Request.Path, model, key, body, billed));
        await behaviour.Hold.WaitAsync(context.RequestAborted);
        if (behaviour.RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = wait;
        }
        if (behaviour.Status != 200 || behaviour.Raw is not null)
        {
            context.Response.StatusCode = behaviour.Status;
            context.Response.ContentType = behaviour.Raw?.Trim('\uFEFF')[0] switch
            {
                '<' => "text/html",
                null or '{' or '[' => "application/json",
                _ => "text/event-stream",
            };
            await context.Response.WriteAsync(behaviour.Raw ?? ErrorBody(behaviour.Status).ToJsonString());
            return;
        }
        if (streamed)
        {
            context.Response.ContentType = "text/event-stream";
            var (begin, end) = wire.Stream(model, behaviour);
            await WriteAsync(context, behaviour, IsBroken(behaviour) ? [.. begin.Take(begin.Count / 2)] : begin, end);
        }
        else
        {
            context.Response.ContentType = "application/json";
            var whole = wire.Whole(model, behaviour).ToJsonString();
            var half = whole[..(whole.Length / 2)];
            await WriteAsync(
                context,
                behaviour,
                behaviour.End == StreamEnd.Silence ? [] : [half],
                [whole[half.Length..]]
            );
        }
    }

    private static async Task WriteAsync(
        HttpContext context,
        Behaviour behaviour,
        IReadOnlyList<string> begin,
        IEnumerable<string> end
    )
    {
        // What is written before the text is not a piece of it.
        var pause = behaviour.Pause is var (pieces, _) ? begin.Count - Pieces(behaviour.Text).Count() + pieces : -1;
        for (var i = 0; i < begin.Count; i++)
        {
            if (i == pause)
            {
                await behaviour.Pause!.Value.Until.WaitAsync(context.RequestAborted);
            }
            await context.Response.WriteAsync(begin[i]);
            await context.Response.Body.FlushAsync();
        }
        switch (behaviour.End)
        {
            case StreamEnd.Cut:
                context.Abort();
                return;
            case StreamEnd.Silence:
                await Task.Delay(Timeout.Infinite, context.RequestAborted)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return;
            case StreamEnd.WithoutStop:
                return;
            case StreamEnd.Drip:
                using (var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100)))
                {
                    while (await timer.WaitForNextTickAsync(context.RequestAborted))
                    {
                        await context.Response.WriteAsync(begin[^1], context.RequestAborted);
                        await context.Response.Body.FlushAsync(context.RequestAborted);
                    }
                }
                return;
            case StreamEnd.Flood:
                var bytes = new byte[1024 * 1024];
                Array.Fill(bytes, (byte)'x');
                while (true)
                {
                    context.RequestAborted.ThrowIfCancellationRequested();
                    await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
                }
        }
        foreach (var line in end)
        {
            await context.Response.WriteAsync(line);
        }
    }

    private static bool IsBroken(Behaviour behaviour) => behaviour.End is StreamEnd.Cut or StreamEnd.Silence;

    /// <summary>What had been written when a stream broke off; an answer in one piece had been written in full.</summary>
    private static TokenUsage Billed(Behaviour behaviour, bool streamed)
    {
        var pieces = Pieces(behaviour.Text).ToArray();
        return streamed && IsBroken(behaviour)
            ? behaviour.Usage with
            {
                Output = TokenCount.Of(string.Concat(pieces.Take(pieces.Length / 2))),
            }
            : behaviour.Usage;
    }

    /// <summary>Pieces of the text, as models send them.</summary>
    public static IEnumerable<string> Pieces(string text) => text.Chunk(40).Select(piece => new string(piece));
}
