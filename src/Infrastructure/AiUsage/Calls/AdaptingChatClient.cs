using System.Runtime.CompilerServices;
using AiWebBuilder.Domain.AiUsage;
using Microsoft.Extensions.AI;

namespace AiWebBuilder.Infrastructure.AiUsage.Calls;

/// <summary>Leaves out what the model cannot be asked for, or asks for it otherwise, instead of letting the provider refuse the whole request.</summary>
internal sealed class AdaptingChatClient(IChatClient inner, ModelAbilities abilities) : DelegatingChatClient(inner)
{
    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    ) => base.GetResponseAsync(Adapt(messages), Adapt(options), cancellationToken);

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        if (!abilities.Streaming)
        {
            var whole = await base.GetResponseAsync(Adapt(messages), Adapt(options), cancellationToken);
            foreach (var update in whole.ToChatResponseUpdates())
            {
                yield return update;
            }
            yield break;
        }
        await foreach (var update in base.GetStreamingResponseAsync(Adapt(messages), Adapt(options), cancellationToken))
        {
            yield return update;
        }
    }

    private IReadOnlyList<ChatMessage> Adapt(IEnumerable<ChatMessage> messages) =>
        abilities.Images
            ? [.. messages]
            :
            [
                .. messages.Select(message => new ChatMessage(
                    message.Role,
                    [.. message.Contents.Where(content => content is not UriContent and not DataContent)]
                )),
            ];

    private ChatOptions? Adapt(ChatOptions? options)
    {
        if (options is null)
        {
            return null;
        }
        var adapted = options.Clone();
        if (!abilities.Temperature)
        {
            (adapted.Temperature, adapted.TopP, adapted.TopK) = (null, null, null);
        }
        if (!abilities.Reasoning)
        {
            adapted.Reasoning = null;
        }
        adapted.ResponseFormat = (abilities.StructuredOutput, options.ResponseFormat) switch
        {
            (_, null) or ("none", _) => null,
            ("object", ChatResponseFormatJson) => ChatResponseFormat.Json,
            (_, var format) => format,
        };
        return adapted;
    }
}
