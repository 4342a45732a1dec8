using System.Text.Json.Nodes;
using AiWebBuilder.Domain.AiUsage;
using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;
using OpenAI.Chat;

namespace AiWebBuilder.Infrastructure.AiUsage.Calls;

/// <summary>
/// The provider's count, from the updates of its answer. The abstraction has no place for all that is charged apart: OpenAI's cache
/// writes and Anthropic's two kinds of them are read from what lies beneath.
/// </summary>
internal sealed class UsageReading
{
    private UsageDetails? details;
    private int openAiCacheWrites;
    private Usage? anthropicStart;
    private MessageDeltaUsage? anthropicEnd;

    public void Observe(ChatResponseUpdate update)
    {
        details = update.Contents.OfType<UsageContent>().LastOrDefault()?.Details ?? details;
        switch (update.RawRepresentation)
        {
            case StreamingChatCompletionUpdate { Usage.InputTokenDetails: { } input }:
#pragma warning disable SCME0001 // the only way to a member that the package does not know
                openAiCacheWrites = input.Patch.TryGetValue("$.cache_write_tokens"u8, out int written) ? written : 0;
#pragma warning restore SCME0001
                break;
            case RawMessageStreamEvent message when message.TryPickStart(out var start):
                anthropicStart = start.Message.Usage;
                break;
            case RawMessageStreamEvent message when message.TryPickDelta(out var delta):
                anthropicEnd = delta.Usage;
                break;
        }
    }

    /// <summary>The usage and how the provider put it; null when it has not said anything.</summary>
    public (TokenUsage Usage, JsonObject Raw)? Read()
    {
        if (anthropicEnd is not null)
        {
            return OfAnthropic();
        }
        // A provider that speaks of no output has not said what it counted.
        if (details is not { OutputTokenCount: { } output, InputTokenCount: { } input })
        {
            return null;
        }
        var usage = new TokenUsage(
            (int)input,
            (int)Math.Min(details.CachedInputTokenCount ?? 0, input),
            openAiCacheWrites,
            0,
            (int)output,
            (int)(details.ReasoningTokenCount ?? 0)
        );
        return (usage, Raw(usage));
    }

    // The start has the prompt's count, the end the answer's; where the end repeats the prompt's, it is the later word.
    private (TokenUsage, JsonObject) OfAnthropic()
    {
        var (start, end) = (anthropicStart, anthropicEnd!);
        var uncached = end.InputTokens ?? start?.InputTokens ?? 0;
        var read = end.CacheReadInputTokens ?? start?.CacheReadInputTokens ?? 0;
        var written = end.CacheCreationInputTokens ?? start?.CacheCreationInputTokens ?? 0;
        var hour = Math.Min(start?.CacheCreation?.Ephemeral1hInputTokens ?? 0, written);
        var usage = new TokenUsage(
            (int)(uncached + read + written),
            (int)read,
            (int)(written - hour),
            (int)hour,
            (int)end.OutputTokens,
            (int)(end.OutputTokensDetails?.ThinkingTokens ?? 0)
        );
        return (usage, Raw(usage));
    }

    private static JsonObject Raw(TokenUsage usage) =>
        new()
        {
            ["input"] = usage.Input,
            ["cacheRead"] = usage.CacheRead,
            ["cacheWrite5m"] = usage.CacheWrite5m,
            ["cacheWrite1h"] = usage.CacheWrite1h,
            ["output"] = usage.Output,
            ["reasoning"] = usage.Reasoning,
        };
}
