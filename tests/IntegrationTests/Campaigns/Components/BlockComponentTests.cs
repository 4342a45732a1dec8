using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Harness;

namespace AiWebBuilder.IntegrationTests.Campaigns.Components;

/// <summary>Components that are the props of a block: what is made of them, what is refused, and how they become code and props again.</summary>
internal sealed class BlockComponentTests
{
    private const string Questions = """
        {"heading":"Questions","items":[{"question":"Is parking free?","answer":"Yes, **behind** the house."},{"question":"May dogs come?","answer":"They may."}]}
        """;

    [Test]
    public async Task Props_are_laid_out_and_a_change_of_one_word_changes_nothing_else()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        var added = await AddAsync(client, campaign, "faq", Questions);

        added.Text("componentType").ShouldBe("landing_page");
        added.Text("kind").ShouldBe("faq");
        added.Text("anchor").ShouldBe("faq");
        added["isAttached"]!.GetValue<bool>().ShouldBeTrue();
        added.Text("code").ShouldContain("<strong>behind</strong>");
        added.Text("cssStyles").ShouldContain(".faq");
        var props = added["props"]!;
        props.Number("v").ShouldBe(1);
        props.Text("variant").ShouldBe("details");
        var first = props["items"]![0]!.Text("id");
        first.Length.ShouldBe(8);

        props["items"]![0]!["answer"] = "No: there is {{ none }} <b>at all</b>.";
        var edited = await client.EditAsync(
            added.Text("id"),
            new JsonObject { ["props"] = props.DeepClone() }.ToJsonString()
        );
        edited.Number("version").ShouldBe(2);
        edited.Text("code").ShouldContain("&#123;&#123; none &#125;&#125; &lt;b&gt;at all");
        edited["props"]!["items"]![0]!.Text("id").ShouldBe(first);

        var diff = await client.GetFromJsonAsync<JsonNode>($"/v1/components/{added.Text("id")}/versions/2/diff");
        diff!["props"]!.AsArray().Select(change => change.Text("path")).ShouldBe([$"/items/@{first}/answer"]);
        (await client.EditAsync(added.Text("id"), new JsonObject { ["props"] = props.DeepClone() }.ToJsonString()))
            .Number("version")
            .ShouldBe(2);
    }

    [Test]
    public async Task An_item_that_moves_keeps_its_id_and_a_copy_gets_one_of_its_own()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        var added = await AddAsync(client, campaign, "faq", Questions);
        var items = added["props"]!["items"]!.AsArray();
        var (one, two) = (items[0]!.Text("id"), items[1]!.Text("id"));
        var props = added["props"]!.DeepClone();
        props["items"] = new JsonArray(items[1]!.DeepClone(), items[0]!.DeepClone(), items[0]!.DeepClone());

        var edited = await client.EditAsync(added.Text("id"), new JsonObject { ["props"] = props }.ToJsonString());

        var ids = edited["props"]!["items"]!.AsArray().Select(item => item.Text("id")).ToArray();
        ids[..2].ShouldBe([two, one]);
        ids.ShouldBeUnique();
        var diff = await client.GetFromJsonAsync<JsonNode>($"/v1/components/{added.Text("id")}/versions/2/diff");
        diff!["props"]!.AsArray()[0]!.Text("path").ShouldBe("/items");
    }

    [TestCase("""{"heading":"Q","items":[],"colour":"red"}""", "props/items", "props/colour")]
    [TestCase(
        """{"heading":"Q","items":[{"question":"a","answer":"b","size":2},{"question":"c","answer":"d"}]}""",
        "props/items/0/size"
    )]
    [TestCase(
        """{"heading":5,"items":[{"question":"a","answer":"b"},{"question":"c","answer":"d"}]}""",
        "props/heading"
    )]
    [TestCase(
        """{"heading":"Q","variant":"tiles","items":[{"question":"a","answer":"b"},{"question":"c","answer":"d"}]}""",
        "props/variant"
    )]
    [TestCase(
        """{"v":2,"heading":"Q","items":[{"question":"a","answer":"b"},{"question":"c","answer":"d"}]}""",
        "props/v"
    )]
    [TestCase("{}", "props")]
    public async Task Props_beside_the_schema_are_refused_with_their_path(string props, params string[] paths)
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        var refused = await Answers.JsonAsync(
            await PostAsync(client, campaign, "faq", props),
            HttpStatusCode.BadRequest
        );
        refused.Text("code").ShouldBe("request.invalid");
        foreach (var path in paths)
        {
            refused["errors"]!.AsObject().ContainsKey(path).ShouldBeTrue($"{path} in {refused["errors"]}");
        }
        (await client.ComponentsAsync(campaign)).ShouldBeEmpty();
    }

    [Test]
    public async Task A_link_to_nowhere_and_a_fact_that_nobody_stated_are_refused()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        var refused = await Answers.JsonAsync(
            await PostAsync(
                client,
                campaign,
                "hero",
                """
                {"heading":"Hello","facts":["price-000000"],"link":{"to":"page","ref":"shop","label":"Shop"},"link2":{"to":"section","ref":"prices","label":"Prices"}}
                """
            ),
            HttpStatusCode.BadRequest
        );
        refused["errors"]!
            .AsObject()
            .Select(error => error.Key)
            .Order(StringComparer.Ordinal)
            .ShouldBe(["props/facts/0", "props/link/ref", "props/link2/ref"]);
    }

    [TestCase("""{"name":"A","props":{}}""", "kind")]
    [TestCase("""{"name":"A","kind":"carousel","props":{}}""", "kind")]
    [TestCase("""{"name":"A","kind":"e-text","componentType":"custom","code":"<p>x</p>"}""", "kind")]
    [TestCase("""{"name":"A","kind":"faq","componentType":"email_template","code":"<p>x</p>"}""", "kind")]
    [TestCase("""{"name":"A","kind":"faq","componentType":"header","props":{}}""", "componentType")]
    [TestCase("""{"name":"A","kind":"faq","cssStyles":"a{}","props":{}}""", "cssStyles")]
    [TestCase("""{"name":"A","code":"<p>x</p>"}""", "componentType")]
    public async Task It_is_either_a_block_or_code(string body, string field)
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        var refused = await Answers.JsonAsync(
            await client.PostTextAsync($"/v1/campaigns/{campaign}/components", body),
            HttpStatusCode.BadRequest
        );
        refused["errors"]!.AsObject().ContainsKey(field).ShouldBeTrue($"{field} in {refused["errors"]}");
    }

    [Test]
    public async Task Code_detaches_it_until_it_is_attached_again_or_a_version_is_restored()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        var id = (await AddAsync(client, campaign, "faq", Questions)).Text("id");

        var detached = await client.EditAsync(id, """{"code":"<section><h2>Mine</h2></section>"}""");
        detached["isAttached"]!.GetValue<bool>().ShouldBeFalse();
        detached["props"]!.Text("heading").ShouldBe("Questions");
        (await client.EditAsync(id, """{"name":"Still mine"}""")).Text("code").ShouldContain("Mine");

        var attached = await client.EditAsync(id, """{"isAttached":true}""");
        attached["isAttached"]!.GetValue<bool>().ShouldBeTrue();
        attached.Text("code").ShouldContain("Is parking free?");

        await client.EditAsync(id, """{"cssStyles":".mine{color:#222}"}""");
        var restored = await Answers.JsonAsync(
            await client.PostAsync($"/v1/components/{id}/versions/1/restoration", null),
            HttpStatusCode.Created
        );
        restored["isAttached"]!.GetValue<bool>().ShouldBeTrue();
        restored.Text("cssStyles").ShouldContain(".faq");
        (
            await Answers.JsonAsync(
                await client.PatchTextAsync(
                    $"/v1/components/{id}",
                    """{"code":"<p>x</p>","isAttached":true}""",
                    await client.TagAsync($"/v1/components/{id}")
                ),
                HttpStatusCode.BadRequest
            )
        )["errors"]!
            .AsObject()
            .ContainsKey("isAttached")
            .ShouldBeTrue();
    }

    [Test]
    public async Task What_a_newer_version_of_the_product_has_written_is_kept_and_the_rest_stays_editable()
    {
        await using var nodes = await Nodes.CreateAsync();
        await using var node = nodes.StartWithoutJobs();
        using var client = await node.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        var id = (await AddAsync(client, campaign, "faq", Questions)).Text("id");
        await nodes.ExecuteAsync(
            """update campaign_components set props = props || '{"v": 7, "variant": "spiral", "sparkle": {"level": 3}}'"""
        );
        var props = (await client.GetFromJsonAsync<JsonNode>($"/v1/components/{id}"))!["props"]!.DeepClone();
        props["heading"] = "Your questions";

        var edited = await client.EditAsync(id, new JsonObject { ["props"] = props.DeepClone() }.ToJsonString());

        edited.Text("code").ShouldContain("Your questions");
        edited["props"]!["sparkle"]!.ToJsonString().ShouldBe("""{"level":3}""");
        props["sparkle"]!["level"] = 4;
        (
            await client.PatchTextAsync(
                $"/v1/components/{id}",
                new JsonObject { ["props"] = props }.ToJsonString(),
                await client.TagAsync($"/v1/components/{id}")
            )
        ).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        await nodes.ExecuteAsync($"update campaign_components set kind = 'hologram' where id = '{id}'");
        (await client.EditAsync(id, """{"name":"Kept"}""")).Text("name").ShouldBe("Kept");
        (
            await CampaignSteps.CodeAsync(
                client.PatchTextAsync(
                    $"/v1/components/{id}",
                    """{"props":{"heading":"New"}}""",
                    await client.TagAsync($"/v1/components/{id}")
                ),
                HttpStatusCode.Conflict
            )
        ).ShouldBe("campaigns.block_unknown");
        (await client.EditAsync(id, """{"code":"<p>By hand</p>"}"""))["isAttached"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Test]
    public async Task Links_name_what_they_lead_to_and_outlive_a_move_to_another_page()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        await AddAsync(client, campaign, "faq", Questions);
        var again = await AddAsync(client, campaign, "faq", Questions);
        again.Text("anchor").ShouldBe("faq-2");
        var callout = await AddAsync(
            client,
            campaign,
            "callout",
            """{"heading":"Still wondering?","link":{"to":"section","ref":"faq-2","label":"Read on"}}"""
        );
        callout.Text("code").ShouldContain("href=\"#faq-2\"");

        var moved = await client.EditAsync(callout.Text("id"), """{"page":"about"}""");

        moved.Text("code").ShouldContain("href=\"./#faq-2\"");
        moved.Number("version").ShouldBe(1);
    }

    [Test]
    public async Task Two_megabytes_are_refused_wherever_they_come_and_nothing_is_lost()
    {
        // On a real socket: the test server takes bodies of any length.
        await using var nodes = await Nodes.CreateAsync();
        await using var node = nodes.Database.WithWebHostBuilder(builder =>
            builder.UseSetting("Jobs:Enabled", "false")
        );
        node.UseKestrel(0);
        node.StartServer();
        using var client = await node.SignedInAsync();
        // The answer comes before the body is sent, which nobody reads.
        client.DefaultRequestHeaders.ExpectContinue = true;
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        var added = await AddAsync(client, campaign, "faq", Questions);
        var theme = await client.GetStringAsync($"/v1/campaigns/{campaign}/theme");
        var endless = new string('a', 2_000_000);
        var props = $$"""{"heading":"{{endless}}","items":[]}""";
        Func<Task<HttpResponseMessage>>[] requests =
        [
            () =>
                client.PostTextAsync(
                    $"/v1/campaigns/{campaign}/components",
                    $$"""{"name":"A","kind":"faq","props":{{props}}}"""
                ),
            async () =>
                await client.PatchTextAsync(
                    $"/v1/components/{added.Text("id")}",
                    $$"""{"props":{{props}}}""",
                    await client.TagAsync($"/v1/components/{added.Text("id")}")
                ),
            () => client.PutTextAsync($"/v1/campaigns/{campaign}/theme", $$"""{"headingFont":"{{endless}}"}"""),
        ];

        foreach (var request in requests)
        {
            using var answer = await request();
            ((int)answer.StatusCode).ShouldBe(413);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
            (await answer.Content.ReadFromJsonAsync<JsonNode>()).Text("code").ShouldBe("request.too_large");
        }

        (await client.ComponentsAsync(campaign)).ShouldHaveSingleItem()!["props"]!
            .ToJsonString()
            .ShouldBe(added["props"]!.ToJsonString());
        (await client.GetStringAsync($"/v1/campaigns/{campaign}/theme")).ShouldBe(theme);
    }

    [Test]
    public async Task A_block_that_the_product_has_no_longer_is_kept_and_shown_through_every_change_around_it()
    {
        await using var nodes = await Nodes.CreateAsync();
        await using var node = nodes.StartWithoutJobs();
        using var client = await node.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        var id = (await AddAsync(client, campaign, "faq", Questions)).Text("id");
        await AddAsync(
            client,
            campaign,
            "hero",
            """{"heading":"Hello","link":{"to":"section","ref":"faq","label":"Questions"}}"""
        );
        await nodes.ExecuteAsync($"update campaign_components set kind = 'hologram', anchor = 'faq' where id = '{id}'");
        var before = (await client.GetFromJsonAsync<JsonNode>($"/v1/components/{id}"))!;

        (
            await client.PutTextAsync($"/v1/campaigns/{campaign}/theme", """{"style":"bold","primary":"#0F5257"}""")
        ).StatusCode.ShouldBe(HttpStatusCode.OK);
        (
            await client.PutTextAsync(
                $"/v1/campaigns/{campaign}/facts",
                """{"data":[{"kind":"claim","value":"Dogs may come."}]}"""
            )
        ).StatusCode.ShouldBe(HttpStatusCode.OK);
        await client.EditAsync(
            (await client.ComponentsAsync(campaign))[1].Text("id"),
            """{"props":{"heading":"Good day"}}"""
        );
        await client.EditAsync(id, """{"name":"Of another time","page":"about"}""");
        await client.EditAsync(id, """{"page":"index"}""");

        var after = (await client.GetFromJsonAsync<JsonNode>($"/v1/components/{id}"))!;
        (after.Text("kind"), after.Text("code"), after["props"]!.ToJsonString()).ShouldBe(
            ("hologram", before.Text("code"), before["props"]!.ToJsonString())
        );
        (await client.ComponentsAsync(campaign))[1].Text("code").ShouldContain("Good day");
        var published = await client.PutAsync($"/v1/campaigns/{campaign}/publication", null);
        var page = await client.GetStringAsync((await Answers.JsonAsync(published, HttpStatusCode.OK)).Text("url"));
        page.ShouldContain("Is parking free?");
        page.ShouldContain("Good day");
        foreach (var format in new[] { "html", "react", "wordpress", "json" })
        {
            (await client.GetAsync($"/v1/campaigns/{campaign}/exports/{format}")).StatusCode.ShouldBe(
                HttpStatusCode.OK,
                format
            );
        }
    }

    private static async Task<JsonNode> AddAsync(HttpClient client, string campaign, string kind, string props) =>
        await Answers.JsonAsync(await PostAsync(client, campaign, kind, props), HttpStatusCode.Created);

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string campaign, string kind, string props) =>
        client.PostAsJsonAsync(
            $"/v1/campaigns/{campaign}/components",
            new
            {
                name = "A section",
                kind,
                props = JsonNode.Parse(props),
            }
        );
}
