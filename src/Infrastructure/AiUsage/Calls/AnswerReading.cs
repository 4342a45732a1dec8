using System.ClientModel.Primitives;
using System.Text;
using System.Text.Json.Nodes;
using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Infrastructure.AiUsage.Providers;
using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using OpenAI.Responses;
using ChatFinishReason = Microsoft.Extensions.AI.ChatFinishReason;

namespace AiWebBuilder.Infrastructure.AiUsage.Calls;

/// <summary>
/// What a provider's answer says, from its updates: the text, how it ended, and the provider's count. The abstraction has no place for
/// all that is charged apart (cache writes), and leaves out how a response of OpenAI's ended: both are read from what lies beneath.
/// </summary>
internal sealed class AnswerReading
{
    /// <summary>How the abstraction marks a refusal that stands in the answer's content.</summary>
    private const string Refusal = "Refusal";

    /// <summary>Tokens of a prompt or an answer: whoever counts more has not counted.</summary>
    private const long MostTokens = 1_000_000_000;

    private readonly StringBuilder text = new();
    private UsageDetails? details;
    private int openAiCacheWrites;
    private string? unknownEnding;
    private bool outOfQuota;
    private Usage? anthropicStart;
    private MessageDeltaUsage? anthropicEnd;

    public string Text => text.ToString();

    /// <summary>Whether anything of it has come.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Null: the answer's own last word has not come.</summary>
    public ChatFinishReason? Finished { get; private set; }

    /// <summary>Whether the provider itself said, in its answer, that it failed.</summary>
    public bool Failed { get; private set; }

    /// <summary>Whether it failed because the quota of the key is used up, with nothing written: some say so in a stream that had begun.</summary>
    public bool IsOutOfQuota => outOfQuota && text.Length == 0;

    /// <summary>The provider's own count of the prompt, which Anthropic says first; null while it has not been said.</summary>
    public TokenUsage? Prompt =>
        anthropicStart is null ? null
        : OfAnthropic() is { } said ? said with { Output = 0, Reasoning = 0 }
        : null;

    public void Observe(ChatResponseUpdate update)
    {
        HasBegun = true;
        text.Append(update.Text);
        details = update.Contents.OfType<UsageContent>().LastOrDefault()?.Details ?? details;
        Finished = update.FinishReason ?? Finished;
        foreach (var error in update.Contents.OfType<ErrorContent>())
        {
            if (error.ErrorCode == Refusal)
            {
                Finished = ChatFinishReason.ContentFilter;
            }
            else
            {
                Failed = true;
                outOfQuota |= QuotaErrors.IsCode(error.ErrorCode);
            }
        }
        switch (update.RawRepresentation)
        {
#pragma warning disable SCME0001 // the only way to members that the package does not know
            case StreamingChatCompletionUpdate piece:
                ObserveChat(piece.Usage, ref piece.Patch);
                break;
            case ChatCompletion whole:
                ObserveChat(whole.Usage, ref whole.Patch);
                break;
#pragma warning restore SCME0001
#pragma warning disable OPENAI001 // the only client of the Responses API
            case StreamingResponseCompletedUpdate { Response: { } response }:
                ObserveEnd(response);
                break;
            case StreamingResponseIncompleteUpdate { Response: { } response }:
                ObserveEnd(response);
                break;
            case StreamingResponseFailedUpdate { Response: { } response }:
                ObserveEnd(response);
                break;
            case ResponseResult response:
                ObserveEnd(response);
                break;
#pragma warning restore OPENAI001
            case RawMessageStreamEvent message when message.TryPickStart(out var start):
                anthropicStart = start.Message.Usage;
                break;
            case RawMessageStreamEvent message when message.TryPickDelta(out var delta):
                anthropicEnd = delta.Usage;
                break;
            case Message message:
                anthropicStart = message.Usage;
                break;
        }
    }

    /// <summary>The usage and how the provider put it; null when it has not said anything that can be.</summary>
    public (TokenUsage Usage, JsonObject Raw)? Read()
    {
        var counted =
            anthropicStart is not null || anthropicEnd is not null ? OfAnthropic()
            // A provider that speaks of no output has not said what it counted.
            : details is { OutputTokenCount: { } output, InputTokenCount: { } input }
                ? Counted(
                    input,
                    details.CachedInputTokenCount ?? 0,
                    openAiCacheWrites,
                    0,
                    output,
                    details.ReasoningTokenCount ?? 0
                )
            : null;
        // Nor has one that wrote a text of no tokens.
        if (counted is null || counted.Output == 0 && text.Length > 0)
        {
            return null;
        }
        var raw = Raw(counted);
        if (unknownEnding is not null)
        {
            raw["finishReason"] = unknownEnding;
        }
        return (counted, raw);
    }

    public static JsonObject Raw(TokenUsage usage) =>
        new()
        {
            ["input"] = usage.Input,
            ["cacheRead"] = usage.CacheRead,
            ["cacheWrite5m"] = usage.CacheWrite5m,
            ["cacheWrite1h"] = usage.CacheWrite1h,
            ["output"] = usage.Output,
            ["reasoning"] = usage.Reasoning,
        };

#pragma warning disable SCME0001
    private void ObserveChat(ChatTokenUsage? usage, ref JsonPatch members)
    {
        if (usage?.InputTokenDetails is { } input)
        {
            openAiCacheWrites = input.Patch.TryGetValue("$.cache_write_tokens"u8, out int written) ? written : 0;
        }
        if (members.TryGetValue("$.unknown_ending"u8, out string? word))
        {
            unknownEnding = word;
        }
    }
#pragma warning restore SCME0001

#pragma warning disable OPENAI001
    private void ObserveEnd(ResponseResult response)
    {
        if (response.Usage is { } usage)
        {
            openAiCacheWrites = usage.InputTokenDetails?.CacheWriteTokenCount ?? 0;
            details = new UsageDetails
            {
                InputTokenCount = usage.InputTokenCount,
                CachedInputTokenCount = usage.InputTokenDetails?.CachedTokenCount,
                OutputTokenCount = usage.OutputTokenCount,
                ReasoningTokenCount = usage.OutputTokenDetails?.ReasoningTokenCount,
            };
        }
        switch (response.Status)
        {
            case ResponseStatus.Completed:
                var refused = response
                    .OutputItems.OfType<MessageResponseItem>()
                    .Any(item => item.Content.Any(part => part.Refusal is { Length: > 0 }));
                Finished = refused ? ChatFinishReason.ContentFilter : ChatFinishReason.Stop;
                break;
            case ResponseStatus.Incomplete:
                Finished =
                    response.IncompleteStatusDetails?.Reason == ResponseIncompleteStatusReason.ContentFilter
                        ? ChatFinishReason.ContentFilter
                        : ChatFinishReason.Length;
                break;
            default:
                Failed = true;
                outOfQuota |= QuotaErrors.IsCode(response.Error?.Code.ToString());
                break;
        }
    }
#pragma warning restore OPENAI001

    /// <summary>
    /// What is counted apart is part of the whole: more than that is not believed. Null: it is no count at all, since no prompt is
    /// empty, and nothing is less than nothing.
    /// </summary>
    private static TokenUsage? Counted(
        long input,
        long read,
        long written5m,
        long written1h,
        long output,
        long reasoning
    )
    {
        if (input is < 1 or > MostTokens || output is < 0 or > MostTokens)
        {
            return null;
        }
        read = Math.Clamp(read, 0, input);
        written5m = Math.Clamp(written5m, 0, input - read);
        written1h = Math.Clamp(written1h, 0, input - read - written5m);
        return new TokenUsage(
            (int)input,
            (int)read,
            (int)written5m,
            (int)written1h,
            (int)output,
            (int)Math.Clamp(reasoning, 0, output)
        );
    }

    // The start has the prompt's count, the end the answer's; where the end repeats the prompt's, it is the later word.
    private TokenUsage? OfAnthropic()
    {
        var (start, end) = (anthropicStart, anthropicEnd);
        var uncached = end?.InputTokens ?? start?.InputTokens ?? 0;
        var read = end?.CacheReadInputTokens ?? start?.CacheReadInputTokens ?? 0;
        var written = end?.CacheCreationInputTokens ?? start?.CacheCreationInputTokens ?? 0;
        var hour = Math.Min(start?.CacheCreation?.Ephemeral1hInputTokens ?? 0, written);
        // Each of the three is at most what all may be, so that no sum of them is another number.
        return
            Math.Max(uncached, Math.Max(read, written)) > MostTokens || Math.Min(uncached, Math.Min(read, written)) < 0
            ? null
            : Counted(
                uncached + read + written,
                read,
                written - hour,
                hour,
                end?.OutputTokens ?? start?.OutputTokens ?? 0,
                (end?.OutputTokensDetails ?? start?.OutputTokensDetails)?.ThinkingTokens ?? 0
            );
    }
}
