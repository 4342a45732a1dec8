using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.AiUsage.Fakes;
using AiWebBuilder.IntegrationTests.Harness;

namespace AiWebBuilder.IntegrationTests.AiUsage.Calls;

/// <summary>What models are sent: in each provider's format, and nothing that they cannot be asked for.</summary>
internal sealed class RequestTests
{
    private const string Image = "https://images.example.com/a.png";

    [TestCase(AiStage.Gpt)]
    [TestCase(AiStage.Claude)]
    [TestCase(AiStage.Local)]
    public async Task A_request_stands_in_the_providers_own_format(string model)
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start(await stage.AddLocalAsync());
        await AskAsync(stage, node, model);

        FakeProvider fake = model == AiStage.Claude ? stage.Anthropic : stage.OpenAi;
        var body = fake.Calls.ShouldHaveSingleItem().Body;
        switch (model)
        {
            case AiStage.Gpt:
                body["store"]!.GetValue<bool>().ShouldBeFalse();
                body["max_output_tokens"]!.GetValue<int>().ShouldBe(1000);
                var format = body["text"]!["format"]!;
                (Text(format["type"]), Text(format["schema"]!["properties"]!["html"]!["type"])).ShouldBe(
                    ("json_schema", "string")
                );
                var input = body["input"]!.AsArray();
                input.Select(one => Text(one!["role"])).ShouldBe(["system", "user"]);
                Text(input[0]!["content"]![0]!["text"]).ShouldBe("You are a test.");
                Text(input[1]!["content"]![0]!["text"]).ShouldBe("Write.");
                (Text(input[1]!["content"]![1]!["type"]), Text(input[1]!["content"]![1]!["image_url"])).ShouldBe(
                    ("input_image", Image)
                );
                break;
            case AiStage.Claude:
                Text(body["output_config"]!["format"]!["type"]).ShouldBe("json_schema");
                var content = body["messages"]!.AsArray().ShouldHaveSingleItem()!["content"]!;
                Text(content[0]!["text"]).ShouldBe("Write.");
                (Text(content[1]!["type"]), Text(content[1]!["source"]!["url"])).ShouldBe(("image", Image));
                break;
            default:
                // It knows no schema, and does not see.
                Text(body["response_format"]!["type"]).ShouldBe("json_object");
                var messages = body["messages"]!.AsArray();
                messages.Select(one => Text(one!["role"])).ShouldBe(["system", "user"]);
                messages.ToJsonString().ShouldNotContain(Image);
                break;
        }
        foreach (var leftOut in new[] { "temperature", "top_p", "reasoning", "reasoning_effort", "thinking" })
        {
            body[leftOut].ShouldBeNull();
        }
    }

    [Test]
    public async Task An_administrator_says_which_models_cannot_stream_and_an_account_which_of_its_own()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start(("Outgoing:AllowLoopback", "true"));
        using var admin = await stage.AdminAsync(node);
        using var owner = await Person.RegisterAsync(node);
        (
            await admin.Client.PutAsJsonAsync(
                $"/v1/admin/ai/models/openai/{AiStage.Gpt}",
                new
                {
                    images = true,
                    structuredOutput = "schema",
                    temperature = false,
                    reasoning = true,
                    streaming = false,
                    tokenFactor = 1.15,
                    reason = "A test.",
                }
            )
        ).EnsureSuccessStatusCode();
        (
            await owner.Client.PostAsJsonAsync(
                "/v1/ai/keys",
                new
                {
                    provider = "compatible",
                    name = "Mine",
                    apiKey = stage.OpenAi.Key,
                    baseUrl = stage.OpenAi.BaseUrl,
                    models = new[]
                    {
                        new
                        {
                            model = "mine-1",
                            inputUsdPerMtok = 1,
                            outputUsdPerMtok = 2,
                            contextTokens = 100_000,
                            maxOutputTokens = 10_000,
                            streaming = false,
                        },
                    },
                }
            )
        ).EnsureSuccessStatusCode();

        foreach (var model in new[] { AiStage.Gpt, "mine-1" })
        {
            var listed = (await owner.Client.GetFromJsonAsync<JsonNode>("/v1/ai/models"))!["data"]!
                .AsArray()
                .Single(one => Text(one!["model"]) == model)!;
            listed["capabilities"]!["streaming"]!.GetValue<bool>().ShouldBeFalse();
            (await AiStage.AskAsync(node, owner.Id, model)).Value.ShouldNotBeNull();
        }
        stage
            .OpenAi.Calls.Select(call => (call.Path, call.Streamed))
            .ShouldBe([(FakeOpenAi.Responses, false), (FakeOpenAi.Chat, false)]);
    }

    private static async Task AskAsync(
        AiStage stage,
        Microsoft.AspNetCore.Mvc.Testing.WebApplicationFactory<Program> node,
        string model
    )
    {
        using var schema = JsonDocument.Parse("""{"type":"object","properties":{"html":{"type":"string"}}}""");
        var given = schema.RootElement.Clone();
        var answer = await AiStage.AskAsync(
            node,
            await stage.AccountAsync(),
            model,
            with: request => request with { Schema = _ => given, Images = [Image] }
        );
        answer.Value.ShouldNotBeNull();
    }

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
