using System.ClientModel;
using System.Text.Json;
using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Infrastructure.AiUsage.Providers;
using Anthropic.Exceptions;

namespace AiWebBuilder.Infrastructure.AiUsage.Calls;

/// <summary>A call that came to nothing: what kind of failure it was decides about charge, retry and breaker.</summary>
/// <param name="Kind">One of the constants of <see cref="CallFailures"/>; stored in <c>ai_calls.failure</c>.</param>
/// <param name="Message">For people: never the provider's own text, which may quote the prompt or the key.</param>
/// <param name="OfModelAlone">The provider has refused the model, and may well answer for its others.</param>
internal sealed record CallFailure(string Kind, string Message, TimeSpan? RetryAfter = null, bool OfModelAlone = false);

/// <summary>Thrown by the pipeline when a call has failed, after its books were closed.</summary>
internal sealed class CallFailedException(CallFailure failure, Exception? cause = null)
    : Exception(failure.Message, cause)
{
    public CallFailure Failure { get; } = failure;
}

/// <summary>
/// The kinds of failure, as docs/operations/ai.md has them in a table. The ones before any answer cost nothing; one that breaks off in
/// the middle may have cost everything, and the platform bears it.
/// </summary>
internal static class CallFailures
{
    public const string KeyRefused = "key_refused";
    public const string QuotaExhausted = "quota_exhausted";
    public const string Forbidden = "forbidden";
    public const string RateLimited = "rate_limited";
    public const string BadRequest = "bad_request";
    public const string ProviderError = "provider_error";
    public const string Overloaded = "overloaded";
    public const string Unreachable = "unreachable";
    public const string NotJson = "not_json";
    public const string Timeout = "timeout";
    public const string StreamCut = "stream_cut";
    public const string InvalidOutput = "invalid_output";
    public const string NotLanded = "not_landed";
    public const string NeverSent = "never_sent";

    /// <summary>The account cancelled what it was for after it had left: it pays for it, and the guards count it.</summary>
    public const string Abandoned = "abandoned";
    public const string Cancelled = "cancelled";
    public const string ShutOff = "shut_off";

    public static CallFailure OutOfQuota { get; } = new(QuotaExhausted, AiUsageErrors.ProviderQuotaExhausted.Message);

    /// <summary>What an exception of a provider's client means.</summary>
    /// <param name="left">Whether anything of the request may have arrived.</param>
    /// <param name="begun">Whether anything of the answer had come.</param>
    /// <param name="retryAfter">How long the provider wants to be left alone; null: it has not said so.</param>
    public static CallFailure Of(Exception exception, bool left, bool begun, TimeSpan? retryAfter) =>
        exception switch
        {
            OperationCanceledException or TimeoutException when !left => new CallFailure(
                Unreachable,
                "The provider could not be reached."
            ),
            ClientResultException { Status: > 0 } openAi => OfError(
                openAi.Status,
                openAi.GetRawResponse()?.Content.ToString(),
                retryAfter
            ),
            AnthropicApiException anthropic => OfError((int)anthropic.StatusCode, anthropic.ResponseBody, retryAfter),
            // A page fails at its first letter; what fails later was an answer that broke off.
            JsonException { LineNumber: null or 0, BytePositionInLine: null or 0 } when !begun => new CallFailure(
                NotJson,
                "The provider's response is not valid JSON."
            ),
            JsonException or AnthropicSseException => new CallFailure(
                StreamCut,
                "The provider's response was cut off."
            ),
            OperationCanceledException or TimeoutException => new CallFailure(
                Timeout,
                "The provider did not respond in time."
            ),
            // It ended in good order, and nothing of it was an answer: a proxy's page.
            EndOfStreamException when !begun => new CallFailure(NotJson, "The provider's response is not valid JSON."),
            _ when !begun && NeverArrived(exception) => new CallFailure(
                Unreachable,
                "The provider could not be reached."
            ),
            _ when begun || IsNetwork(exception) => new CallFailure(StreamCut, "The provider's response was cut off."),
            _ => new CallFailure(ProviderError, "The provider's response could not be parsed."),
        };

    private static CallFailure OfError(int status, string? body, TimeSpan? retryAfter) =>
        status switch
        {
            401 => new CallFailure(KeyRefused, "The provider rejected the key."),
            402 => OutOfQuota,
            // OpenAI sends it as one request too many, Anthropic as a request that is wrong: neither is mended by waiting.
            >= 400 and < 500 when QuotaErrors.IsIn(body) => OutOfQuota,
            403 => new CallFailure(Forbidden, "The provider does not allow this model or key.", OfModelAlone: true),
            404 => new CallFailure(Forbidden, "The provider does not know this model.", OfModelAlone: true),
            429 => new CallFailure(RateLimited, "The provider's rate limit has been reached.", retryAfter),
            529 => new CallFailure(Overloaded, "The provider is overloaded.", retryAfter),
            >= 500 => new CallFailure(ProviderError, "The provider failed.", retryAfter),
            >= 400 => new CallFailure(BadRequest, "The provider rejected the request."),
            _ => new CallFailure(NotJson, "The provider's response is not valid JSON."),
        };

    /// <summary>No connection: nothing can have been read, let alone charged.</summary>
    private static bool NeverArrived(Exception? exception) =>
        exception
            is HttpRequestException
            {
                HttpRequestError: HttpRequestError.ConnectionError
                    or HttpRequestError.NameResolutionError
                    or HttpRequestError.SecureConnectionError
                    or HttpRequestError.ProxyTunnelError
            }
        || exception?.InnerException is { } inner && NeverArrived(inner);

    private static bool IsNetwork(Exception? exception) =>
        exception is HttpRequestException or IOException or System.Net.Sockets.SocketException
        || exception?.InnerException is { } inner && IsNetwork(inner);
}
