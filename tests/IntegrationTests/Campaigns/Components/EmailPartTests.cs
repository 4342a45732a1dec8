using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.IntegrationTests.Campaigns.Components;

/// <summary>The parts of e-mails: added, edited, moved and removed as the sections of pages are, and shown as one e-mail.</summary>
internal sealed class EmailPartTests
{
    private const string Head = """{"name":"Mill Wheels","subject":"Booked in","preheader":"Tuesday before ten."}""";

    [TestCase(
        "We throw and glaze in Hebden Bridge. “The first evening on which I forgot my phone.” – Anna Kent, teacher. Each bowl is fired twice.",
        "The first evening on which I forgot my phone.",
        "Anna Kent",
        "teacher"
    )]
    [TestCase(
        "Wir drehen und glasieren in Köln. „Der erste Abend ohne Telefon seit langem“ — Jens B. Jede Schale wird zweimal gebrannt.",
        "Der erste Abend ohne Telefon seit langem",
        "Jens B.",
        null
    )]
    public async Task Whom_the_owner_quotes_has_a_part_of_their_own_word_for_word(
        string description,
        string words,
        string name,
        string? role
    )
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (
            await Answers.JsonAsync(
                await client.PostAsJsonAsync(
                    "/v1/campaigns",
                    new
                    {
                        name = "Kiln",
                        type = "email_sequence",
                        description,
                    }
                ),
                HttpStatusCode.Created
            )
        ).Text("id");

        (await client.GenerateAsync(campaign)).Text("status").ShouldBe("completed");

        var components = await client.ComponentsAsync(campaign);
        var quote = components.Where(one => one.Text("kind") == "e-quote").ShouldHaveSingleItem()!["props"]!;
        (quote.Text("text"), quote.Text("name"), (string?)quote["role"]).ShouldBe((words, name, role));
        var texts = components.Where(one => one.Text("kind") == "e-text").ToArray();
        var last = description.Split(". ")[^1].TrimEnd('.');
        texts.ShouldContain(one => one!["props"]!.Text("body").Contains(last));
        texts.ShouldAllBe(one => !one!["props"]!.Text("body").Contains(words));
    }

    [Test]
    public async Task Fields_that_a_sender_fills_have_words_for_readers_of_whom_nothing_is_known()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        await client.AddBlockAsync(
            campaign,
            "e-head",
            """{"name":"Mill Wheels","subject":"%FIRST_NAME|Friend%, booked in"}"""
        );
        var text = await client.AddBlockAsync(
            campaign,
            "e-text",
            """{"body":"Hello %FIRST_NAME|there%. 100% of %COMPANY% gets %10_OFF%."}""",
            "email-1"
        );
        await client.AddBlockAsync(campaign, "e-footer", """{"sender":"Mill Wheels"}""", "email-1");
        (await FieldsAsync()).ShouldBe(["warning email.merge-fallback-missing"]);

        await client.EditAsync(
            text.Text("id"),
            """{"props":{"body":"Hello %FIRST_NAME|there% at %YOUR_COMPANY|home%."}}"""
        );
        (await FieldsAsync()).ShouldBe(["error email.merge-field-unknown"]);

        await client.EditAsync(text.Text("id"), """{"props":{"body":"Hello %FIRST_NAME|there%."}}""");
        (await FieldsAsync()).ShouldBeEmpty();
        using var zip = new ZipArchive(await client.GetStreamAsync($"/v1/campaigns/{campaign}/exports/email"));
        using var readme = new StreamReader(zip.GetEntry("README.txt")!.Open());
        var lines = await readme.ReadToEndAsync();
        lines.ShouldContain("  %FIRST_NAME|Friend%\n  %FIRST_NAME|there%\n");
        lines.ShouldNotContain("  %UNSUBSCRIBE_URL%");

        async Task<string[]> FieldsAsync() =>
            [
                .. (await client.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{campaign}/preflight"))!["checks"]!
                    .AsArray()
                    .Where(check => check.Text("rule").StartsWith("email.merge", StringComparison.Ordinal))
                    .Select(check => $"{check.Text("severity")} {check.Text("rule")}"),
            ];
    }

    [Test]
    public async Task A_first_part_begins_an_email_and_others_join_it()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        var head = await client.AddBlockAsync(campaign, "e-head", Head);
        head.Text("page").ShouldBe("email-1");
        head.Text("componentType").ShouldBe("email_template");
        head["isAttached"]!.GetValue<bool>().ShouldBeTrue();
        head.Text("cssStyles").ShouldBe("", "mail programs read no style sheets");
        await client.AddBlockAsync(campaign, "e-footer", """{"sender":"Mill Wheels"}""", "email-1");
        await client.AddBlockAsync(campaign, "e-title", """{"title":"Your bike"}""", "email-1");
        var text = await client.AddBlockAsync(campaign, "e-text", """{"body":"One **two** three."}""", "email-1");
        (await client.AddBlockAsync(campaign, "e-head", Head)).Text("page").ShouldBe("email-2");

        var email = await EmailAsync(client, campaign, "email-1");
        email.Html.Title.ShouldBe("Booked in");
        email
            .Html.QuerySelectorAll("[data-component-id]")
            .Select(part => part.TextContent.Trim().Split('\n')[0])
            .ShouldBe(["Mill Wheels", "Your bike", "One two three.", "Mill Wheels"]);
        email.Text.ShouldBe(
            "Mill Wheels\n\nYour bike\n\nOne two three.\n\n-- \nMill Wheels\nUnsubscribe: %UNSUBSCRIBE_URL%\n"
        );

        var edited = await client.EditAsync(text.Text("id"), """{"props":{"body":"Another word."}}""");
        edited.Number("version").ShouldBe(2);
        (await client.GetFromJsonAsync<JsonNode>($"/v1/components/{text.Text("id")}/versions/2/diff"))!["props"]!
            .AsArray()
            .Select(change => change.Text("path"))
            .ShouldBe(["/body"]);
        var ids = (await client.ComponentsAsync(campaign)).Select(one => one.Text("id")).ToList();
        (ids[2], ids[3]) = (ids[3], ids[2]);
        (
            await client.PutAsJsonAsync($"/v1/campaigns/{campaign}/component-order", new { componentIds = ids })
        ).EnsureSuccessStatusCode();
        (await EmailAsync(client, campaign, "email-1")).Text.ShouldStartWith(
            "Mill Wheels\n\nAnother word.\n\nYour bike\n\n--"
        );
        var path = $"/v1/components/{text.Text("id")}";
        (await client.DeleteAsync(path, await client.TagAsync(path))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await EmailAsync(client, campaign, "email-1")).Text.ShouldStartWith("Mill Wheels\n\nYour bike\n\n--");
    }

    [Test]
    public async Task Two_who_begin_an_email_at_once_begin_two()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        var heads = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => client.AddBlockAsync(campaign, "e-head", Head))
        );
        heads.Select(head => head.Text("page")).Order().ShouldBe(["email-1", "email-2", "email-3", "email-4"]);
    }

    [Test]
    public async Task Sections_stand_on_pages_and_parts_on_emails()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync("saas-invoicing");
        var before = await client.ComponentsAsync(campaign);
        (string Kind, string Props) section = (
            "callout",
            """{"heading":"Go","link":{"to":"page","ref":"index","label":"Go"}}"""
        );
        (string Kind, string Props) part = ("e-text", """{"body":"Hello"}""");

        (await RefusedAsync(section, "email-1")).ShouldBe("campaigns.section_in_email");
        (await RefusedAsync(part, "index")).ShouldBe("campaigns.part_outside_email");
        (await RefusedAsync(part, "thank-you")).ShouldBe("campaigns.part_outside_email");
        (await MovedAsync("e-text", "index")).ShouldBe("campaigns.part_outside_email");
        (await MovedAsync("hero", "email-1")).ShouldBe("campaigns.section_in_email");

        // It stays the e-mail that was planned, when nothing stands there any more.
        foreach (var one in before.Where(one => one.Text("page") == "email-3"))
        {
            var path = $"/v1/components/{one.Text("id")}";
            await client.DeleteAsync(path, await client.TagAsync(path));
        }
        (await RefusedAsync(section, "email-3")).ShouldBe("campaigns.section_in_email");
        (await client.AddBlockAsync(campaign, part.Kind, part.Props, "email-3")).Text("page").ShouldBe("email-3");
        (await client.AddBlockAsync(campaign, part.Kind, part.Props)).Text("page").ShouldBe("email-4");

        Task<string> RefusedAsync((string Kind, string Props) block, string page) =>
            CampaignSteps.CodeAsync(
                client.PostAsJsonAsync(
                    $"/v1/campaigns/{campaign}/components",
                    new
                    {
                        name = "x",
                        kind = block.Kind,
                        page,
                        props = JsonNode.Parse(block.Props),
                    }
                ),
                HttpStatusCode.Conflict
            );

        async Task<string> MovedAsync(string kind, string page)
        {
            var path = $"/v1/components/{before.First(one => one.Text("kind") == kind).Text("id")}";
            return await CampaignSteps.CodeAsync(
                client.PatchTextAsync(path, $$"""{"page":"{{page}}"}""", await client.TagAsync(path)),
                HttpStatusCode.Conflict
            );
        }
    }

    [TestCase("email-1", "hero", "hero_section", "e-")]
    [TestCase("index", "e-text", "email_template", "e-")]
    [TestCase("email-1", "e-text", "custom", "e-")]
    [TestCase("index", "hero", "email_template", "e-")]
    [TestCase("email-1", "email", "email_template", "GET /v1/blocks")]
    public async Task A_plan_that_mixes_them_is_refused(string page, string kind, string componentType, string message)
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        var answer = await client.PostAsJsonAsync(
            $"/v1/campaigns/{campaign}/generations",
            new
            {
                plan = new
                {
                    pages = new object[]
                    {
                        new
                        {
                            key = "index",
                            kind = "landing",
                            title = "First",
                        },
                        new
                        {
                            key = "email-1",
                            kind = "email",
                            title = "E-mail",
                        },
                    },
                    sections = new[]
                    {
                        new
                        {
                            page,
                            kind,
                            componentType,
                            name = "x",
                            purpose = "",
                        },
                    },
                },
            }
        );
        var refused = await Answers.JsonAsync(answer, HttpStatusCode.BadRequest);
        refused["errors"]!.ToJsonString().ShouldContain(message);
        (await client.ComponentsAsync(campaign)).ShouldBeEmpty();
    }

    [Test]
    public async Task A_plan_cannot_make_an_email_of_a_page_that_is_there()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("charity-appeal")).Text("id");
        await client.AddComponentAsync(campaign, page: "email-2");
        (
            await CampaignSteps.CodeAsync(
                client.PostAsync($"/v1/campaigns/{campaign}/generations", null),
                HttpStatusCode.Conflict
            )
        ).ShouldBe("campaigns.part_outside_email");
        (await client.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{campaign}")).Text("status").ShouldBe("draft");
    }

    [Test]
    public async Task A_brief_with_emails_is_written_part_by_part()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync("charity-appeal");
        var parts = await client.ComponentsAsync(campaign);
        parts.ShouldAllBe(part => part!["isAttached"]!.GetValue<bool>());
        parts.Select(part => part.Text("page")).Distinct().ShouldBe(["email-1", "email-2", "email-3", "email-4"]);
        KindsOf("email-1").ShouldBe(["e-head", "e-title", "e-text", "e-button", "e-signoff", "e-footer"]);
        KindsOf("email-2").ShouldBe(["e-head", "e-title", "e-text", "e-button", "e-signoff", "e-footer"]);

        var email = await EmailAsync(client, campaign, "email-1");
        var head = parts[0]!["props"]!;
        email.Html.Title.ShouldBe(head.Text("subject"));
        email.Html.QuerySelectorAll("h1").Length.ShouldBe(1);
        string.Join('\n', parts.Select(part => part.Text("code"))).ShouldContain("41 beds");
        email.Text.ShouldEndWith("Unsubscribe: %UNSUBSCRIBE_URL%\n");

        IEnumerable<string> KindsOf(string page) =>
            parts.Where(part => part.Text("page") == page).Select(part => part.Text("kind"));
    }

    [Test]
    public async Task Code_detaches_one_part_alone()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync("charity-appeal");
        var before = await client.ComponentsAsync(campaign);
        var head = before.First(part => part.Text("kind") == "e-head").Text("id");
        var text = before.First(part => part.Text("kind") == "e-text").Text("id");

        (await client.EditAsync(text, """{"code":"<p>Mine, <b>word for word</b>.</p>"}"""))["isAttached"]!
            .GetValue<bool>()
            .ShouldBeFalse();
        await client.EditAsync(head, """{"code":"<h2>By hand</h2>"}""");

        var after = await client.ComponentsAsync(campaign);
        after.Count(part => part!["isAttached"]!.GetValue<bool>()).ShouldBe(before.Count - 2);
        var email = await EmailAsync(client, campaign, "email-1");
        email.Html.Title.ShouldBe(before[0]!["props"]!.Text("subject"), "code changes what is shown, not the subject");
        email.Text.ShouldStartWith("By hand\n\n");
        email.Text.ShouldContain("\n\nMine, word for word.\n\n");
        (await ChecksAsync(client, campaign)).ShouldNotContain(check => check.Text("severity") == "error");

        await client.PostAsync($"/v1/components/{text}/versions/1/restoration", null);
        (await EmailAsync(client, campaign, "email-1")).Text.ShouldNotContain("Mine");
    }

    [Test]
    public async Task A_theme_restyles_emails_and_changes_no_word()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync("charity-appeal");
        var before = await client.ComponentsAsync(campaign);
        var said = (await EmailAsync(client, campaign, "email-1")).Text;

        var answer = await Answers.JsonAsync(
            await client.PutTextAsync(
                $"/v1/campaigns/{campaign}/theme",
                """{"style":"soft","primary":"#0F5257","highlight":"#0F5257","surface":"#EAF4F4"}"""
            ),
            HttpStatusCode.OK
        );

        answer.Number("restyled").ShouldBe(before.Count);
        var after = await client.ComponentsAsync(campaign);
        after.Select(part => part.Number("version")).ShouldAllBe(version => version == 1);
        var email = await EmailAsync(client, campaign, "email-1");
        email.Text.ShouldBe(said);
        email.Html.Body!.GetAttribute("style")!.ShouldContain("#EAF4F4");
        email
            .Html.QuerySelectorAll("a")
            .First(link => link.TextContent == "Donate")
            .ParentElement!.GetAttribute("style")!
            .ShouldContain("background:#0F5257");
    }

    [Test]
    public async Task An_email_without_a_subject_or_a_body_is_not_published()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        await client.AddBlockAsync(campaign, "hero", """{"heading":"Hello"}""");
        await client.AddBlockAsync(campaign, "e-text", """{"body":"A word."}""");
        await client.AddBlockAsync(campaign, "e-head", Head, "email-2");
        await client.AddBlockAsync(campaign, "e-title", """{"title":"Hello"}""", "email-2");
        await client.AddBlockAsync(campaign, "e-signoff", """{"text":"Bye"}""", "email-2");

        (await RulesAsync()).ShouldBe([
            "email.subject-missing: error",
            "email.body-missing: error",
            "email.unsubscribe-missing: warning",
            "email.unsubscribe-missing: warning",
        ]);
        var refused = await Answers.JsonAsync(
            await client.PutAsync($"/v1/campaigns/{campaign}/publication", null),
            HttpStatusCode.Conflict
        );
        refused.Text("code").ShouldBe("campaigns.preflight_failed");
        refused["checks"]!
            .AsArray()
            .Select(check => check.Text("message"))
            .ShouldBe([
                "The e-mail email-1 has no subject: its head, a component of the kind e-head, gives it.",
                "The e-mail email-2 says nothing: add a text, a list or a picture.",
            ]);

        await client.AddBlockAsync(campaign, "e-head", Head, "email-1");
        await client.AddBlockAsync(campaign, "e-text", """{"body":"Another word."}""", "email-2");
        await client.AddBlockAsync(campaign, "e-footer", """{"sender":"Mill Wheels"}""", "email-1");
        (await RulesAsync()).ShouldBe(["email.unsubscribe-missing: warning"]);
        (await client.PutAsync($"/v1/campaigns/{campaign}/publication", null)).StatusCode.ShouldBe(HttpStatusCode.OK);

        async Task<IEnumerable<string>> RulesAsync() =>
            (await ChecksAsync(client, campaign))
                .Where(check => check.Text("rule").StartsWith("email.", StringComparison.Ordinal))
                .Select(check => $"{check.Text("rule")}: {check.Text("severity")}");
    }

    [Test]
    public async Task Findings_name_the_part_that_they_are_in()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        await client.AddBlockAsync(campaign, "e-head", Head);
        var text = await client.AddBlockAsync(
            campaign,
            "e-text",
            """{"body":"Call us at [your phone number]."}""",
            "email-1"
        );
        var code = await client.AddComponentAsync(
            campaign,
            componentType: "email_template",
            page: "email-1",
            code: $"<p>{new string('x', 103_000)}</p><script>alert(1)</script>"
        );
        code.Text("kind").ShouldBe("e-custom");

        var checks = await ChecksAsync(client, campaign);
        checks.Single(check => check.Text("rule") == "words.placeholder").Text("componentId").ShouldBe(text.Text("id"));
        checks.Single(check => check.Text("rule") == "code.left-out").Text("componentId").ShouldBe(code.Text("id"));
        checks.Single(check => check.Text("rule") == "page.too-heavy").Text("message").ShouldContain("102 kB");
        (
            await CampaignSteps.CodeAsync(
                client.PatchTextAsync(
                    $"/v1/components/{code.Text("id")}",
                    """{"isAttached":true}""",
                    await client.TagAsync($"/v1/components/{code.Text("id")}")
                ),
                HttpStatusCode.Conflict
            )
        ).ShouldBe("campaigns.block_unknown");
    }

    private static async Task<JsonNode[]> ChecksAsync(HttpClient client, string campaign) =>
        [
            .. (await client.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{campaign}/preflight"))!["checks"]!
                .AsArray()
                .Select(check => check!),
        ];

    /// <summary>An e-mail as its preview shows it.</summary>
    private static async Task<(IHtmlDocument Html, string Text)> EmailAsync(
        HttpClient client,
        string campaign,
        string key
    )
    {
        var link = await Answers.JsonAsync(
            await client.PostAsync($"/v1/campaigns/{campaign}/preview-links", null),
            HttpStatusCode.Created
        );
        using var visitor = App.Current.CreateClient();
        return (
            new HtmlParser().ParseDocument(await visitor.GetStringAsync($"{link.Text("url")}/{key}")),
            await visitor.GetStringAsync($"{link.Text("url")}/{key}.txt")
        );
    }
}
