using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace AiWebBuilder.IntegrationTests.Harness.Fakes;

/// <summary>
/// As much of Stripe as the product uses, in its wire format: it refuses what Stripe would refuse, and signs what it sends. Its state is
/// the test's to set.
/// </summary>
internal sealed class FakeStripe : IAsyncDisposable
{
    public const string Key = "sk_test_4eC39HqLyjWDarjtT1zdp7dc";
    public const string Secret = "whsec_theFirstSecretOfThisAddress";
    public const string SecondSecret = "whsec_theSecondSecretOfThisAddress";
    public const string Version = "2026-10-28.endive";

    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, (string Body, string Answer)> remembered = new(
        StringComparer.Ordinal
    );
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, JsonObject>> subscriptions = new(
        StringComparer.Ordinal
    );
    private int made;

    private FakeStripe(WebApplication app) => this.app = app;

    /// <summary>Every request, as Stripe's log shows it.</summary>
    public ConcurrentQueue<(string Operation, IReadOnlyDictionary<string, string> Fields)> Requests { get; } = [];

    /// <summary>How many requests are answered 500 from here on.</summary>
    public int Failures { get; set; }

    /// <summary>Waited for after subscriptions were read and before they are sent.</summary>
    public Func<Task> Slowness { get; set; } = () => Task.CompletedTask;

    public string Address => app.Urls.Single();

    public static async Task<FakeStripe> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var stripe = new FakeStripe(builder.Build());
        stripe.app.Run(stripe.AnswerAsync);
        await stripe.app.StartAsync();
        return stripe;
    }

    /// <summary>The settings of a node that takes its payments here.</summary>
    public (string, string)[] Settings =>
        [
            ("Billing:ApiKey", Key),
            ("Billing:ApiBase", Address),
            ("Billing:WebhookSecrets:0", Secret),
            ("Billing:WebhookSecrets:1", SecondSecret),
            ("Billing:ReturnUrl", "https://app.example.com/billing"),
            ("Billing:Prices:0:Id", "price_old_creator"),
            ("Billing:Prices:0:Tier", "creator"),
            ("Billing:Prices:0:IsOffered", "false"),
            ("Billing:Prices:1:Id", "price_creator"),
            ("Billing:Prices:1:Tier", "creator"),
            ("Billing:Prices:2:Id", "price_business"),
            ("Billing:Prices:2:Tier", "business"),
        ];

    /// <summary>The customer has this subscription, as it is now.</summary>
    public JsonObject Subscribe(
        string customer,
        string id,
        string status,
        string price = "price_business",
        Guid? account = null,
        DateTimeOffset? trialEnd = null,
        DateTimeOffset? endedAt = null,
        DateTimeOffset? created = null,
        bool cancels = false
    )
    {
        var subscription = new JsonObject
        {
            ["id"] = id,
            ["object"] = "subscription",
            ["customer"] = customer,
            ["status"] = status,
            ["created"] = (created ?? DateTimeOffset.UnixEpoch.AddYears(55)).ToUnixTimeSeconds(),
            ["trial_end"] = trialEnd?.ToUnixTimeSeconds(),
            ["cancel_at"] = null,
            ["cancel_at_period_end"] = cancels,
            ["ended_at"] = endedAt?.ToUnixTimeSeconds(),
            ["metadata"] = account is null ? [] : new JsonObject { ["account_id"] = account.ToString() },
            ["items"] = new JsonObject
            {
                ["object"] = "list",
                ["data"] = new JsonArray(
                    new JsonObject
                    {
                        ["id"] = $"si_{id}",
                        ["object"] = "subscription_item",
                        ["current_period_end"] = PeriodEnd.ToUnixTimeSeconds(),
                        ["price"] = new JsonObject { ["id"] = price, ["object"] = "price" },
                    }
                ),
            },
        };
        subscriptions.GetOrAdd(customer, _ => new(StringComparer.Ordinal))[id] = subscription;
        return (JsonObject)subscription.DeepClone();
    }

    /// <summary>Of every subscription's present period.</summary>
    public static DateTimeOffset PeriodEnd { get; } = new(2031, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What Stripe would post to the webhook.</summary>
    public static string Event(string id, string type, JsonObject what, DateTimeOffset created) =>
        new JsonObject
        {
            ["id"] = id,
            ["object"] = "event",
            // Of an account whose version is older than the package's.
            ["api_version"] = "2024-06-20",
            ["created"] = created.ToUnixTimeSeconds(),
            ["type"] = type,
            ["livemode"] = false,
            ["data"] = new JsonObject { ["object"] = what.DeepClone() },
        }.ToJsonString();

    /// <summary>Posts the body with Stripe's signature of it.</summary>
    /// <param name="sent">When it was signed.</param>
    /// <param name="signed">What was signed; the body.</param>
    public static async Task<HttpStatusCode> DeliverAsync(
        HttpClient node,
        string body,
        DateTimeOffset? sent = null,
        string secret = Secret,
        string? signed = null
    )
    {
        var at = (sent ?? TimeProvider.System.GetUtcNow()).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(secret),
            Encoding.UTF8.GetBytes($"{at}.{signed ?? body}")
        );
        return await PostAsync(node, body, $"t={at},v1={Convert.ToHexStringLower(signature)}");
    }

    public static async Task<HttpStatusCode> PostAsync(HttpClient node, string body, string? signature)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/billing/webhooks");
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (signature is not null)
        {
            request.Headers.TryAddWithoutValidation("Stripe-Signature", signature);
        }
        using var answer = await node.SendAsync(request);
        return answer.StatusCode;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        var operation = $"{request.Method} {request.Path}";
        using var reader = new StreamReader(request.Body);
        var text = HttpMethods.IsGet(request.Method) ? request.QueryString.Value ?? "" : await reader.ReadToEndAsync();
        var fields = QueryHelpers
            .ParseQuery(text)
            .ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal);
        Requests.Enqueue((operation, fields));
        if (request.Headers.Authorization != new StringValues($"Bearer {Key}"))
        {
            await RefuseAsync(context, 401, "invalid_request_error", $"Invalid API Key provided: {Key[..12]}");
            return;
        }
        if (
            request.Headers["Stripe-Version"] != Version
            || HttpMethods.IsPost(request.Method) && !request.HasFormContentType
        )
        {
            await RefuseAsync(
                context,
                400,
                "invalid_request_error",
                $"Not {request.Headers["Stripe-Version"]} in {request.ContentType}."
            );
            return;
        }
        if (Failures > 0)
        {
            Failures--;
            await RefuseAsync(context, 500, "api_error", "Something went wrong on Stripe's end.");
            return;
        }
        var answer = operation switch
        {
            "POST /v1/customers" => Once(() => Made("customer", "cus")),
            "POST /v1/checkout/sessions" => Once(() => Made("checkout.session", "cs")),
            "POST /v1/billing_portal/sessions" => Once(() => Made("billing_portal.session", "bps")),
            _ when operation.StartsWith("POST /v1/subscriptions/", StringComparison.Ordinal) => Update(
                operation.Split('/')[^1],
                fields
            ),
            "GET /v1/subscriptions" => new JsonObject
            {
                ["object"] = "list",
                ["url"] = "/v1/subscriptions",
                ["has_more"] = false,
                ["data"] = new JsonArray([
                    .. subscriptions
                        .GetValueOrDefault(fields["customer"])
                        ?.Values.Where(one =>
                            fields.GetValueOrDefault("status") == "all" || (string?)one["status"] != "canceled"
                        )
                        .Select(one => one.DeepClone())
                        ?? [],
                ]),
            }.ToJsonString(),
            _ => null,
        };
        if (answer is null)
        {
            await RefuseAsync(
                context,
                400,
                "idempotency_error",
                $"{operation} is unknown, or its key was used otherwise."
            );
            return;
        }
        if (operation == "GET /v1/subscriptions")
        {
            await Slowness();
        }
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer);

        string? Once(Func<string> make)
        {
            var key = request.Headers["Idempotency-Key"].ToString();
            var first = remembered.GetOrAdd($"{operation} {key}", _ => (text, make()));
            return key.Length > 0 && first.Body == text ? first.Answer : null;
        }
    }

    private string? Update(string id, Dictionary<string, string> fields)
    {
        var subscription = subscriptions
            .Values.SelectMany(one => one.Values)
            .SingleOrDefault(one => (string?)one["id"] == id);
        if (subscription is null || fields.Count != 1 || fields["cancel_at_period_end"] != "true")
        {
            return null;
        }
        subscription["cancel_at_period_end"] = true;
        return subscription.ToJsonString();
    }

    private string Made(string kind, string prefix)
    {
        var id = $"{prefix}_{Interlocked.Increment(ref made)}{RandomNumberGenerator.GetHexString(6, lowercase: true)}";
        return new JsonObject
        {
            ["id"] = id,
            ["object"] = kind,
            ["url"] = $"https://stripe.example.com/{id}",
        }.ToJsonString();
    }

    private static async Task RefuseAsync(HttpContext context, int status, string type, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(
            new JsonObject
            {
                ["error"] = new JsonObject { ["type"] = type, ["message"] = message },
            }.ToJsonString()
        );
    }
}
