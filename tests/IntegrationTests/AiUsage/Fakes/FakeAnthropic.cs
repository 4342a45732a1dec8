using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AiWebBuilder.IntegrationTests.AiUsage.Fakes;

/// <summary>POST /v1/messages, streamed.</summary>
internal sealed class FakeAnthropic : FakeProvider
{
    /// <summary>What the product is configured with: without <c>/v1</c>.</summary>
    public Uri BaseUrl => Address;

    protected override void Map(WebApplication routes) => routes.MapPost("/v1/messages", ServeAsync);

    protected override string? Check(HttpRequest request, JsonNode body) =>
        body["stream"]?.GetValue<bool>() is not true ? "only streams are served here"
        : request.Headers["anthropic-version"].Count == 0 ? "anthropic-version is missing"
        : body["max_tokens"] is null ? "max_tokens is missing"
        : body["temperature"] is not null || body["top_p"] is not null ? "temperature is not supported"
        : null;

    protected override JsonNode ErrorBody(int status) =>
        new JsonObject
        {
            ["type"] = "error",
            ["error"] = new JsonObject { ["type"] = "fake_error", ["message"] = $"fake status {status}" },
        };

    protected override (IReadOnlyList<string> Begin, IReadOnlyList<string> End) Stream(
        string model,
        Behaviour behaviour
    )
    {
        static string Event(string type, JsonObject data)
        {
            data.Insert(0, "type", type);
            return $"event: {type}\ndata: {data.ToJsonString()}\n\n";
        }
        var usage = behaviour.Usage;
        var start = new JsonObject
        {
            ["id"] = "msg_fake",
            ["type"] = "message",
            ["role"] = "assistant",
            ["content"] = new JsonArray(),
            ["model"] = model,
            ["stop_reason"] = null,
            ["stop_sequence"] = null,
            ["usage"] = new JsonObject
            {
                ["input_tokens"] = usage.Uncached,
                ["cache_read_input_tokens"] = usage.CacheRead,
                ["cache_creation_input_tokens"] = usage.CacheWrite5m + usage.CacheWrite1h,
                ["cache_creation"] = new JsonObject
                {
                    ["ephemeral_5m_input_tokens"] = usage.CacheWrite5m,
                    ["ephemeral_1h_input_tokens"] = usage.CacheWrite1h,
                },
                ["output_tokens"] = 1,
            },
        };
        var stop = behaviour.End switch
        {
            StreamEnd.Length => "max_tokens",
            StreamEnd.Refusal => "refusal",
            _ => "end_turn",
        };
        return (
            [
                Event("message_start", new JsonObject { ["message"] = start }),
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
            [
                Event(
                    "message_delta",
                    new JsonObject
                    {
                        ["delta"] = new JsonObject { ["stop_reason"] = stop, ["stop_sequence"] = null },
                        ["usage"] = new JsonObject { ["output_tokens"] = usage.Output },
                    }
                ),
                Event("message_stop", []),
            ]
        );
    }
}
