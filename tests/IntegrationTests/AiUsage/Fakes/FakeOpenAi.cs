using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AiWebBuilder.IntegrationTests.AiUsage.Fakes;

/// <summary>POST /v1/responses as OpenAI has it, and POST /v1/chat/completions as compatible endpoints do; streamed and not.</summary>
internal sealed class FakeOpenAi : FakeProvider
{
    public const string Responses = "/v1/responses";
    public const string Chat = "/v1/chat/completions";

    /// <summary>What the product is configured with.</summary>
    public Uri BaseUrl => new(Address, "/v1");

    protected override void Map(WebApplication routes)
    {
        routes.MapPost(
            Responses,
            context => ServeAsync(context, new Wire(CheckResponse, StreamResponse, (model, how) => End(model, how)))
        );
        routes.MapPost(Chat, context => ServeAsync(context, new Wire(CheckChat, StreamChat, WholeChat)));
    }

    protected override JsonNode ErrorBody(int status) => new JsonObject { ["error"] = Error($"fake status {status}") };

    private static JsonObject Error(string message) =>
        new()
        {
            ["message"] = message,
            ["type"] = "fake",
            ["code"] = null,
        };

    private static bool TakesNoTemperature(JsonNode body) =>
        body["temperature"] is not null && body["model"]!.GetValue<string>() is ['g', 'p', 't', '-', '5' or '6', ..];

    // --- the Responses API -----------------------------------------------------------------------------------------

    private static string? CheckResponse(HttpRequest request, JsonNode body) =>
        body["store"]?.GetValue<bool>() is not false ? "it would be stored"
        : body["max_output_tokens"] is null ? "max_output_tokens is missing"
        : body["messages"] is not null || body["response_format"] is not null ? "that is of chat completions"
        : body["input"] is not JsonArray { Count: >= 2 } input ? "input is missing"
        : input.Any(item => item!["content"] is not JsonArray) ? "content is missing"
        : TakesNoTemperature(body) ? "temperature is not supported with this model"
        : null;

    private static (IReadOnlyList<string> Begin, IReadOnlyList<string> End) StreamResponse(
        string model,
        Behaviour behaviour
    )
    {
        var sequence = 0;
        string Event(string type, JsonObject data)
        {
            data.Insert(0, "type", type);
            data.Insert(1, "sequence_number", sequence++);
            return $"event: {type}\ndata: {data.ToJsonString()}\n\n";
        }
        JsonObject Part(string text) =>
            new()
            {
                ["item_id"] = "msg_fake",
                ["output_index"] = 0,
                ["content_index"] = 0,
                ["delta"] = text,
                ["logprobs"] = new JsonArray(),
            };
        List<string> begin =
        [
            Event("response.created", new JsonObject { ["response"] = Response(model, "in_progress", [], null) }),
            Event("response.in_progress", new JsonObject { ["response"] = Response(model, "in_progress", [], null) }),
            Event(
                "response.output_item.added",
                new JsonObject { ["output_index"] = 0, ["item"] = Item("in_progress", []) }
            ),
        ];
        foreach (var piece in Pieces(behaviour.Text))
        {
            begin.Add(Event("response.output_text.delta", Part(piece)));
        }
        if (behaviour.End == StreamEnd.Refusal)
        {
            begin.Add(Event("response.refusal.delta", Part("I will not.")));
        }
        var end = End(model, behaviour);
        return (begin, [Event($"response.{end["status"]}", new JsonObject { ["response"] = end })]);
    }

    /// <summary>The response as it is in the end.</summary>
    private static JsonObject End(string model, Behaviour behaviour)
    {
        var usage = behaviour.Usage;
        var status = behaviour.End switch
        {
            StreamEnd.Length => "incomplete",
            StreamEnd.Error => "failed",
            _ => "completed",
        };
        JsonObject content =
            behaviour.End == StreamEnd.Refusal
                ? new() { ["type"] = "refusal", ["refusal"] = "I will not." }
                : new()
                {
                    ["type"] = "output_text",
                    ["text"] = behaviour.Text,
                    ["annotations"] = new JsonArray(),
                };
        var counted = new JsonObject
        {
            ["input_tokens"] = usage.Input,
            ["input_tokens_details"] = new JsonObject
            {
                ["cached_tokens"] = usage.CacheRead,
                ["cache_write_tokens"] = usage.CacheWrite5m,
            },
            ["output_tokens"] = usage.Output,
            ["output_tokens_details"] = new JsonObject { ["reasoning_tokens"] = usage.Reasoning },
            ["total_tokens"] = usage.Input + usage.Output,
        };
        var response = Response(
            model,
            status,
            [
                new JsonObject
                {
                    ["id"] = "rs_fake",
                    ["type"] = "reasoning",
                    ["summary"] = new JsonArray(),
                },
                Item("completed", [content]),
            ],
            status == "failed" || behaviour.WithoutUsage ? null : counted
        );
        if (status == "incomplete")
        {
            response["incomplete_details"] = new JsonObject { ["reason"] = "max_output_tokens" };
        }
        if (status == "failed")
        {
            response["error"] = new JsonObject { ["code"] = behaviour.ErrorCode, ["message"] = "fake failure" };
        }
        return response;
    }

    private static JsonObject Response(string model, string status, JsonArray output, JsonObject? usage) =>
        new()
        {
            ["id"] = "resp_fake",
            ["object"] = "response",
            ["created_at"] = 1_790_000_000,
            ["status"] = status,
            ["error"] = null,
            ["incomplete_details"] = null,
            ["instructions"] = null,
            ["metadata"] = new JsonObject(),
            ["model"] = model,
            ["output"] = output,
            ["parallel_tool_calls"] = true,
            ["previous_response_id"] = null,
            ["store"] = false,
            ["temperature"] = 1.0,
            ["tool_choice"] = "auto",
            ["tools"] = new JsonArray(),
            ["top_p"] = 1.0,
            ["truncation"] = "disabled",
            ["usage"] = usage,
        };

    private static JsonObject Item(string status, JsonArray content) =>
        new()
        {
            ["id"] = "msg_fake",
            ["type"] = "message",
            ["status"] = status,
            ["role"] = "assistant",
            ["content"] = content,
        };

    // --- chat completions ------------------------------------------------------------------------------------------

    private static string? CheckChat(HttpRequest request, JsonNode body) =>
        (body["stream"]?.GetValue<bool>() is true)
        != (body["stream_options"]?["include_usage"]?.GetValue<bool>() is true)
            ? "usage is asked for with streams, and only there"
        : body["max_completion_tokens"] is null ? "max_completion_tokens is missing"
        : body["messages"] is not JsonArray { Count: >= 2 } ? "messages are missing"
        : TakesNoTemperature(body) ? "temperature is not supported with this model"
        : null;

    private static (IReadOnlyList<string> Begin, IReadOnlyList<string> End) StreamChat(
        string model,
        Behaviour behaviour
    )
    {
        string Chunk(JsonArray choices, JsonNode? usage = null) =>
            $"data: {Completion("chat.completion.chunk", model, choices, usage).ToJsonString()}\n\n";
        JsonArray Choice(JsonObject delta, string? finish = null) =>
            [
                new JsonObject
                {
                    ["index"] = 0,
                    ["delta"] = delta,
                    ["finish_reason"] = finish,
                },
            ];
        List<string> end = [Chunk(Choice([], Finish(behaviour)))];
        if (!behaviour.WithoutUsage)
        {
            end.Add(Chunk([], Usage(behaviour)));
        }
        end.Add("data: [DONE]\n\n");
        return (
            [
                Chunk(Choice(new JsonObject { ["role"] = "assistant", ["content"] = "" })),
                .. Pieces(behaviour.Text).Select(piece => Chunk(Choice(new JsonObject { ["content"] = piece }))),
            ],
            behaviour.End == StreamEnd.Error
                ? [$"data: {new JsonObject { ["error"] = Error("fake failure") }.ToJsonString()}\n\n"]
                : end
        );
    }

    private static JsonNode WholeChat(string model, Behaviour behaviour) =>
        Completion(
            "chat.completion",
            model,
            [
                new JsonObject
                {
                    ["index"] = 0,
                    ["message"] = new JsonObject
                    {
                        ["role"] = "assistant",
                        ["content"] = behaviour.Text,
                        ["refusal"] = null,
                    },
                    ["finish_reason"] = Finish(behaviour),
                },
            ],
            behaviour.WithoutUsage ? null : Usage(behaviour)
        );

    private static JsonObject Completion(string kind, string model, JsonArray choices, JsonNode? usage) =>
        new()
        {
            ["id"] = "chatcmpl-fake",
            ["object"] = kind,
            ["created"] = 1_790_000_000,
            ["model"] = model,
            ["choices"] = choices,
            ["usage"] = usage,
        };

    private static string Finish(Behaviour behaviour) =>
        behaviour.End switch
        {
            StreamEnd.Length => "length",
            StreamEnd.Refusal => "content_filter",
            _ => "stop",
        };

    private static JsonNode Usage(Behaviour behaviour) =>
        behaviour.UsageAsItIs is { } odd ? JsonNode.Parse(odd)! : Count(behaviour);

    private static JsonObject Count(Behaviour behaviour) =>
        new()
        {
            ["prompt_tokens"] = behaviour.Usage.Input,
            ["completion_tokens"] = behaviour.Usage.Output,
            ["total_tokens"] = behaviour.Usage.Input + behaviour.Usage.Output,
            ["prompt_tokens_details"] = new JsonObject
            {
                ["cached_tokens"] = behaviour.Usage.CacheRead,
                ["cache_write_tokens"] = behaviour.Usage.CacheWrite5m,
            },
            ["completion_tokens_details"] = new JsonObject { ["reasoning_tokens"] = behaviour.Usage.Reasoning },
        };
}
