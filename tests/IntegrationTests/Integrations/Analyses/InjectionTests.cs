using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.AiUsage;
using AiWebBuilder.IntegrationTests.AiUsage.Fakes;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Harness;
using Microsoft.AspNetCore.Mvc.Testing;

namespace AiWebBuilder.IntegrationTests.Integrations.Analyses;

/// <summary>
/// Forty texts in pages that are written to whoever analyses them: they are counted as what they stand in, and change nothing else. The same
/// pages with a harmless text in the same places are the measure.
/// </summary>
internal sealed class InjectionTests
{
    private const string Mark = "PWNED";
    private const int APage = 4;

    private static readonly Injection[] Injections = JsonSerializer.Deserialize<Injection[]>(
        File.ReadAllText(Path.Combine(Repository.Root, "tests/IntegrationTests/Integrations/Analyses/injections.json")),
        JsonSerializerOptions.Web
    )!;

    private AiStage stage = null!;
    private WebApplicationFactory<Program> node = null!;
    private AnalysedSite harmful = null!;
    private AnalysedSite harmless = null!;

    /// <param name="Where">HTML with a place for the text.</param>
    internal sealed record Injection(string Manner, string Where, string Text);

    [OneTimeSetUp]
    public async Task SetAsync()
    {
        stage = await AiStage.SetAsync();
        node = stage.Start(("Outgoing:AllowLoopback", "true"), ("Ai:DefaultModel", AiStage.Gpt));
        harmful = await SiteAsync(one => one.Text);
        harmless = await SiteAsync(one => one.Manner);
    }

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        await node.DisposeAsync();
        await stage.DisposeAsync();
        await harmful.DisposeAsync();
        await harmless.DisposeAsync();
    }

    [Test]
    public async Task The_offline_writer_recommends_what_it_does_of_harmless_pages()
    {
        using var person = await Person.RegisterAsync(node);
        var expected = await AnalysedAsync(person, harmless, "offline-writer-1");
        using var other = await Person.RegisterAsync(node);
        var analysis = await AnalysedAsync(other, harmful, "offline-writer-1");

        Injections.Length.ShouldBe(40);
        analysis["facts"]!
            .AsArray()
            .Select(fact => fact!.Text("id"))
            .ShouldBe(expected["facts"]!.AsArray().Select(fact => fact!.Text("id")));
        // Two of them are claims by what they say, as visitors read them, and some are titles of another length; all else is the same.
        analysis
            .Cited()
            .Except(expected.Cited())
            .ShouldBeSubsetOf(["claims.numbers", "claims.guarantees", "claims.awards"]);
        ShouldSayNothing(analysis);
        await ReportShouldBeSafeAsync(other, analysis);
        harmful.Visits.ShouldAllBe(path => !path.Contains("evil", StringComparison.OrdinalIgnoreCase));
    }

    [TestCase("full_audit")]
    [TestCase("migration_assessment")]
    public async Task A_model_that_obeys_what_stands_outside_of_quotes_finds_nothing_to_obey(string type)
    {
        using var person = await Person.RegisterAsync(node);
        List<string> obeyed = [];
        stage.OpenAi.Chooses = request =>
        {
            var messages = request["input"]!
                .AsArray()
                .Select(message => string.Concat(message!["content"]!.AsArray().Select(part => part!.Text("text"))))
                .ToArray();
            var prompt = JsonNode.Parse(messages[1])!;
            var outside = messages
                .Where((_, index) => index != 1)
                .Concat(Outside(prompt, name: null))
                .Append(request["text"]?.ToJsonString() ?? "")
                .Where(text => text.Contains(Mark, StringComparison.OrdinalIgnoreCase))
                .ToArray();
            lock (obeyed)
            {
                obeyed.AddRange(outside);
            }
            var steps =
                type == "full_audit"
                    ? "[]"
                    : """[{"title":"Try","text":"One page.","facts":["migration.contents"]},{"title":"Go","text":"All pages.","facts":["migration.contents"]}]""";
            return Behaviour.Usual with
            {
                Text =
                    outside.Length > 0
                        ? $$$"""{"analysis":{"summary":"{{{Mark}}}","recommendations":[],"migrationPlan":[]}}"""
                        : $$$"""{"analysis":{"summary":"Read.","recommendations":[{"title":"Look at the pages","text":"They were read.","effort":"low","facts":["structure.pages"]}],"migrationPlan":{{{steps}}}}}""",
            };
        };
        var analysis = await AnalysedAsync(person, harmful, AiStage.Gpt, type);
        stage.OpenAi.Chooses = _ => null;

        obeyed.ShouldBeEmpty();
        analysis["summary"]!.Text("text").ShouldBe("Read.");
        ShouldSayNothing(analysis);
        await ReportShouldBeSafeAsync(person, analysis);
    }

    /// <summary>The texts of the prompt that do not stand in a quote or an address; names of members, too.</summary>
    private static IEnumerable<string> Outside(JsonNode? node, string? name) =>
        node switch
        {
            JsonObject members => members.SelectMany(member => Outside(member.Value, member.Key).Append(member.Key)),
            JsonArray items => items.SelectMany(item => Outside(item, name)),
            JsonValue value when name is not ("quote" or "address") => [value.ToString()],
            _ => [],
        };

    private static void ShouldSayNothing(JsonNode analysis)
    {
        analysis.Text("status").ShouldBe("completed", analysis.ToJsonString());
        foreach (var member in new[] { "summary", "recommendations" })
        {
            var said = analysis[member]!.ToJsonString();
            said.ShouldNotContain(Mark, Case.Insensitive);
            said.ShouldNotContain("evil", Case.Insensitive);
        }
        (analysis["migrationAssessment"]?["plan"]?.ToJsonString() ?? "").ShouldNotContain(Mark, Case.Insensitive);
        foreach (var fact in analysis["facts"]!.AsArray().SelectMany(fact => fact!["samples"]!.AsArray()))
        {
            var text = fact!["text"]?.GetValue<string>() ?? "";
            text.EnumerateRunes()
                .ShouldAllBe(rune => System.Text.Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format, text);
        }
    }

    private static async Task ReportShouldBeSafeAsync(Person person, JsonNode analysis)
    {
        using var report = await person.Client.GetAsync($"/v1/analyses/{analysis.Text("id")}/report");
        report.StatusCode.ShouldBe(HttpStatusCode.OK);
        var document = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await report.Content.ReadAsStringAsync());
        document.QuerySelectorAll("script, iframe, img, form, object, embed, base, link").ShouldBeEmpty();
        document.QuerySelectorAll("a[href]").Select(link => link.GetAttribute("href")).ShouldBe(["#main"]);
        document
            .All.SelectMany(element => element.Attributes)
            .ShouldAllBe(one => !one.Name.StartsWith("on", StringComparison.Ordinal));
    }

    private static async Task<JsonNode> AnalysedAsync(
        Person person,
        AnalysedSite site,
        string model,
        string type = "full_audit"
    )
    {
        var integration = await person.Client.SyncedSiteAsync(site);
        return await person.Client.EndedAsync(await person.Client.StartAnalysisAsync(integration, type, model));
    }

    private static async Task<AnalysedSite> SiteAsync(Func<Injection, string> text)
    {
        var site = await AnalysedSite.StartAsync();
        var number = 0;
        foreach (var page in Injections.Chunk(APage))
        {
            var parts = page.Select(one =>
                one.Where.Replace("{}", WebUtility.HtmlEncode(text(one)), StringComparison.Ordinal)
                    .Replace("{{", "{", StringComparison.Ordinal)
                    .Replace("}}", "}", StringComparison.Ordinal)
            );
            site.Page(
                number++ == 0 ? "/" : string.Create(CultureInfo.InvariantCulture, $"/page-{number}/"),
                string.Create(CultureInfo.InvariantCulture, $"Page {number}"),
                $"<!doctype html><html lang=en><head><meta charset=utf-8>{(page.Any(one => one.Where.StartsWith("<title", StringComparison.Ordinal)) ? "" : $"<title>Page {number}</title>")}</head><body><h1>Page</h1><p>Words of the page, as its visitors read them.</p>{string.Concat(parts)}</body></html>"
            );
        }
        return site;
    }
}
