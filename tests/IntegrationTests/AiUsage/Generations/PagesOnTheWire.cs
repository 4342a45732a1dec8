using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.AiUsage.Fakes;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Harness;
using Microsoft.AspNetCore.Mvc.Testing;

namespace AiWebBuilder.IntegrationTests.AiUsage.Generations;

/// <summary>A model that answers over the wire for a page, and the account that asks for one.</summary>
internal abstract class PagesOnTheWire
{
    protected const string Hero =
        """{"name":"Hero","props":{"heading":"Bicycles, mended","lead":"Bring it in and ride home."}}""";
    protected const string Story =
        """{"name":"Story","props":{"heading":"How it began","body":"A bench, a stand and a box of spokes under the railway arches by the river."}}""";
    protected const string Callout =
        """{"name":"Call","props":{"heading":"Come by","link":{"to":"url","ref":"https://example.com/","label":"Find us"}}}""";
    protected const string BadHero = """{"name":"Hero","props":{"heading":"Mended in 24 hours"}}""";
    protected const string BadStory =
        """{"name":"Story","props":{"heading":"In 24 hours","body":"We mend it in 24 hours."}}""";

    /// <summary>1,000 tokens in and 200 out at 0.25 and 2 USD a million, in nano-dollars.</summary>
    protected const long Prompt = 1000 * 250;
    protected const long Output = 200 * 2000;

    protected AiStage Stage { get; private set; } = null!;
    protected WebApplicationFactory<Program> Node { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task SetAsync()
    {
        Stage = await AiStage.SetAsync();
        Node = Stage.Start();
    }

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        await Node.DisposeAsync();
        await Stage.DisposeAsync();
    }

    protected static Task OneHasLandedAsync(Person person, string campaign) =>
        Eventually.TrueAsync(
            async () => (await person.Client.ComponentsAsync(campaign)).Count == 1,
            "the first section has landed"
        );

    protected async Task<(string Campaign, JsonNode Generation, Served[] Calls)> GenerateAsync(
        Person person,
        Behaviour answer,
        Behaviour? again = null,
        string[]? kinds = null
    )
    {
        var before = Stage.OpenAi.Calls.Count;
        Stage.OpenAi.Answer(again is null ? [answer] : [answer, again]);
        var (campaign, started) = await StartAsync(person, kinds ?? ["hero", "story", "callout"]);
        await person.Client.WaitForGenerationAsync(started, campaign);
        return (campaign, await GetAsync(person, started), [.. Stage.OpenAi.Calls.Skip(before)]);
    }

    protected static Task<(string Campaign, string Generation)> StartAsync(Person person) =>
        StartAsync(person, ["hero", "story", "callout"]);

    protected static async Task<(string Campaign, string Generation)> StartAsync(Person person, string[] kinds)
    {
        var campaign = (await person.Client.CreateCampaignAsync("minimal")).Text("id");
        (
            await person.Client.PutTextAsync(
                $"/v1/campaigns/{campaign}/facts",
                """
                {"data":[{"kind":"price","value":{"what":"Solo","amount":"45","currency":"GBP","qualifier":"exact"}},
                {"kind":"price","value":{"what":"Team","amount":"30","currency":"GBP","qualifier":"exact"}}]}
                """
            )
        ).EnsureSuccessStatusCode();
        using var started = await person.Client.PostAsJsonAsync(
            $"/v1/campaigns/{campaign}/generations",
            new
            {
                model = AiStage.Gpt,
                plan = new
                {
                    pages = new[]
                    {
                        new
                        {
                            key = "index",
                            kind = "landing",
                            title = "Start",
                        },
                    },
                    sections = kinds.Select(kind =>
                        Section(
                            kind,
                            kind == "hero" ? "hero_section"
                                : kind == "custom" ? "custom"
                                : "landing_page"
                        )
                    ),
                },
            }
        );
        return (campaign, (await Answers.JsonAsync(started, HttpStatusCode.Accepted)).Text("id"));
    }

    protected static object Section(string kind, string componentType) =>
        new
        {
            page = "index",
            kind,
            componentType,
            name = kind,
            purpose = "Say it.",
        };

    protected static async Task<JsonNode> GetAsync(Person person, string generation) =>
        (await person.Client.GetFromJsonAsync<JsonNode>($"/v1/generations/{generation}"))!;

    protected static Behaviour Answer(string hero, string story, string callout) =>
        new() { Text = $$"""{"hero":{{hero}},"story":{{story}},"callout":{{callout}}}""" };

    protected static int PiecesBefore(string text, string word) =>
        FakeProvider.Pieces(text[..text.IndexOf(word, StringComparison.Ordinal)]).Count();

    protected static IEnumerable<string> SchemaOf(Served call) => KeysOf(call.Body);

    protected static IEnumerable<string> KeysOf(JsonNode request) =>
        request["text"]!["format"]!["schema"]!["properties"]!.AsObject().Select(member => member.Key);

    /// <summary>The user message of a call.</summary>
    protected static JsonObject PromptOf(Served call) =>
        JsonNode.Parse(call.Body["input"]![1]!["content"]![0]!.Text("text"))!.AsObject();

    protected static long Nano(JsonNode usd) =>
        (long)(decimal.Parse(usd.ToString(), System.Globalization.CultureInfo.InvariantCulture) * 1_000_000_000);
}
