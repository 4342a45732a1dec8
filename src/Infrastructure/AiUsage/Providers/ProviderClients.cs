using System.ClientModel;
using System.ClientModel.Primitives;
using AiWebBuilder.Application.AiUsage.Contracts;
using Anthropic;
using Anthropic.Core;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenAI;
using OpenAI.Chat;

namespace AiWebBuilder.Infrastructure.AiUsage.Providers;

/// <summary>How a provider is reached: with the platform's key, or with an account's own.</summary>
/// <param name="ApiKey">Null for endpoints that want none.</param>
internal sealed record ProviderAccess(string Provider, Uri? BaseUrl, string? ApiKey)
{
    // A record would print it.
    public override string ToString() => $"{Provider} at {BaseUrl?.Host ?? "the vendor's"}";
}

/// <summary>
/// Makes the chat client of one call. The vendors' own retries are off: each would be a call that nobody has reserved. What is
/// shared between calls are the connections.
/// </summary>
internal sealed class ProviderClients(
    IOptions<AiOptions> options,
    [FromKeyedServices(ProviderClients.Offline)] IChatClient offline,
    ProviderConnections connections
)
{
    public const string Offline = "offline";
    public const string OpenAi = "openai";
    public const string Anthropic = "anthropic";
    public const string Compatible = "compatible";

    /// <summary>The platform's own access, or null when the operator has given none.</summary>
    public ProviderAccess? OfPlatform(string provider) =>
        provider == Offline ? new ProviderAccess(Offline, BaseUrl: null, ApiKey: null)
        : options.Value.Providers.GetValueOrDefault(provider) is { } own
        && (own.ApiKey is { Length: > 0 } || provider == Compatible && own.BaseUrl is not null)
            ? new ProviderAccess(provider, own.BaseUrl, own.ApiKey)
        : null;

    public bool CanReach(ModelChoice model) => model.KeyId is not null || OfPlatform(model.Provider) is not null;

    /// <param name="isOwn">Whether an account has named the address: then it may not lead into the operator's network.</param>
    /// <returns>The client, and a task that is completed when its request has left.</returns>
    public (IChatClient Client, Task Left) Create(ProviderAccess access, string model, bool isOwn)
    {
        if (access.Provider == Offline)
        {
            return (offline, Task.CompletedTask);
        }
        var departure = new DepartureHandler(isOwn ? connections.ToStrangers : connections.ToProviders);
        // Disposed with nothing: the handler that holds the connections is shared.
        var http = new HttpClient(departure, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        return (
            access.Provider == Anthropic ? ForAnthropic(access, model, http) : ForOpenAi(access, model, http),
            departure.Left
        );
    }

    private IChatClient ForOpenAi(ProviderAccess access, string model, HttpClient http)
    {
        var client = new OpenAIClientOptions
        {
            Transport = new HttpClientPipelineTransport(http),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            // The pipeline has its own limits for the whole call and for silence.
            NetworkTimeout = options.Value.CallTimeout,
        };
        if (access.BaseUrl is { } address)
        {
            client.Endpoint = address;
        }
        // The package refuses an empty key; endpoints without one do not look at it.
        return new ChatClient(
            model,
            new ApiKeyCredential(access.ApiKey is { Length: > 0 } key ? key : "none"),
            client
        ).AsIChatClient();
    }

    private IChatClient ForAnthropic(ProviderAccess access, string model, HttpClient http)
    {
        var client = new ClientOptions
        {
            ApiKey = access.ApiKey,
            AuthToken = null,
            HttpClient = http,
            MaxRetries = 0,
            Timeout = options.Value.CallTimeout,
        };
        if (access.BaseUrl is { } address)
        {
            client.BaseUrl = address.ToString().TrimEnd('/');
        }
        return new AnthropicClient(client).AsIChatClient(model);
    }
}
