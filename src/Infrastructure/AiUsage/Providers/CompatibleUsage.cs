using System.Text.Json;
using AiWebBuilder.Domain.AiUsage;

namespace AiWebBuilder.Infrastructure.AiUsage.Providers;

/// <summary>
/// What a compatible endpoint counts, in its own names, as this product counts: all of the prompt, all of the answer, and what of them
/// was cached and thought.
/// </summary>
internal static class CompatibleUsage
{
    /// <summary>Tokens: nobody thinks for longer.</summary>
    private const long MostThought = 1_000_000;

    /// <returns>Null: it has counted nothing, or no number stands there.</returns>
    public static TokenUsage? Of(JsonElement usage)
    {
        var sent =
            CompatibleMessage.Member(usage, "prompt_tokens_details")
            ?? CompatibleMessage.Member(usage, "input_tokens_details");
        var written =
            CompatibleMessage.Member(usage, "completion_tokens_details")
            ?? CompatibleMessage.Member(usage, "output_tokens_details");
        var prompt = Count(usage, "prompt_tokens", "input_tokens");
        var answer = Count(usage, "completion_tokens", "output_tokens");
        var total = Count(usage, "total_tokens");
        // OpenAI, Anthropic behind a proxy, DeepSeek, Moonshot, vLLM and what is made of it.
        var cached = Math.Max(
            Count(sent, "cached_tokens", "cache_read_tokens", "cache_read_input_tokens") ?? 0,
            Count(
                usage,
                "prompt_cache_hit_tokens",
                "cached_tokens",
                "num_cached_tokens",
                "cache_read_input_tokens",
                "cached_prompt_tokens",
                "prompt_cached_tokens"
            ) ?? 0
        );
        var stored = Math.Max(
            Count(sent, "cache_write_tokens", "cache_creation_tokens", "cache_creation_input_tokens") ?? 0,
            Count(usage, "cache_creation_input_tokens", "cache_write_tokens") ?? 0
        );
        var thought = Math.Max(
            Count(written, "reasoning_tokens", "thinking_tokens") ?? 0,
            Count(usage, "reasoning_tokens", "thinking_tokens") ?? 0
        );
        if (prompt is not > 0 || answer is null)
        {
            return null;
        }
        // Whether what is counted apart is part of the two, their sum tells.
        var beyond = total - prompt - answer;
        if (thought > 0 && (beyond == thought || thought > answer && beyond != 0))
        {
            // xAI and Gemini leave thoughts out of the answer; and more than it has cannot be in it.
            answer += thought;
        }
        else if (cached + stored > 0 && beyond == cached + stored)
        {
            // As Anthropic counts: the prompt is what no cache had a part in.
            prompt += cached + stored;
        }
        else if (thought == 0 && beyond is > 0 and <= MostThought)
        {
            // Thoughts that Gemini charges for, and counts in the sum alone.
            (answer, thought) = (answer + beyond, beyond.Value);
        }
        return new TokenUsage(
            Whole(prompt.Value),
            Whole(cached),
            CacheWrite5m: Whole(stored),
            Output: Whole(answer.Value),
            Reasoning: Whole(thought)
        );
    }

    /// <summary>The first of these that is a number.</summary>
    private static long? Count(JsonElement? of, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (
                of is { } element
                && CompatibleMessage.Member(element, name) is { ValueKind: JsonValueKind.Number } number
                && number.TryGetInt32(out var count)
            )
            {
                return count;
            }
        }
        return null;
    }

    private static int Whole(long count) => (int)Math.Clamp(count, int.MinValue, int.MaxValue);
}
