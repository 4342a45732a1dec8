using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Harness.WordPress;
using AiWebBuilder.IntegrationTests.Integrations.Fakes;

namespace AiWebBuilder.IntegrationTests.Integrations;

/// <summary>What a real site holds is read, page by page, and what has changed since is told.</summary>
internal sealed class WordPressSyncTests
{
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
    public async Task A_site_is_read_and_the_next_sync_tells_what_is_new_changed_and_gone()
    {
        var site = (await WordPressServer.GetAsync()).Pretty;
        using var client = await host.SignedInAsync();
        var integration = await client.ConnectedAsync("wordpress", site.CredentialsOf("admin"));
        List<string> ids = [];
        // More than a page of the API's list.
        for (var number = 1; number <= 23; number++)
        {
            var page = await site.SendAsync(
                HttpMethod.Post,
                "wp/v2/pages",
                new
                {
                    title = $"Course {number} é ü 日本",
                    content = "<!-- wp:paragraph --><p>Text</p><!-- /wp:paragraph --><script>let a = 1</script>",
                    status = number % 2 == 0 ? "draft" : "publish",
                }
            );
            ids.Add(page!["id"]!.ToString());
        }

        var first = await client.SyncedAsync(integration);
        first["status"]!.GetValue<string>().ShouldBe("completed", first.ToJsonString());
        first["changes"]!["changed"]!.GetValue<int>().ShouldBe(0);
        var pages = await client.ContentsAsync(integration, "object=pages");
        pages.Where(one => ids.Contains(one["externalId"]!.GetValue<string>())).Count().ShouldBe(23);
        pages.ShouldAllBe(one => one["change"]!.GetValue<string>() == "new");
        pages.Select(one => one["externalId"]!.GetValue<string>()).ShouldBeUnique();
        var draft = pages.Single(one => one["externalId"]!.GetValue<string>() == ids[1]);
        draft["externalStatus"]!.GetValue<string>().ShouldBe("draft");
        draft["title"]!.GetValue<string>().ShouldBe("Course 2 é ü 日本");
        var whole = await client.GetFromJsonAsync<JsonNode>(
            $"/v1/integrations/{integration["id"]}/contents/{draft["id"]}"
        );
        // As it was written, and not as it is shown.
        whole!["data"]!["content"]!.GetValue<string>().ShouldContain("<!-- wp:paragraph -->");
        whole["data"]!["content"]!.GetValue<string>().ShouldContain("<script>");
        whole["data"]!["isBlocks"]!.GetValue<bool>().ShouldBeTrue();
        (await client.ContentsAsync(integration, "object=posts")).ShouldNotBeEmpty();

        await site.SendAsync(HttpMethod.Post, $"wp/v2/pages/{ids[0]}", new { title = "Course one" });
        await site.SendAsync(HttpMethod.Delete, $"wp/v2/pages/{ids[2]}?force=true");
        var added = await site.SendAsync(HttpMethod.Post, "wp/v2/posts", new { title = "News", status = "publish" });
        var second = await client.SyncedAsync(integration);

        // Other tests write to this site meanwhile: what counts is what has become of these.
        ids.Add(added!["id"]!.ToString());
        (await OwnAsync("new")).ShouldBe([ids[^1]]);
        (await OwnAsync("changed")).ShouldBe([ids[0]]);
        (await OwnAsync("removed")).ShouldBe([ids[2]]);
        second["changes"]!["new"]!.GetValue<int>().ShouldBe((await ExternalIdsAsync("new")).Length);
        second["changes"]!["changed"]!.GetValue<int>().ShouldBe((await ExternalIdsAsync("changed")).Length);
        second["changes"]!["removed"]!.GetValue<int>().ShouldBe((await ExternalIdsAsync("removed")).Length);
        var after = await client.GetFromJsonAsync<JsonNode>($"/v1/integrations/{integration["id"]}");
        after!["syncStatus"]!.GetValue<string>().ShouldBe("completed");
        after["lastSyncAt"].ShouldNotBeNull();
        after["syncErrorMessage"].ShouldBeNull();

        async Task<IEnumerable<string>> OwnAsync(string change) => (await ExternalIdsAsync(change)).Intersect(ids);

        async Task<string[]> ExternalIdsAsync(string change) =>
            [
                .. (await client.ContentsAsync(integration, $"change={change}")).Select(one =>
                    one["externalId"]!.GetValue<string>()
                ),
            ];
    }

    [TestCase(3, 3)]
    [TestCase(20, 1)]
    [TestCase(1, 20)]
    [TestCase(1, 44)]
    public async Task What_is_deleted_between_two_pages_of_the_list_makes_nothing_else_be_passed_over(
        int first,
        int count
    )
    {
        await using var site = await FakeWordPress.StartAsync(pages: 45);
        site.AfterPage = answered =>
        {
            if (answered == 1)
            {
                site.Pages.RemoveRange(first - 1, count);
            }
        };
        using var client = await host.SignedInAsync();
        var integration = await client.ConnectedAsync("wordpress", site.Credentials);
        var sync = await client.SyncedAsync(integration);

        sync["status"]!.GetValue<string>().ShouldBe("completed", sync.ToJsonString());
        var found = (await client.ContentsAsync(integration, "object=pages"))
            .Select(one => int.Parse(one["externalId"]!.GetValue<string>(), CultureInfo.InvariantCulture))
            .Order()
            .ToArray();
        found.ShouldBe(Enumerable.Range(1, 45).Where(id => id <= 20 || id < first || id >= first + count));
    }

    [Test]
    public async Task An_api_that_changes_the_type_of_a_field_loses_the_field_and_not_the_page()
    {
        await using var site = await FakeWordPress.StartAsync(pages: 0);
        foreach (
            var odd in new[]
            {
                """{"id":"7","title":"As a text","link":["x"],"content":"plain"}""",
                """{"id":8,"title":{"raw":9},"link":7,"modified_gmt":"yesterday","media_details":[]}""",
                """{"id":9,"title":{"rendered":"HALF half"},"status":{"a":1},"content":{"raw":"a\u0000b"}}""",
                """{"id":[],"title":"No id"}""",
            }
        )
        {
            site.Pages.Add(JsonNode.Parse(odd)!.AsObject());
        }
        using var client = await host.SignedInAsync();
        var integration = await client.ConnectedAsync("wordpress", site.Credentials);
        var sync = await client.SyncedAsync(integration);

        sync["status"]!.GetValue<string>().ShouldBe("completed", sync.ToJsonString());
        var found = (await client.ContentsAsync(integration, "object=pages")).OrderBy(one =>
            one["externalId"]!.GetValue<string>()
        );
        found
            .Select(one => (one["externalId"]!.GetValue<string>(), one["title"]?.GetValue<string>()))
            .ShouldBe([("7", "As a text"), ("8", "9"), ("9", null)]);
    }

    [Test]
    public async Task An_author_reads_what_visitors_see_where_more_is_not_open_to_them()
    {
        var site = (await WordPressServer.GetAsync()).Plain;
        await site.SendAsync(HttpMethod.Post, "wp/v2/pages", new { title = "Hidden", status = "draft" });
        await site.SendAsync(HttpMethod.Post, "wp/v2/pages", new { title = "Open", status = "publish" });
        using var client = await host.SignedInAsync();
        var integration = await client.ConnectedAsync("wordpress", site.CredentialsOf("author"));
        var sync = await client.SyncedAsync(integration);

        sync["status"]!.GetValue<string>().ShouldBe("completed", sync.ToJsonString());
        var titles = (await client.ContentsAsync(integration, "object=pages")).Select(one =>
            one["title"]!.GetValue<string>()
        );
        titles.ShouldContain("Open");
        titles.ShouldNotContain("Hidden");
    }

    [Test]
    public async Task Credentials_that_are_revoked_end_the_sync_and_the_connection_says_so()
    {
        var site = (await WordPressServer.GetAsync()).Pretty;
        using var client = await host.SignedInAsync();
        var made = await site.SendAsync(
            HttpMethod.Post,
            "wp/v2/users/me/application-passwords",
            new { name = "To be revoked" }
        );
        var integration = await client.ConnectedAsync(
            "wordpress",
            new
            {
                siteUrl = site.Url,
                username = "admin",
                applicationPassword = made!["password"]!.GetValue<string>(),
            }
        );
        await client.SyncedAsync(integration);
        var before = await client.ContentsAsync(integration, "object=posts");
        await site.SendAsync(HttpMethod.Delete, $"wp/v2/users/me/application-passwords/{made["uuid"]}");

        var sync = await client.SyncedAsync(integration);

        sync["status"]!.GetValue<string>().ShouldBe("failed", sync.ToJsonString());
        var after = (await client.GetFromJsonAsync<JsonNode>($"/v1/integrations/{integration["id"]}"))!;
        after["connectionStatus"]!.GetValue<string>().ShouldBe("error");
        after["connectionProblem"]!.GetValue<string>().ShouldBe("wrong_credentials");
        after["syncStatus"]!.GetValue<string>().ShouldBe("error");
        after["syncErrorMessage"]!.GetValue<string>().ShouldBe(after["nextStep"]!.GetValue<string>());
        after["lastSyncAt"].ShouldNotBeNull();
        // Nothing is gone because it could not be seen.
        (await client.ContentsAsync(integration, "object=posts")).Count.ShouldBe(before.Count);
        using var again = await client.PostAsync($"/v1/integrations/{integration["id"]}/syncs", null);
        (await Answers.JsonAsync(again, HttpStatusCode.Conflict))["code"]!
            .GetValue<string>()
            .ShouldBe("integrations.not_connected");
    }
}
