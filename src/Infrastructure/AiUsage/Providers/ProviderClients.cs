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
using OpenAI.Responses;

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

    public (IChatClient Client, Departure Departure) Create(ProviderAccess access, ModelChoice model)
    {
        if (access.Provider == Offline)
        {
            return (offline, Departure.None());
        }
        var departure = new Departure();
        // An address that an account has named may not lead into the operator's network.
        var handler = new DepartureHandler(
            model.KeyId is null ? connections.ToProviders : connections.ToStrangers,
            departure
        );
        return (
            access.Provider switch
            {
                Anthropic => ForAnthropic(access, model.Model, Over(handler)),
                OpenAi => ForOpenAi(access, model.Model, Over(handler)),
                _ => ForCompatible(
                    access,
                    model.Model,
                    Over(new CompatibleAnswers(handler, model.Abilities.Streaming))
                ),
            },
            departure
        );
    }

    // Disposed with nothing: the handler that holds the connections is shared.
    private static HttpClient Over(HttpMessageHandler handler) =>
        new(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

#pragma warning disable OPENAI001 // the only client of the Responses API
    /// <summary>OpenAI itself, by its Responses API. It is told to keep nothing: everything is sent each time.</summary>
    private IChatClient ForOpenAi(ProviderAccess access, string model, HttpClient http)
    {
        var client = new ResponsesClientOptions
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
        return new ResponsesClient(Credential(access), client)
            .AsIChatClient(model)
            .AsBuilder()
            .ConfigureOptions(chat =>
                chat.RawRepresentationFactory = _ => new CreateResponseOptions { StoredOutputEnabled = false }
            )
            .Build();
    }
#pragma warning restore OPENAI001

    /// <summary>Endpoints that speak OpenAI's format: the chat completions, which all of them have.</summary>
    private IChatClient ForCompatible(ProviderAccess access, string model, HttpClient http)
    {
        var client = new OpenAIClientOptions
        {
            Transport = new HttpClientPipelineTransport(http),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = options.Value.CallTimeout,
        };
        if (access.BaseUrl is { } address)
        {
            client.Endpoint = address;
        }
        return new ChatClient(model, Credential(access), client).AsIChatClient();
    }

    // The package refuses an empty key; endpoints without one do not look at it.
    private static ApiKeyCredential Credential(ProviderAccess access) =>
        new(access.ApiKey is { Length: > 0 } key ? key : "none");

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
