using System.Globalization;
using System.Text.Json;
using AiWebBuilder.Domain.AiUsage;

namespace AiWebBuilder.Infrastructure.AiUsage.Providers;

/// <summary>What is used of a message of a compatible endpoint, whole or a piece.</summary>
/// <param name="HasChoice">Else it has a count at most.</param>
/// <param name="Ending">How the answer ended, in OpenAI's words: <c>stop, length, content_filter</c>; null: it has not.</param>
/// <param name="EndsBlank">An empty word stands there, as some endpoints send with every piece, and others with the last.</param>
/// <param name="UnknownEnding">The endpoint's own word, where it is none of OpenAI's.</param>
/// <param name="FailedAs">The status that says what the endpoint's error does; null: it is none.</param>
internal sealed record CompatibleMessage(
    string Id,
    string Model,
    bool HasChoice,
    string? Text,
    string? Refusal,
    string? Ending,
    bool EndsBlank,
    string? UnknownEnding,
    TokenUsage? Usage,
    int? FailedAs
)
{
    /// <summary>Letters that are kept of an endpoint's word.</summary>
    private const int MostOfWord = 50;

    /// <summary>A last word for an answer that has none of its own.</summary>
    public static CompatibleMessage Stop { get; } = new("", "", true, null, null, "stop", false, null, null, null);

    /// <param name="isError">It was announced as an error.</param>
    /// <param name="isAlone">It is no piece of a stream: without a choice it is no answer.</param>
    public static CompatibleMessage Of(JsonElement message, bool isError, bool isAlone)
    {
        JsonElement? choice =
            Member(message, "choices") is { ValueKind: JsonValueKind.Array } choices && choices.GetArrayLength() > 0
                ? choices[0]
                : null;
        if (
            isError
            || Member(message, "error") is { ValueKind: not JsonValueKind.False } error && TextOf(error) is not ""
            || Word(message, "object") == "error"
            || isAlone && choice is null
        )
        {
            return Stop with { HasChoice = false, Ending = null, FailedAs = StatusOf(message) };
        }
        var part = choice is { } one ? Member(one, "delta") ?? Member(one, "message") ?? one : default;
        var word = choice is { } ended ? Word(ended, "finish_reason") ?? Word(ended, "finishReason") : null;
        var ending = EndingOf(word);
        var failed = ending == "error";
        return new CompatibleMessage(
            Word(message, "id") ?? "",
            Word(message, "model") ?? "",
            HasChoice: choice is { ValueKind: JsonValueKind.Object },
            TextOf(Member(part, "content") ?? Member(part, "text")),
            Word(part, "refusal") is { Length: > 0 } refusal ? refusal : null,
            failed ? null : ending,
            EndsBlank: word is { Length: 0 },
            ending is null || word is "stop" or "length" or "content_filter" or "tool_calls" or "function_call"
                ? null
                : word![..Math.Min(word!.Length, MostOfWord)],
            (Member(message, "usage") ?? (Member(message, "x_groq") is { } groq ? Member(groq, "usage") : null))
                is { } usage
                ? CompatibleUsage.Of(usage)
                : null,
            FailedAs: failed ? StatusOf(message) : null
        );
    }

    /// <summary>The member, unless it is missing or null.</summary>
    public static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(name, out var member)
        && member.ValueKind != JsonValueKind.Null
            ? member
            : null;

    /// <summary>A word that stands by itself, or as the type of an object.</summary>
    private static string? Word(JsonElement element, string name) =>
        Member(element, name) switch
        {
            { ValueKind: JsonValueKind.String } word => word.GetString()!.Trim(),
            { ValueKind: JsonValueKind.Object } member => Word(member, "type"),
            _ => null,
        };

    /// <summary>A text that stands by itself, or in parts; thoughts are none of it.</summary>
    private static string? TextOf(JsonElement? content) =>
        content switch
        {
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            { ValueKind: JsonValueKind.Array } parts => string.Concat(
                parts.EnumerateArray().Select(part => TextOf(part))
            ),
            { ValueKind: JsonValueKind.Object } part when Word(part, "type") is null or "text" or "output_text" =>
                TextOf(Member(part, "text") ?? Member(part, "value")),
            _ => null,
        };

    /// <returns>Null: it has not ended; <c>error</c>: it broke off. A word that nobody knows is an end like any other.</returns>
    private static string? EndingOf(string? word) =>
        word?.ToLowerInvariant() switch
        {
            null or "" or "null" or "none" => null,
            "length"
            or "max_length"
            or "model_length"
            or "length_limit"
            or "max_tokens"
            or "max_token"
            or "max_output_tokens"
            or "max_new_tokens"
            or "max_completion_tokens"
            or "token_limit"
            or "token_limit_reached"
            or "truncated"
            or "context_length"
            or "context_length_exceeded"
            or "context_window_exceeded"
            or "model_context_window_exceeded" => "length",
            "content_filter"
            or "content_filtered"
            or "contentfilter"
            or "safety"
            or "image_safety"
            or "recitation"
            or "blocklist"
            or "prohibited_content"
            or "spii"
            or "refusal"
            or "sensitive"
            or "blocked"
            or "guardrail_intervened"
            or "guardrails"
            or "error_toxic" => "content_filter",
            "error"
            or "failed"
            or "abort"
            or "aborted"
            or "cancel"
            or "cancelled"
            or "canceled"
            or "timeout"
            or "network_error"
            or "server_error"
            or "insufficient_system_resource"
            or "incomplete" => "error",
            _ => "stop",
        };

    /// <summary>What the error says of itself, as the status that it should have been sent with.</summary>
    private static int StatusOf(JsonElement message)
    {
        if (QuotaErrors.IsIn(message))
        {
            return 402;
        }
        var error = Member(message, "error") is { ValueKind: JsonValueKind.Object } inner ? inner : message;
        string[] names = ["status", "code", "status_code", "type"];
        foreach (var name in names)
        {
            var said = Member(error, name)?.ToString();
            if (int.TryParse(said, CultureInfo.InvariantCulture, out var status) && status is >= 400 and < 600)
            {
                return status;
            }
        }
        var words = string.Join(' ', names.Select(name => Word(error, name))).ToLowerInvariant();
        bool Says(params ReadOnlySpan<string> any)
        {
            foreach (var word in any)
            {
                if (words.Contains(word, StringComparison.Ordinal))
                {
                    return true;
                }
            }
            return false;
        }
        return Says("quota", "insufficient", "balance", "billing") ? 402
            : Says("rate_limit", "too_many", "throttl") ? 429
            : Says("api_key", "authentication", "unauthorized") ? 401
            : Says("permission") ? 403
            : Says("not_found", "notfound") ? 404
            : Says("overload", "capacity") ? 529
            : Says("invalid_request", "badrequest", "context_length") ? 400
            : 502;
    }
}
