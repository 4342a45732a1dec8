using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.AiUsage.Fakes;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Harness;
using Microsoft.AspNetCore.Mvc.Testing;

namespace AiWebBuilder.IntegrationTests.AiUsage.Generations;

/// <summary>What models answer when they are asked for a section: what lands of it, what it is asked to mend, and who pays.</summary>
internal sealed class AnswersOnTheWireTests
{
    private const string Good =
        """{"name":"Hero","props":{"heading":"Bicycles, mended","lead":"Bring it in and ride home."}}""";

    private AiStage stage = null!;
    private WebApplicationFactory<Program> node = null!;

    [OneTimeSetUp]
    public async Task SetAsync()
    {
        stage = await AiStage.SetAsync();
        node = stage.Start();
    }

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        await node.DisposeAsync();
        await stage.DisposeAsync();
    }

    [TestCase("""{"name":"Hero","props":{"heading":"Mended in 24 hours"}}""", "states 24")]
    [TestCase("""{"name":"Hero","props":{"heading":"A service for 54 GBP"}}""", "states 54")]
    [TestCase("""{"name":"Hero","props":{"heading":"Our award-winning workshop"}}""", "claims something")]
    [TestCase("""{"name":"Hero","props":{"heading":"Mended, with a guarantee"}}""", "claims something")]
    [TestCase(
        """{"name":"Hero","props":{"heading":"Write to us","lead":"At info@wrong.example."}}""",
        "names info@wrong.example"
    )]
    [TestCase(
        """{"name":"Hero","props":{"heading":"Loved","lead":"“The best workshop in the whole valley,” says Tom."}}""",
        "quotes somebody"
    )]
    [TestCase("""{"name":"Hero","props":{"heading":"Call us","facts":["phone-000000"]}}""", "not the id of a fact")]
    [TestCase(
        """{"name":"Hero","props":{"heading":"Shop","link":{"to":"page","ref":"shop","label":"Shop"}}}""",
        "leads nowhere"
    )]
    [TestCase(
        """{"name":"Hero","props":{"heading":"Run","link":{"to":"url","ref":"javascript:alert(1)","label":"Go"}}}""",
        "begins with https"
    )]
    [TestCase("""{"name":"Hero","props":{"heading":"Hello","css":"body{display:none}"}}""", "not a known member")]
    [TestCase("""{"name":"Hero","props":{"heading":""}}""", "/heading")]
    [TestCase("""{"name":"Hero","props":{}}""", "heading")]
    [TestCase("""{"name":"Hero","props":{"heading":"[Your company name]"}}""", "left to be filled in")]
    [TestCase(
        """{"name":"Hero","props":{"heading":"I'm sorry, but no","lead":"As an AI, I mend nothing."}}""",
        "speaks of the writer"
    )]
    [TestCase(
        """{"name":"Hero","props":{"heading":"Willkommen","lead":"Wir reparieren Ihr Fahrrad noch am selben Tag, und Sie wissen den Preis, bevor wir mit der Arbeit beginnen. Kommen Sie vorbei, wir freuen uns."}}""",
        "another language"
    )]
    [TestCase("""{"name":"Hero","html":"<section>Free HTML</section>","css":"p{}"}""", "no props")]
    [TestCase("""{"name":"Hero","props":{"heading":"A service for 45 EUR"}}""", "states 45 EUR")]
    [TestCase(
        """{"name":"Hero","props":{"heading":"Fair prices","lead":"Solo is 30 GBP and Team 45 GBP."}}""",
        "gives 45 for Team, which costs 30"
    )]
    public async Task What_cannot_be_used_is_asked_for_once_more_with_what_was_wrong(string answer, string finding)
    {
        var (client, campaign, calls) = await GenerateAsync(
            new Behaviour { Text = answer },
            new Behaviour { Text = Good }
        );
        calls.Length.ShouldBe(2);
        calls[1].Body.ToJsonString().ShouldContain(Escaped(finding));
        var component = (await client.ComponentsAsync(campaign)).ShouldHaveSingleItem()!;
        component.Text("code").ShouldContain("Bicycles, mended");
        component["isAttached"]!.GetValue<bool>().ShouldBeTrue();
        await ChargedShouldBeAsync(campaign, 1);
    }

    [Test]
    public async Task A_hero_that_fails_twice_leaves_nothing_that_could_be_published_and_costs_the_account_nothing()
    {
        var bad = new Behaviour { Text = """{"name":"Hero","props":{"heading":"Mended in 24 hours"}}""" };
        var (client, campaign, calls) = await GenerateAsync(bad, bad);
        calls.Length.ShouldBe(2);
        (await client.ComponentsAsync(campaign)).ShouldBeEmpty();
        await ChargedShouldBeAsync(campaign, 0);
        (await client.PutAsync($"/v1/campaigns/{campaign}/publication", null)).StatusCode.ShouldBe(
            HttpStatusCode.Conflict
        );
    }

    [TestCase("""Here you are: {"name":"Hero","props":{"heading":"Bicycles, mended"}} I hope that it helps.""")]
    [TestCase("""{"name":"Hero","props":{"heading":"Bicycles, mended","lead":null,"facts":null,"link":null}}""")]
    public async Task What_can_be_used_lands_at_once(string answer)
    {
        var (client, campaign, calls) = await GenerateAsync(new Behaviour { Text = answer });
        calls.Length.ShouldBe(1);
        (await client.ComponentsAsync(campaign)).ShouldHaveSingleItem().Text("code").ShouldContain("Bicycles, mended");
    }

    [Test]
    public async Task A_hundred_kilobytes_of_an_answer_are_read_and_refused_by_what_fits()
    {
        var endless = string.Join(' ', Enumerable.Repeat("Bicycles, mended.", 6_000));
        var (client, campaign, calls) = await GenerateAsync(
            new Behaviour { Text = $$$"""{"name":"Hero","props":{"heading":"Bicycles","lead":"{{{endless}}}"}}""" },
            new Behaviour { Text = Good }
        );
        calls.Length.ShouldBe(2);
        calls[1].Body.ToJsonString().ShouldContain("characters wide");
        (await client.ComponentsAsync(campaign)).ShouldHaveSingleItem().Text("code").Length.ShouldBeLessThan(5_000);
        await ChargedShouldBeAsync(campaign, 1);
    }

    [Test]
    public async Task Markup_in_a_text_is_text()
    {
        var (client, campaign, _) = await GenerateAsync(
            new Behaviour
            {
                Text =
                    """{"name":"Hero","props":{"heading":"<script>alert(1)</script>","lead":"{{ 7 | times: 7 }} <b>x</b>"}}""",
            }
        );
        var code = (await client.ComponentsAsync(campaign)).ShouldHaveSingleItem().Text("code");
        code.ShouldContain("&lt;script&gt;");
        code.ShouldNotContain("<script>");
        code.ShouldContain("&#123;&#123; 7 | times: 7 &#125;&#125;");
    }

    [Test]
    public async Task An_edit_of_code_whose_answer_has_no_styles_keeps_its_styles()
    {
        using var person = await Person.RegisterAsync(node);
        var campaign = (await person.Client.CreateCampaignAsync("minimal")).Text("id");
        var id = (
            await person.Client.AddComponentAsync(
                campaign,
                code: "<section>Old</section>",
                cssStyles: ".mine{color:#222}"
            )
        ).Text("id");
        stage.OpenAi.Answer(new Behaviour { Text = """{"name":"Mine","html":"<section>New</section>"}""" });
        var started = await Answers.JsonAsync(
            await person.Client.PostAsJsonAsync(
                $"/v1/components/{id}/generations",
                new { instruction = "Newer.", model = AiStage.Gpt }
            ),
            HttpStatusCode.Accepted
        );
        (await person.Client.WaitForGenerationAsync(started.Text("id"), campaign)).Text("status").ShouldBe("completed");
        var component = (await person.Client.GetFromJsonAsync<JsonNode>($"/v1/components/{id}"))!;
        component.Text("code").ShouldContain("New");
        component.Text("cssStyles").ShouldBe(".mine{color:#222}");
    }

    private async Task<(HttpClient Client, string Campaign, Served[] Calls)> GenerateAsync(params Behaviour[] answers)
    {
        var person = await Person.RegisterAsync(node);
        var campaign = (
            await Answers.JsonAsync(
                await person.Client.PostAsJsonAsync(
                    "/v1/campaigns",
                    new
                    {
                        name = "Mill Wheels",
                        type = "landing_page",
                        description = "Bicycle repairs. Prices: Solo 45 GBP, Team 30 GBP.",
                    }
                ),
                HttpStatusCode.Created
            )
        ).Text("id");
        var before = stage.OpenAi.Calls.Count;
        stage.OpenAi.Answer(answers);
        await person.Client.GenerateAsync(
            campaign,
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
                    sections = new[]
                    {
                        new
                        {
                            page = "index",
                            kind = "hero",
                            componentType = "hero_section",
                            name = "Hero",
                            purpose = "Begin.",
                        },
                    },
                },
            }
        );
        return (person.Client, campaign, [.. stage.OpenAi.Calls.Skip(before)]);
    }

    private async Task ChargedShouldBeAsync(string campaign, int calls) =>
        (
            await stage.Database.QueryAsync<long>(
                $"""
                select count(*) from ai_calls c join ai_generations g on g.id = c.generation_id
                where g.campaign_id = '{campaign}' and c.state = 'settled'
                """
            )
        ).ShouldBe(calls);

    private static string Escaped(string text) => JsonValue.Create(text)!.ToJsonString().Trim('"');
}
