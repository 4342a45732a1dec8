using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Contracts.Prompts;
using Microsoft.Extensions.AI;

namespace AiWebBuilder.Infrastructure.AiUsage.Offline;

/// <summary>
/// A chat model without a network: reads the <see cref="SectionPrompt"/> in the last user message and answers a
/// <see cref="SectionDraft"/>, both as camelCase JSON. Same messages, same answer. Tokens are counted with the o200k_base
/// vocabulary; <see cref="ChatOptions.MaxOutputTokens"/> cuts the answer as a provider does, with <see cref="ChatFinishReason.Length"/>.
/// A message that is no section prompt is refused in the answer, as a model refuses: <c>{"error": {"code", "message"}}</c> with
/// <see cref="ChatFinishReason.Stop"/>, tokens counted.
/// </summary>
internal sealed class OfflineChatClient(ISectionInstructions instructions) : IChatClient
{
    /// <summary>The model's name in requests, price list and records.</summary>
    public const string ModelId = "offline-writer-1";

    // About what providers send in one event; small enough that progress is seen.
    private const int ChunkLength = 48;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // Japanese and Arabic as themselves: escaped they would cost several times the tokens. Markup stays escaped.
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <inheritdoc />
    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var answer = Answer([.. messages], options, cancellationToken);
        return Task.FromResult(
            new ChatResponse(new ChatMessage(ChatRole.Assistant, answer.Text))
            {
                ModelId = ModelId,
                FinishReason = answer.FinishReason,
                Usage = answer.Usage,
            }
        );
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var answer = Answer([.. messages], options, cancellationToken);
        for (var start = 0; start < answer.Text.Length; )
        {
            cancellationToken.ThrowIfCancellationRequested();
            var end = Math.Min(start + ChunkLength, answer.Text.Length);
            end -= end < answer.Text.Length && char.IsHighSurrogate(answer.Text[end - 1]) ? 1 : 0;
            yield return new ChatResponseUpdate(ChatRole.Assistant, answer.Text[start..end]) { ModelId = ModelId };
            start = end;
            // Lets the reader, and whoever cancels, have a turn between chunks.
            await Task.Yield();
        }

        yield return new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(answer.Usage)])
        {
            ModelId = ModelId,
            FinishReason = answer.FinishReason,
        };
    }

    /// <inheritdoc />
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("offline", defaultModelId: ModelId)
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    /// <inheritdoc />
    public void Dispose()
    {
        // Holds nothing.
    }

    private (string Text, ChatFinishReason FinishReason, UsageDetails Usage) Answer(
        List<ChatMessage> messages,
        ChatOptions? options,
        CancellationToken cancellationToken
    )
    {
        var input = messages.Sum(message => TokenCount.Of(message.Text));
        cancellationToken.ThrowIfCancellationRequested();
        var text = Write(messages.Find(message => message.Role == ChatRole.User)?.Text);
        cancellationToken.ThrowIfCancellationRequested();
        var output = TokenCount.Of(text);
        var finish = ChatFinishReason.Stop;
        if (options?.MaxOutputTokens is { } limit && output > limit)
        {
            (text, output) = TokenCount.Cut(text, Math.Max(0, limit));
            finish = ChatFinishReason.Length;
        }

        return (
            text,
            finish,
            new UsageDetails
            {
                InputTokenCount = input,
                OutputTokenCount = output,
                TotalTokenCount = input + output,
            }
        );
    }

    private string Write(string? message)
    {
        PagePrompt? prompt;
        try
        {
            prompt = message is null ? null : JsonSerializer.Deserialize<PagePrompt>(message, PagePrompt.Json);
        }
        catch (JsonException)
        {
            prompt = null;
        }

        if (prompt is null)
        {
            return Refusal(
                    "not_a_page_prompt",
                    "offline-writer-1 answers page prompts only: the first user message must be one as JSON."
                )
                .ToJsonString(Json);
        }

        var answer = new JsonObject();
        foreach (var asked in prompt.Sections)
        {
            answer[asked.Key] = asked switch
            {
                { CurrentHtml: not null } => Refusal(
                    "no_code",
                    "offline-writer-1 writes no code: ask another model, or edit the section by hand."
                ),
                { CurrentProps: not null } when prompt.Instruction is not null => Follow(prompt, asked),
                _ => Draft(asked, Copywriter.Write(Of(prompt, asked, asked.Variant))),
            };
        }
        return answer.ToJsonString(Json);
    }

    /// <summary>What the instruction says, a wording that none of the variants before has, or why there is none.</summary>
    private JsonNode Follow(PagePrompt prompt, AskedSection asked)
    {
        var instructed = instructions.Follow(prompt, asked);
        if (!instructed.AnotherWording)
        {
            return instructed.Props is null ? Refusal("not_applied", instructed.Reason!)
                : asked.Variant > 0 ? Refusal("no_variant", instructions.NoFurtherVariant(prompt))
                : Draft(asked, instructed.Props);
        }
        List<JsonObject> known = [asked.CurrentProps!];
        // The wordings come round again; one of each is found in as many as there are.
        for (var variant = 1; variant <= MostWordings; variant++)
        {
            if (
                Copywriter.Write(Of(prompt, asked, variant)) is { } wording
                && !known.Exists(one => SaysTheSame(one, wording))
            )
            {
                known.Add(wording);
            }
        }
        return asked.Variant + 1 < known.Count
            ? Draft(asked, known[asked.Variant + 1])
            : Refusal("no_variant", instructions.NoFurtherVariant(prompt));
    }

    private const int MostWordings = 8;

    /// <summary>
    /// Whether all that one says stands in the other as well: ids and usual choices are added when it lands, and the same words in another
    /// layout are no other wording.
    /// </summary>
    private static bool SaysTheSame(JsonNode? present, JsonNode? wording) =>
        wording switch
        {
            JsonObject members => members.All(member =>
                member.Key == "variant" || SaysTheSame((present as JsonObject)?[member.Key], member.Value)
            ),
            JsonArray items => present is JsonArray own
                && own.Count == items.Count
                && items.Zip(own).All(pair => SaysTheSame(pair.Second, pair.First)),
            _ => JsonNode.DeepEquals(present, wording),
        };

    private static SectionPrompt Of(PagePrompt prompt, AskedSection asked, int variant) =>
        new(prompt.Brief, prompt.Plan, prompt.Theme, prompt.Facts, asked.Section, variant)
        {
            Files = prompt.Files,
            Images = prompt.Images,
        };

    private static JsonNode Draft(AskedSection asked, JsonObject? props) =>
        JsonSerializer.SerializeToNode(
            props is not null
                ? new SectionDraft(asked.Section.Name, props)
                : new SectionDraft(
                    asked.Section.Name,
                    Props: null,
                    LeftOut: $"The brief has nothing for a section of the kind {asked.Section.Kind}."
                ),
            Json
        )!;

    private static JsonObject Refusal(string code, string message) =>
        new()
        {
            ["error"] = new JsonObject { ["code"] = code, ["message"] = message },
        };
}
