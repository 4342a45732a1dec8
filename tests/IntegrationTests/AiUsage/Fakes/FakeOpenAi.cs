using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AiWebBuilder.IntegrationTests.AiUsage.Fakes;

/// <summary>POST /v1/chat/completions, streamed.</summary>
internal sealed class FakeOpenAi : FakeProvider
{
    /// <summary>What the product is configured with.</summary>
    public Uri BaseUrl => new(Address, "/v1");

    protected override void Map(WebApplication routes) => routes.MapPost("/v1/chat/completions", ServeAsync);

    protected override string? Check(HttpRequest request, JsonNode body) =>
        body["stream"]?.GetValue<bool>() is not true ? "only streams are served here"
        : body["stream_options"]?["include_usage"]?.GetValue<bool>() is not true ? "usage was not asked for"
        : body["max_completion_tokens"] is null ? "max_completion_tokens is missing"
        : body["messages"] is not JsonArray { Count: >= 2 } ? "messages are missing"
        : body["temperature"] is not null && body["model"]!.GetValue<string>() is ['g', 'p', 't', '-', '5' or '6', ..]
            ? "temperature is not supported with this model"
        : null;

    protected override JsonNode ErrorBody(int status) =>
        new JsonObject
        {
            ["error"] = new JsonObject
            {
                ["message"] = $"fake status {status}",
                ["type"] = "fake",
                ["code"] = null,
            },
        };

    protected override (IReadOnlyList<string> Begin, IReadOnlyList<string> End) Stream(
        string model,
        Behaviour behaviour
    )
    {
        string Chunk(JsonArray choices, JsonNode? usage = null) =>
            $"data: {new JsonObject
            {
                ["id"] = "chatcmpl-fake",
                ["object"] = "chat.completion.chunk",
                ["created"] = 1_790_000_000,
                ["model"] = model,
                ["choices"] = choices,
                ["usage"] = usage,
            }.ToJsonString()}\n\n";
        JsonArray Choice(JsonObject delta, string? finish = null) =>
            [
                new JsonObject
                {
                    ["index"] = 0,
                    ["delta"] = delta,
                    ["finish_reason"] = finish,
                },
            ];
        var usage = behaviour.Usage;
        var finish = behaviour.End switch
        {
            StreamEnd.Length => "length",
            StreamEnd.Refusal => "content_filter",
            _ => "stop",
        };
        List<string> end = [Chunk(Choice([], finish))];
        if (!behaviour.WithoutUsage)
        {
            end.Add(
                Chunk(
                    [],
                    new JsonObject
                    {
                        ["prompt_tokens"] = usage.Input,
                        ["completion_tokens"] = usage.Output,
                        ["total_tokens"] = usage.Input + usage.Output,
                        ["prompt_tokens_details"] = new JsonObject
                        {
                            ["cached_tokens"] = usage.CacheRead,
                            ["cache_write_tokens"] = usage.CacheWrite5m,
                        },
                        ["completion_tokens_details"] = new JsonObject { ["reasoning_tokens"] = usage.Reasoning },
                    }
                )
            );
        }
        end.Add("data: [DONE]\n\n");
        return (
            [
                Chunk(Choice(new JsonObject { ["role"] = "assistant", ["content"] = "" })),
                .. Pieces(behaviour.Text).Select(piece => Chunk(Choice(new JsonObject { ["content"] = piece }))),
            ],
            end
        );
    }
}
