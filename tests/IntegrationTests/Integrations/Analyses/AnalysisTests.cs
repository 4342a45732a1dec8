using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Harness.WordPress;

namespace AiWebBuilder.IntegrationTests.Integrations.Analyses;

/// <summary>What is counted of a platform's contents, without a model: the offline writer makes text of the facts alone.</summary>
internal sealed class AnalysisTests
{
    /// <summary>Harbour Loaf, counted by hand: count, and of how many.</summary>
    private static readonly (string Fact, long Count, long? Of)[] Truth =
    [
        ("structure.pages", 6, null),
        ("structure.unread", 1, null),
        ("structure.contents", 10, null),
        ("structure.headings", 8, null),
        ("structure.unpublished", 1, 8),
        ("structure.unlinked", 1, 7),
        ("structure.script_drawn", 0, 6),
        ("structure.h1_missing", 1, 6),
        ("structure.h1_many", 1, 6),
        ("weight.requests", 5, null),
        ("weight.heavy", 0, 6),
        ("weight.many_requests", 0, 6),
        ("weight.blocking_scripts", 1, null),
        ("weight.images_without_size", 1, 2),
        ("accessibility.images_without_alt", 1, 2),
        ("accessibility.language_missing", 1, 6),
        ("accessibility.heading_skips", 1, 8),
        ("accessibility.fields_without_label", 1, 3),
        ("accessibility.links_without_text", 1, 13),
        ("accessibility.low_contrast", 1, 1),
        ("accessibility.zoom_blocked", 1, 6),
        ("seo.title_missing", 1, 6),
        ("seo.title_long", 1, 6),
        ("seo.title_duplicate", 2, 6),
        ("seo.description_missing", 1, 6),
        ("seo.description_long", 0, 6),
        ("seo.description_duplicate", 2, 6),
        ("seo.canonical_missing", 2, 6),
        ("seo.canonical_elsewhere", 1, 6),
        ("seo.noindex", 1, 6),
        ("seo.viewport_missing", 1, 6),
        ("seo.share_image_missing", 5, 6),
        ("links.broken", 1, 6),
        ("links.internal", 12, 13),
        ("links.external", 1, 13),
        ("links.empty", 1, 13),
        ("links.insecure", 0, 5),
        ("forms.forms", 1, null),
        ("forms.fields", 3, null),
        ("forms.insecure", 1, 1),
        ("services.tracking", 1, null),
        ("services.widgets", 0, null),
        ("services.tracking_unasked", 1, 6),
        ("copy.words", 116, null),
        ("copy.thin", 6, 6),
    ];

    private Host host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        host = await Host.StartAsync(App.Current.Owner);
        host.Settings["Outgoing:AllowLoopback"] = "true";
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await host.DisposeAsync();

    [Test]
    public async Task Every_count_of_an_audit_is_the_one_that_was_counted_by_hand()
    {
        await using var site = await AnalysedSite.HarbourLoafAsync();
        using var client = await host.SignedInAsync();
        var integration = await client.SyncedSiteAsync(site);

        var started = await client.StartAnalysisAsync(integration);
        started.Text("status").ShouldBe("processing");
        started["estimate"]!["maxCost"]!.GetValue<decimal>().ShouldBeGreaterThanOrEqualTo(0);
        var analysis = await client.EndedAsync(started);

        analysis.Text("status").ShouldBe("completed", analysis.ToJsonString());
        analysis["facts"]!
            .AsArray()
            .Select(fact => (fact!.Text("id"), fact!["count"]!.GetValue<long>(), fact["of"]?.GetValue<long>()))
            .Where(fact => Truth.Any(one => one.Fact == fact.Item1))
            .OrderBy(fact => fact.Item1, StringComparer.Ordinal)
            .ShouldBe(Truth.OrderBy(one => one.Fact, StringComparer.Ordinal));
        foreach (
            var (fact, count) in new[]
            {
                ("claims.numbers", 1),
                ("claims.guarantees", 1),
                ("claims.awards", 1),
                ("claims.superlatives", 0),
                ("copy.placeholders", 1),
            }
        )
        {
            analysis.Fact(fact)["count"]!.GetValue<int>().ShouldBe(count, fact);
        }
        analysis.Fact("structure.contents")["figures"]!.ToJsonString().ShouldBe("""{"media":2,"pages":7,"posts":1}""");
        analysis.Fact("structure.pages")["figures"]!["deepest"]!.GetValue<int>().ShouldBe(3);
        analysis.Fact("weight.html_bytes")["count"]!
            .GetValue<long>()
            .ShouldBe(
                Directory
                    .GetFiles(Path.Combine(Repository.Root, "tests/IntegrationTests/Integrations/Analyses/Site"))
                    .Sum(file => new FileInfo(file).Length)
            );
        var broken = analysis.Fact("links.broken")["samples"]!.AsArray().Single()!;
        (broken.Text("address"), broken.Text("text")).ShouldBe(($"{site.Url}/gone/", $"{site.Url}/"));

        // What is written rests on what was counted, the weightiest first.
        analysis["summary"]!.Text("text").ShouldContain("6 pages");
        var recommendations = analysis["recommendations"]!.AsArray();
        recommendations.Count.ShouldBe(12);
        recommendations[0]!["facts"]!.AsArray().Single()!.GetValue<string>().ShouldBe("links.broken");
        recommendations[0]!.Text("text").ShouldContain("1 of 6");
        analysis.Cited().ShouldAllBe(id => analysis.Fact(id)["count"]!.GetValue<long>() > 0);
        analysis["migrationAssessment"].ShouldBeNull();
        var looked = analysis["campaignsAnalyzed"]!.AsArray();
        looked.Count.ShouldBe(8);
        looked.Single(one => one!["title"]?.GetValue<string>() == "Old offers")!["status"]!
            .GetValue<int>()
            .ShouldBe(404);

        // The columns are true, and the generation stands in the account's usage like every other.
        analysis.Text("aiModelUsed").ShouldBe("offline-writer-1");
        analysis["processingTimeSeconds"]!.GetValue<int>().ShouldBeGreaterThan(0);
        var generation = (await client.GetFromJsonAsync<JsonNode>($"/v1/generations/{analysis.Text("generationId")}"))!;
        var cost = generation["cost"]!.GetValue<decimal>();
        cost.ShouldBeGreaterThan(0);
        analysis["aiCost"]!.GetValue<decimal>().ShouldBe(decimal.Round(cost, 4, MidpointRounding.AwayFromZero));
        (generation.Text("generationType"), generation.Text("status"), generation["campaignId"]).ShouldBe(
            ("analysis", "completed", null)
        );
        (await client.GetFromJsonAsync<JsonNode>("/v1/ai/generations?type=analysis"))!["data"]!
            .AsArray()
            .Count.ShouldBe(1);
        var listed = (await client.GetFromJsonAsync<JsonNode>($"/v1/integrations/{integration.Text("id")}/analyses"))![
            "data"
        ]!.AsArray();
        listed.Single()!.Text("id").ShouldBe(analysis.Text("id"));
        listed.Single()!["facts"]!.AsArray().ShouldBeEmpty();

        using var report = await client.GetAsync($"/v1/analyses/{analysis.Text("id")}/report");
        report.StatusCode.ShouldBe(HttpStatusCode.OK);
        report.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        var policy = string.Join(' ', report.Headers.GetValues("Content-Security-Policy"));
        policy.ShouldStartWith("sandbox; default-src 'none'");
        report.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var html = await report.Content.ReadAsStringAsync();
        html.ShouldNotContain("<script");
        html.ShouldNotContain("href=\"http", Case.Insensitive, "what a report names is no link");
        foreach (var words in new[] { "Mend the broken links", "Links without a text", "1 of 13", "noindex, nofollow" })
        {
            html.ShouldContain(words);
        }
    }

    [Test]
    public async Task A_migration_says_what_becomes_of_each_content_and_its_totals_are_those_of_an_import()
    {
        await using var site = await AnalysedSite.HarbourLoafAsync();
        using var client = await host.SignedInAsync();
        var integration = await client.SyncedSiteAsync(site);

        var analysis = await client.EndedAsync(await client.StartAnalysisAsync(integration, "migration_assessment"));

        analysis.Text("status").ShouldBe("completed", analysis.ToJsonString());
        var assessed = analysis["migrationAssessment"]!;
        var fates = assessed["fates"]!.AsArray();
        fates.Count.ShouldBe(10);
        (string? Fate, string? Reason) Of(string title)
        {
            var one = fates.Single(fate => fate!["title"]?.GetValue<string>() == title)!;
            return (one.Text("fate"), one["reason"]?.GetValue<string>());
        }
        Of("Winter menu").ShouldBe(("lost", "not_published"));
        Of("Old offers").ShouldBe(("lost", "unreachable"));
        Of("old").ShouldBe(("lost", "not_shown"));
        Of("oven").ShouldBe(("carried", null));
        Of("Home").Fate.ShouldBe("approximated");
        string[] columns = ["carried", "approximated", "replaced", "lost", "unassessed"];
        foreach (var total in assessed["contents"]!.AsArray())
        {
            columns
                .Select(fate => total![fate]!.GetValue<int>())
                .ShouldBe(
                    columns.Select(fate =>
                        fates.Count(one => one!.Text("object") == total!.Text("what") && one!.Text("fate") == fate)
                    )
                );
        }
        columns
            .Sum(fate => analysis.Fact($"migration.{fate}")["count"]!.GetValue<int>())
            .ShouldBe(analysis.Fact("migration.contents")["count"]!.GetValue<int>());
        analysis.Fact("migration.redirects")["count"]!.GetValue<int>().ShouldBe(7);
        var plan = assessed["plan"]!.AsArray();
        plan.Count.ShouldBe(5);
        plan.ShouldAllBe(step => step!["facts"]!.AsArray().Count > 0);
        (await client.GetFromJsonAsync<JsonNode>($"/v1/generations/{analysis.Text("generationId")}"))!
            .Text("generationType")
            .ShouldBe("migration_plan");

        // The importer itself, on the same pages.
        using var answer = await client.PostAsJsonAsync(
            "/v1/imports",
            new
            {
                url = $"{site.Url}/",
                rehearsal = true,
                maxPages = 20,
            }
        );
        var import = await Answers.JsonAsync(answer, HttpStatusCode.Accepted);
        await Eventually.TrueAsync(async () =>
            (import = (await client.GetFromJsonAsync<JsonNode>($"/v1/imports/{import.Text("id")}"))!).Text("status")
            != "pending"
        );
        import["pages"]!.AsArray().Count(page => page!["page"] is not null).ShouldBe(6);
        import["totals"]!
            .AsArray()
            .Select(total => (total!.Text("kind"), string.Join(' ', columns[..4].Select(fate => total![fate]))))
            .ShouldBe(
                assessed["elements"]!
                    .AsArray()
                    .Select(total => (total!.Text("what"), string.Join(' ', columns[..4].Select(fate => total![fate]))))
            );
    }

    [Test]
    public async Task What_has_never_been_synced_is_refused_with_what_to_do_and_nothing_is_started()
    {
        await using var site = await AnalysedSite.HarbourLoafAsync();
        using var client = await host.SignedInAsync();
        var integration = await client.ConnectedAsync("wordpress", site.Credentials);

        using var refused = await client.AskForAnalysisAsync(integration, "full_audit");
        var problem = await Answers.JsonAsync(refused, HttpStatusCode.Conflict);
        problem.Text("code").ShouldBe("integrations.nothing_synced");
        problem.Text("detail").ShouldContain("/syncs");
        (await client.GetFromJsonAsync<JsonNode>("/v1/ai/generations"))!["data"]!.AsArray().ShouldBeEmpty();
        using var unknown = await client.AskForAnalysisAsync(integration, "everything");
        (await Answers.JsonAsync(unknown, HttpStatusCode.BadRequest)).Text("detail").ShouldNotBeEmpty();
    }

    [Test]
    public async Task A_second_request_of_a_type_is_answered_with_the_one_that_runs_and_another_type_runs_beside_it()
    {
        await using var site = (await AnalysedSite.StartAsync()).Page(
            "/",
            "Home",
            "<!doctype html><html lang=en><title>One</title><body><h1>One</h1><p>Words.</p></body></html>"
        );
        var hold = new TaskCompletionSource();
        using var client = await host.SignedInAsync();
        var integration = await client.SyncedSiteAsync(site);
        site.BeforePage = path => path == "/" ? hold.Task : Task.CompletedTask;

        var first = await client.StartAnalysisAsync(integration);
        var both = await Task.WhenAll(
            client.StartAnalysisAsync(integration),
            client.StartAnalysisAsync(integration, "campaign_analysis")
        );
        using var early = await client.GetAsync($"/v1/analyses/{first.Text("id")}/report");
        (await Answers.JsonAsync(early, HttpStatusCode.Conflict))
            .Text("code")
            .ShouldBe("integrations.analysis_not_ready");
        hold.SetResult();

        both[0].Text("id").ShouldBe(first.Text("id"));
        both[1].Text("id").ShouldNotBe(first.Text("id"));
        (await client.EndedAsync(first)).Text("status").ShouldBe("completed");
        var other = await client.EndedAsync(both[1]);
        other.Text("status").ShouldBe("completed");
        // It has the facts that campaigns are about, and no others.
        other["facts"]!.AsArray().Select(fact => fact!.Text("id").Split('.')[0]).ShouldNotContain("accessibility");
        (await client.StartAnalysisAsync(integration)).Text("id").ShouldNotBe(first.Text("id"));
    }

    [Test]
    public async Task Another_account_sees_none_of_it()
    {
        await using var site = (await AnalysedSite.StartAsync()).Page(
            "/",
            "Home",
            "<!doctype html><html lang=en><title>One</title><body><h1>One</h1></body></html>"
        );
        using var client = await host.SignedInAsync();
        var integration = await client.SyncedSiteAsync(site);
        var analysis = await client.StartAnalysisAsync(integration);
        using var stranger = await host.SignedInAsync();

        foreach (
            var path in new[]
            {
                $"/v1/analyses/{analysis.Text("id")}",
                $"/v1/analyses/{analysis.Text("id")}/report",
                $"/v1/integrations/{integration.Text("id")}/analyses",
                $"/v1/generations/{analysis.Text("generationId")}",
            }
        )
        {
            (await stranger.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }
        using var asked = await stranger.AskForAnalysisAsync(integration, "full_audit");
        asked.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await client.EndedAsync(analysis);
    }

    [Test]
    public async Task A_real_WordPress_is_analysed_by_its_own_pages()
    {
        var site = (await WordPressServer.GetAsync()).Plain;
        var page = await site.SendAsync(
            HttpMethod.Post,
            "wp/v2/pages",
            new
            {
                title = "Two pictures",
                content = "<h2>Kiln</h2><h5>Too deep</h5><p>Fired in 3 hours, satisfaction guaranteed.</p><img src='/a.png'><img src='/b.png' alt='B' width='10' height='10'>",
                status = "publish",
            }
        );
        await site.SendAsync(HttpMethod.Post, "wp/v2/pages", new { title = "Not yet", status = "draft" });
        using var client = await host.SignedInAsync();
        var integration = await client.ConnectedAsync("wordpress", site.CredentialsOf("admin"));
        (await client.SyncedAsync(integration)).Text("status").ShouldBe("completed");
        var contents = await client.ContentsAsync(integration, "");

        var analysis = await client.EndedAsync(await client.StartAnalysisAsync(integration));

        analysis.Text("status").ShouldBe("completed", analysis.ToJsonString());
        analysis.Fact("structure.contents")["count"]!.GetValue<int>().ShouldBe(contents.Count);
        analysis.Fact("structure.unpublished")["count"]!
            .GetValue<int>()
            .ShouldBe(contents.Count(one => one["externalStatus"]?.GetValue<string>() is not ("publish" or "inherit")));
        var link = page!["link"]!.GetValue<string>();
        analysis["campaignsAnalyzed"]!.AsArray().Single(one => one!["address"]?.GetValue<string>() == link)!["status"]!
            .GetValue<int>()
            .ShouldBe(200);
        foreach (
            var fact in new[]
            {
                "accessibility.images_without_alt",
                "accessibility.heading_skips",
                "claims.guarantees",
                "weight.images_without_size",
            }
        )
        {
            analysis.Fact(fact)["count"]!.GetValue<int>().ShouldBeGreaterThan(0, fact);
        }
        analysis.Cited().ShouldAllBe(id => analysis.Fact(id)["count"]!.GetValue<long>() > 0);
    }
}
