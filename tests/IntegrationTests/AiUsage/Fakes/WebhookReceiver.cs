using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AiWebBuilder.IntegrationTests.AiUsage.Fakes;

/// <summary>One delivery, and whether its signature is right (Standard Webhooks).</summary>
internal sealed record Delivery(string Id, string Timestamp, string Signature, string Body)
{
    public bool IsSignedWith(string secret) =>
        Signature
        == "v1,"
            + Convert.ToBase64String(
                HMACSHA256.HashData(
                    Convert.FromBase64String(secret["whsec_".Length..]),
                    Encoding.UTF8.GetBytes($"{Id}.{Timestamp}.{Body}")
                )
            );
}

/// <summary>A customer's server.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Delivery> received = new();
    private readonly ConcurrentQueue<int> statuses = new();

    private WebhookReceiver()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.MapPost(
            "/hook",
            async (HttpContext context) =>
            {
                using var reader = new StreamReader(context.Request.Body);
                var headers = context.Request.Headers;
                received.Enqueue(
                    new Delivery(
                        headers["webhook-id"].ToString(),
                        headers["webhook-timestamp"].ToString(),
                        headers["webhook-signature"].ToString(),
                        await reader.ReadToEndAsync()
                    )
                );
                context.Response.StatusCode = statuses.TryDequeue(out var status) ? status : 204;
            }
        );
    }

    public static async Task<WebhookReceiver> StartAsync(params int[] statuses)
    {
        var receiver = new WebhookReceiver();
        foreach (var status in statuses)
        {
            receiver.statuses.Enqueue(status);
        }
        await receiver.app.StartAsync();
        return receiver;
    }

    public string Address => $"{app.Urls.First()}/hook";

    public IReadOnlyList<Delivery> Received => [.. received];

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
