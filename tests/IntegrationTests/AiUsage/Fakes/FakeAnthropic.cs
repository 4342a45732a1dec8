using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AiWebBuilder.IntegrationTests.AiUsage.Fakes;

/// <summary>POST /v1/messages, streamed and not.</summary>
internal sealed class FakeAnthropic : FakeProvider
{
    public const string Messages = "/v1/messages";

    /// <summary>What the product is configured with: without <c>/v1</c>.</summary>
    public Uri BaseUrl => Address;

    protected override void Map(WebApplication routes) =>
        routes.MapPost(Messages, context => ServeAsync(context, new Wire(Check, Stream, Whole)));

    private static string? Check(HttpRequest request, JsonNode body) =>
        request.Headers["anthropic-version"].Count == 0 ? "anthropic-version is missing"
        : body["max_tokens"] is null ? "max_tokens is missing"
        : body["temperature"] is not null || body["top_p"] is not null ? "temperature is not supported"
        : null;

    protected override JsonNode ErrorBody(int status) =>
        new JsonObject
        {
            ["type"] = "error",
            ["error"] = new JsonObject { ["type"] = "fake_error", ["message"] = $"fake status {status}" },
        };

    private static (IReadOnlyList<string> Begin, IReadOnlyList<string> End) Stream(string model, Behaviour behaviour)
    {
        static string Event(string type, JsonObject data)
        {
            data.Insert(0, "type", type);
            return $"event: {type}\ndata: {data.ToJsonString()}\n\n";
        }
        var error = new JsonObject { ["type"] = "overloaded_error", ["message"] = "Overloaded" };
        return (
            [
                Event("message_start", new JsonObject { ["message"] = Message(model, behaviour, [], null, 1) }),
                Event(
                    "content_block_start",
                    new JsonObject
                    {
                        ["index"] = 0,
                        ["content_block"] = new JsonObject { ["type"] = "text", ["text"] = "" },
                    }
                ),
                .. Pieces(behaviour.Text)
                    .Select(piece =>
                        Event(
                            "content_block_delta",
                            new JsonObject
                            {
                                ["index"] = 0,
                                ["delta"] = new JsonObject { ["type"] = "text_delta", ["text"] = piece },
                            }
                        )
                    ),
                Event("content_block_stop", new JsonObject { ["index"] = 0 }),
            ],
            behaviour.End == StreamEnd.Error
                ? [Event("error", new JsonObject { ["error"] = error })]
                :
                [
                    Event(
                        "message_delta",
                        new JsonObject
                        {
                            ["delta"] = new JsonObject { ["stop_reason"] = Stop(behaviour), ["stop_sequence"] = null },
                            ["usage"] = new JsonObject { ["output_tokens"] = behaviour.Usage.Output },
                        }
                    ),
                    Event("message_stop", []),
                ]
        );
    }

    private static JsonNode Whole(string model, Behaviour behaviour) =>
        Message(
            model,
            behaviour,
            [new JsonObject { ["type"] = "text", ["text"] = behaviour.Text }],
            Stop(behaviour),
            behaviour.Usage.Output
        );

    private static string Stop(Behaviour behaviour) =>
        behaviour.End switch
        {
            StreamEnd.Length => "max_tokens",
            StreamEnd.Refusal => "refusal",
            _ => "end_turn",
        };

    private static JsonObject Message(string model, Behaviour behaviour, JsonArray content, string? stop, int output) =>
        new()
        {
            ["id"] = "msg_fake",
            ["type"] = "message",
            ["role"] = "assistant",
            ["content"] = content,
            ["model"] = model,
            ["stop_reason"] = stop,
            ["stop_sequence"] = null,
            ["usage"] = new JsonObject
            {
                ["input_tokens"] = behaviour.Usage.Uncached,
                ["cache_read_input_tokens"] = behaviour.Usage.CacheRead,
                ["cache_creation_input_tokens"] = behaviour.Usage.CacheWrite5m + behaviour.Usage.CacheWrite1h,
                ["cache_creation"] = new JsonObject
                {
                    ["ephemeral_5m_input_tokens"] = behaviour.Usage.CacheWrite5m,
                    ["ephemeral_1h_input_tokens"] = behaviour.Usage.CacheWrite1h,
                },
                ["output_tokens"] = output,
            },
        };
}
