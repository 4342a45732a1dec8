using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using AiWebBuilder.Application.Campaigns.Contracts;
using Microsoft.Extensions.AI;

namespace AiWebBuilder.Infrastructure.AiUsage.Offline;

/// <summary>
/// A chat model without a network: reads the <see cref="SectionPrompt"/> in the last user message and answers a
/// <see cref="SectionDraft"/>, both as camelCase JSON. Same messages, same answer. Tokens are counted with the o200k_base
/// vocabulary; <see cref="ChatOptions.MaxOutputTokens"/> cuts the answer as a provider does, with <see cref="ChatFinishReason.Length"/>.
/// A message that is no section prompt is refused in the answer, as a model refuses: <c>{"error": {"code", "message"}}</c> with
/// <see cref="ChatFinishReason.Stop"/>, tokens counted.
/// </summary>
internal sealed class OfflineChatClient(SectionRenderer renderer) : IChatClient
{
    /// <summary>The model's name in requests, price list and records.</summary>
    public const string ModelId = "offline-writer-1";

    // About what providers send in one event; small enough that progress is seen.
    private const int ChunkLength = 48;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
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
        var text = Write(messages.FindLast(message => message.Role == ChatRole.User)?.Text);
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
        SectionPrompt? prompt;
        try
        {
            prompt = message is null ? null : JsonSerializer.Deserialize<SectionPrompt>(message, Json);
        }
        catch (JsonException)
        {
            prompt = null;
        }

        if (prompt is null)
        {
            var error = new JsonObject
            {
                ["code"] = "not_a_section_prompt",
                ["message"] =
                    "offline-writer-1 answers section prompts only: the last user message must be one as JSON.",
            };
            return new JsonObject { ["error"] = error }.ToJsonString(Json);
        }

        return JsonSerializer.Serialize(prompt.Section.Kind == "email" ? Email(prompt) : Section(prompt), Json);
    }

    private SectionDraft Section(SectionPrompt prompt)
    {
        var content = Copywriter.Write(prompt);
        var (html, css) = renderer.Render(content, prompt.Theme);
        var props = Props(prompt);
        props["heading"] = content.Heading;
        props["lead"] = content.Lead;
        props["layout"] = content.Layout;
        props["action"] = Action(content.Primary);
        return new SectionDraft(prompt.Section.Name, html, css, WithoutNulls(props));
    }

    private SectionDraft Email(SectionPrompt prompt)
    {
        var content = EmailWriter.Write(prompt);
        var (html, text) = renderer.RenderEmail(content, prompt.Theme);
        var props = Props(prompt);
        props["subject"] = content.Subject;
        props["preheader"] = content.Preheader;
        props["text"] = text;
        props["action"] = Action(content.Primary);
        return new SectionDraft(prompt.Section.Name, html, "", WithoutNulls(props));
    }

    private static JsonObject Props(SectionPrompt prompt) =>
        new() { ["applied"] = Rework.From(prompt.Instruction).Applied };

    private static JsonObject? Action(ContentLink? link) =>
        link is null ? null : new JsonObject { ["label"] = link.Label, ["href"] = link.Href };

    private static JsonObject WithoutNulls(JsonObject props)
    {
        foreach (var name in props.Where(prop => prop.Value is null).Select(prop => prop.Key).ToList())
        {
            props.Remove(name);
        }

        return props;
    }
}
