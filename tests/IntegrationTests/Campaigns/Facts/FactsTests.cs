using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace AiWebBuilder.IntegrationTests.Campaigns.Facts;

/// <summary>What the product has read in a brief, and where its pages say it.</summary>
internal sealed class FactsTests
{
    [Test]
    public async Task Facts_are_there_before_any_section_and_say_afterwards_which_ones_say_them()
    {
        using var owner = await App.Current.SignedInAsync();
        var campaign = (
            await Answers.JsonAsync(
                await owner.PostAsJsonAsync(
                    "/v1/campaigns",
                    new
                    {
                        name = "Pemberton Plumbing",
                        type = "landing_page",
                        description = "Leaks and boilers in Manchester. Call-out £60. Phone 0161 496 0187. Never say cheap.",
                    }
                ),
                HttpStatusCode.Created
            )
        ).Text("id");

        var before = await FactsAsync(owner, campaign);
        (before.Text("language"), before.Text("country")).ShouldBe(("en", "GB"));
        var phone = Single(before, "phone");
        phone["value"]!.Text("e164").ShouldBe("+441614960187");
        (phone.Text("quote"), phone.Text("field"), phone.Text("source")).ShouldBe(
            ("Phone 0161 496 0187", "description", "brief")
        );
        phone["placed"]!.AsArray().ShouldBeEmpty();
        (Single(before, "price")["value"]!.Text("amount"), Single(before, "price")["value"]!.Text("currency")).ShouldBe(
            ("60", "GBP")
        );
        FateOf(before, "Phone 0161 496 0187.").ShouldBe("left_out Nothing has been generated yet.");
        FateOf(before, "Never say cheap.").ShouldBe("instruction ");

        (await owner.GenerateAsync(campaign)).Text("status").ShouldBe("completed");
        var after = await FactsAsync(owner, campaign);
        Single(after, "phone").Text("id").ShouldBe(phone.Text("id"));
        var placed = Single(after, "phone")["placed"]!.AsArray().Select(id => id!.GetValue<string>()).ToArray();
        placed.ShouldNotBeEmpty();
        var components = await owner.ComponentsAsync(campaign);
        components
            .Where(one => placed.Contains(one.Text("id")))
            .ShouldAllBe(one => one!.Text("code").Contains("0161 496 0187"));
        FateOf(after, "Phone 0161 496 0187.").ShouldBe("placed ");

        // Whoever writes a section, be it a person: what it says no longer is said nowhere.
        foreach (var component in placed)
        {
            await owner.EditAsync(component, """{"code":"<section><h2>Nothing</h2></section>"}""");
        }
        FateOf(await FactsAsync(owner, campaign), "Phone 0161 496 0187.").ShouldBe("left_out No section says it.");
    }

    [Test]
    public async Task What_a_person_corrects_adds_and_takes_out_stands_on_the_pages_at_once_and_through_edits_of_the_brief()
    {
        using var owner = await App.Current.SignedInAsync();
        var campaign = await PlumberAsync(owner);
        (await owner.GenerateAsync(campaign)).Text("status").ShouldBe("completed");
        var read = await FactsAsync(owner, campaign);
        var kept = Kept(read);
        kept.Single(fact => fact!.Text("kind") == "price")!["value"]!["amount"] = "75";
        kept.Remove(kept.Single(fact => fact!.Text("kind") == "phone"));
        kept.Add(JsonNode.Parse("""{"kind":"price","quote":"Key cutting £12"}"""));

        var set = await Answers.JsonAsync(await PutAsync(owner, campaign, kept, read.Text("etag")), HttpStatusCode.OK);

        var prices = set["data"]!.AsArray().Where(fact => fact.Text("kind") == "price").ToArray();
        prices.Select(price => price!["value"]!.Text("amount")).ShouldBe(["75", "12"]);
        prices.ShouldAllBe(price => price!.Text("source") == "person");
        prices[0].Text("id").ShouldBe(Single(read, "price").Text("id"));
        set["data"]!.AsArray().ShouldNotContain(fact => fact!.Text("kind") == "phone");
        var code = string.Join('\n', (await owner.ComponentsAsync(campaign)).Select(one => one.Text("code")));
        code.ShouldContain("£75");
        code.ShouldNotContain("£60");
        code.ShouldNotContain("tel:");
        var checks = (await owner.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{campaign}/preflight"))!["checks"]!;
        checks
            .AsArray()
            .Where(check => check.Text("rule") == "facts.unplaced")
            .ShouldHaveSingleItem()
            .Text("message")
            .ShouldContain("Key cutting £12");

        // Edited or not, the brief is not the last word.
        using var patch = new HttpRequestMessage(HttpMethod.Patch, $"/v1/campaigns/{campaign}")
        {
            Content = JsonContent.Create(new { description = Description + " We also sweep chimneys for £40." }),
            Headers = { { "If-Match", "*" } },
        };
        (await owner.SendAsync(patch)).EnsureSuccessStatusCode();
        (await FactsAsync(owner, campaign))["data"]!
            .AsArray()
            .Where(fact => fact.Text("kind") == "price")
            .Select(price => price!["value"]!.Text("amount"))
            .ShouldBe(["75", "40", "12"]);
    }

    [Test]
    public async Task A_plan_asks_for_what_such_pages_need_until_the_facts_say_it()
    {
        using var owner = await App.Current.SignedInAsync();
        var campaign = await CampaignAsync(owner, "Kiln", "Pottery classes for beginners.");
        var asked = await QuestionsAsync();
        asked.Select(question => question.Text("about")).ShouldBe(["contact", "price", "place"]);

        // The example of each answer is one.
        var answers = asked.Select(question => question["answers"]![0]!);
        var told = new JsonArray([
            .. answers.Select(answer => new JsonObject
            {
                ["kind"] = answer.Text("kind"),
                ["quote"] = answer.Text("example"),
            }),
        ]);
        await Answers.JsonAsync(await PutAsync(owner, campaign, told, ifMatch: null), HttpStatusCode.OK);

        (await QuestionsAsync()).Select(question => question.Text("about")).ShouldBe(["time"]);

        async Task<JsonNode[]> QuestionsAsync() =>
            [
                .. (
                    await Answers.JsonAsync(
                        await owner.PostAsJsonAsync($"/v1/campaigns/{campaign}/plan", new { }),
                        HttpStatusCode.OK
                    )
                )["questions"]!
                    .AsArray()
                    .OfType<JsonNode>(),
            ];
    }

    [TestCase("""{"id":"phone-0","kind":"phone","value":{"written":"1"}}""", "data[0].id")]
    [TestCase("""{"kind":"rumour","value":"x"}""", "data[0].kind")]
    [TestCase("""{"kind":"price","value":{"amount":"twelve"}}""", "data[0].value/amount")]
    [TestCase(
        """{"kind":"hours","value":{"regular":[{"open":"25:00","close":null}]}}""",
        "data[0].value/regular/0/open"
    )]
    [TestCase("""{"kind":"price","quote":"no price at all"}""", "data[0].quote")]
    [TestCase("""{"kind":"price"}""", "data[0].value")]
    [TestCase("""{"kind":"price","value":{"amount":"12\n","currency":"GBP"}}""", "data[0].value/amount")]
    [TestCase(
        """{"kind":"price","value":{"amount":"5","currency":"GBP","qualifier":"range"}}""",
        "data[0].value/amountTo"
    )]
    [TestCase("""{"kind":"date","value":{"date":"2026-13-01"}}""", "data[0].value/date")]
    [TestCase("""{"kind":"date","value":{"date":"2026-02-30"}}""", "data[0].value/date")]
    [TestCase("""{"kind":"date","value":{"date":"2026-12-01","time":"24:30"}}""", "data[0].value/time")]
    [TestCase(
        """{"kind":"hours","value":{"regular":[{"days":["mo","mo","mo","mo","mo","mo","mo","mo","mo"],"open":"09:00"}]}}""",
        "data[0].value/regular/0/days"
    )]
    public async Task What_is_no_fact_is_refused_by_its_place_and_changes_nothing(string fact, string path)
    {
        using var owner = await App.Current.SignedInAsync();
        var campaign = await PlumberAsync(owner);
        var before = await FactsAsync(owner, campaign);

        var refused = await Answers.JsonAsync(
            await PutAsync(owner, campaign, new JsonArray(JsonNode.Parse(fact)), ifMatch: null),
            HttpStatusCode.BadRequest
        );

        refused["errors"]!.AsObject().Select(error => error.Key).ShouldBe([path]);
        (await FactsAsync(owner, campaign)).ToJsonString().ShouldBe(before.ToJsonString());
    }

    [Test]
    public async Task Of_two_tabs_the_second_learns_that_the_facts_have_changed()
    {
        using var owner = await App.Current.SignedInAsync();
        using var stranger = await App.Current.SignedInAsync();
        var campaign = await PlumberAsync(owner);
        var read = await FactsAsync(owner, campaign);
        (await PutAsync(owner, campaign, Kept(read), read.Text("etag"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        var less = Kept(read);
        less.RemoveAt(0);
        (await PutAsync(owner, campaign, less, read.Text("etag"))).StatusCode.ShouldBe(
            HttpStatusCode.OK,
            "nothing was changed"
        );

        (await PutAsync(owner, campaign, Kept(read), read.Text("etag"))).StatusCode.ShouldBe(
            HttpStatusCode.PreconditionFailed
        );
        (await PutAsync(stranger, campaign, Kept(read), ifMatch: null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private const string Description =
        "Leaks and boilers in Manchester. Call-out £60. Phone 0161 496 0187. Never say cheap.";

    private static Task<string> PlumberAsync(HttpClient owner) =>
        CampaignAsync(owner, "Pemberton Plumbing", Description);

    private static async Task<string> CampaignAsync(HttpClient owner, string name, string description) =>
        (
            await Answers.JsonAsync(
                await owner.PostAsJsonAsync(
                    "/v1/campaigns",
                    new
                    {
                        name,
                        type = "landing_page",
                        description,
                    }
                ),
                HttpStatusCode.Created
            )
        ).Text("id");

    /// <summary>All that was read, as it is sent back.</summary>
    private static JsonArray Kept(JsonNode facts) =>
        [
            .. facts["data"]!
                .AsArray()
                .Select(fact => new JsonObject
                {
                    ["id"] = fact!.Text("id"),
                    ["kind"] = fact!.Text("kind"),
                    ["value"] = fact!["value"]!.DeepClone(),
                    ["unsure"] = fact!["unsure"]!.GetValue<bool>(),
                }),
        ];

    private static Task<HttpResponseMessage> PutAsync(
        HttpClient owner,
        string campaign,
        JsonArray facts,
        string? ifMatch
    )
    {
        var request = new HttpRequestMessage(HttpMethod.Put, $"/v1/campaigns/{campaign}/facts")
        {
            Content = JsonContent.Create(new JsonObject { ["data"] = facts }),
        };
        if (ifMatch is not null)
        {
            request.Headers.Add("If-Match", ifMatch);
        }
        return owner.SendAsync(request);
    }

    private static async Task<JsonNode> FactsAsync(HttpClient owner, string campaign) =>
        (await owner.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{campaign}/facts"))!;

    private static JsonNode Single(JsonNode facts, string kind) =>
        facts["data"]!.AsArray().Where(fact => fact.Text("kind") == kind).ShouldHaveSingleItem()!;

    private static string FateOf(JsonNode facts, string sentence) =>
        facts["sentences"]!
            .AsArray()
            .Where(one => one.Text("text") == sentence)
            .Select(one => $"{one.Text("fate")} {one!["reason"]}")
            .ShouldHaveSingleItem();
}
