using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Infrastructure.Campaigns.Blocks;
using AiWebBuilder.IntegrationTests;
using AiWebBuilder.UnitTests.AiUsage;

namespace AiWebBuilder.BrowserTests.Pages;

/// <summary>A campaign of 22 pages whose look is chosen anew: every text on every page can be read in each of them.</summary>
internal sealed class ThemeContrastTests
{
    private const int Pages = 22;

    /// <summary>Nothing without pictures of the owner's.</summary>
    private const string Uploaded = "gallery";

    private static readonly string[] Tones = ["plain", "tint", "strong"];

    [Test]
    public async Task Every_text_of_22_pages_can_be_read_in_three_looks()
    {
        using var client = await Browser.Host.SignedInAsync();
        var campaign = await CampaignAsync(client);
        var problems = new List<string>();
        var looks = new Dictionary<int, string>();
        foreach (
            var theme in new[]
            {
                """{"style":"bold","primary":"#FFD400","highlight":"#FFE97F"}""",
                """{"style":"soft","primary":"#0F5257","accent":"#9AD1D4"}""",
                """{"style":"editorial","primary":"#111111","background":"#1B1B1E"}""",
            }
        )
        {
            var before = await ComponentsAsync(client, campaign);
            var clock = Stopwatch.StartNew();
            using var set = await client.PutTextAsync($"/v1/campaigns/{campaign}/theme", theme);
            TestContext.Out.WriteLine(
                $"{before.Count} sections of {Pages} pages in {clock.Elapsed.TotalSeconds:0.00} s"
            );
            set.StatusCode.ShouldBe(HttpStatusCode.OK, await set.Content.ReadAsStringAsync());
            var after = await ComponentsAsync(client, campaign);
            // None says anything else, and no model was asked.
            after
                .Select(one => one!["props"]!.ToJsonString())
                .ShouldBe(before.Select(one => one!["props"]!.ToJsonString()));
            (await client.GetFromJsonAsync<JsonNode>("/v1/ai/generations"))!["data"]!.AsArray().ShouldBeEmpty();
            using var published = await client.PutAsync($"/v1/campaigns/{campaign}/publication", null);
            var url = (await Answers.JsonAsync(published, HttpStatusCode.OK))["url"]!.GetValue<string>();
            for (var page = 0; page < Pages; page++)
            {
                var html = await client.GetStringAsync(AddressOf(url, page));
                html.ShouldNotBe(looks.GetValueOrDefault(page), $"page {page} has the look before");
                looks[page] = html;
            }
            var inspected = await Task.WhenAll(InspectAsync(url, 0), InspectAsync(url, 1));
            problems.AddRange(inspected.SelectMany(found => found).Select(problem => $"{theme}: {problem}"));
        }
        problems.ShouldBeEmpty(string.Join(Environment.NewLine, problems));
    }

    private static async Task<JsonArray> ComponentsAsync(HttpClient client, string campaign) =>
        (await client.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{campaign}"))!["components"]!.AsArray();

    private static string AddressOf(string url, int page) => page == 0 ? url : $"{url}/page-{page}";

    /// <summary>Every other page, in a window of its own.</summary>
    private static async Task<List<string>> InspectAsync(string url, int first)
    {
        var problems = new List<string>();
        await using var inspection = await PageInspection.OpenAsync();
        for (var page = first; page < Pages; page += 2)
        {
            problems.AddRange(await inspection.InspectAsync(AddressOf(url, page), [1440]));
        }
        return problems;
    }

    /// <summary>Each page begins with a hero, and has some of the blocks that need no facts, each of them on every ground.</summary>
    private static async Task<string> CampaignAsync(HttpClient client)
    {
        var campaign = (await client.CreateCampaignAsync("minimal"))["id"]!.GetValue<string>();
        string[] types = ["landing_page", "testimonials", "popup", "form"];
        var blocks = new BlockCatalogue()
            .All.Where(block =>
                types.Contains(block.ComponentType) && block.Samples[0].Facts.Count == 0 && block.Kind != Uploaded
            )
            .ToArray();
        var sections = blocks
            .SelectMany(block => Tones.Select((tone, number) => (block, tone, number)))
            .Where(one => one.number == 0 || one.block.Schema["properties"]!["tone"] is not null)
            .ToArray();
        blocks.Length.ShouldBeGreaterThan(8);
        using var content = new ByteArrayContent(SampleFiles.Pdf);
        using var uploaded = await client.PostAsync("/v1/files?name=prices.pdf", content);
        var file = (await Answers.JsonAsync(uploaded, HttpStatusCode.Created))["id"]!.GetValue<string>();
        var hero = new BlockCatalogue().Find("hero")!;
        for (var page = 0; page < Pages; page++)
        {
            await AddAsync(
                "hero",
                new JsonObject
                {
                    ["heading"] = "Everything can be read",
                    ["lead"] = "On every ground, in every look.",
                    ["eyebrow"] = "A line above",
                    ["variant"] = hero.Variants[page % (hero.Variants.Count - 1)],
                },
                page
            );
        }
        foreach (var ((block, tone, number), index) in sections.Select((section, index) => (section, index)))
        {
            var props = Alone(block.Samples[0].Props.DeepClone().AsObject(), file);
            props["variant"] = block.Variants[number % block.Variants.Count];
            if (block.Schema["properties"]!["tone"] is not null)
            {
                props["tone"] = tone;
            }
            await AddAsync(block.Kind, props, index % Pages);
        }
        return campaign;

        async Task AddAsync(string kind, JsonObject props, int page)
        {
            using var added = await client.PostAsJsonAsync(
                $"/v1/campaigns/{campaign}/components",
                new
                {
                    name = kind,
                    kind,
                    page = page == 0 ? "index" : $"page-{page}",
                    props,
                }
            );
            added.StatusCode.ShouldBe(HttpStatusCode.Created, kind + await added.Content.ReadAsStringAsync());
        }
    }

    /// <summary>Links that lead to no other page, one file, and no pictures: none are uploaded.</summary>
    private static JsonObject Alone(JsonObject props, string file)
    {
        foreach (var (name, value) in props.ToArray())
        {
            switch (value)
            {
                case JsonObject link when link["to"] is not null:
                    (link["to"], link["ref"]) = ("url", "https://example.com/");
                    break;
                case JsonObject offered when name == "file":
                    offered["id"] = file;
                    break;
                case JsonObject picture when picture["id"] is not null:
                    props.Remove(name);
                    break;
                case JsonArray items:
                    foreach (var item in items.OfType<JsonObject>())
                    {
                        Alone(item, file);
                    }
                    break;
                default:
                    break;
            }
        }
        return props;
    }
}
