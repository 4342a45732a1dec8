using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace AiWebBuilder.IntegrationTests.Campaigns;

/// <summary>Pausing, archiving and deleting, as owners and visitors see it.</summary>
public sealed class CampaignStateTests
{
    [Test]
    public async Task A_paused_campaign_is_off_the_net_and_comes_back_byte_for_byte()
    {
        using var client = await App.Current.SignedInAsync();
        var (id, url) = await client.PublishedAsync();
        using var visitor = App.Current.CreateClient();
        var page = await visitor.GetStringAsync(url);

        for (var i = 0; i < 2; i++)
        {
            var paused = await Answers.JsonAsync(
                await client.PutAsync($"/v1/campaigns/{id}/pause", null),
                HttpStatusCode.OK
            );
            paused.Text("status").ShouldBe("paused");
        }
        using (var none = await visitor.GetAsync(url))
        {
            none.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            none.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
            // Nothing tells a paused page from one that never was.
            using var never = await visitor.GetAsync("/p/there-was-never-a-page-here");
            (await none.Content.ReadAsStringAsync()).ShouldBe(await never.Content.ReadAsStringAsync());
        }
        (
            await App.Current.QueryAsync<bool>($"select is_live from publications where campaign_id = '{id}'")
        ).ShouldBeFalse();

        for (var i = 0; i < 2; i++)
        {
            var resumed = await Answers.JsonAsync(
                await client.DeleteAsync($"/v1/campaigns/{id}/pause"),
                HttpStatusCode.OK
            );
            resumed.Text("status").ShouldBe("launched");
        }
        (await visitor.GetStringAsync(url)).ShouldBe(page);
    }

    [Test]
    public async Task Only_a_published_campaign_can_be_paused()
    {
        using var client = await App.Current.SignedInAsync();
        var id = (await client.CreateCampaignAsync("minimal")).Text("id");
        (
            await CampaignSteps.CodeAsync(client.PutAsync($"/v1/campaigns/{id}/pause", null), HttpStatusCode.Conflict)
        ).ShouldBe("campaigns.not_launched");
        (
            await CampaignSteps.CodeAsync(client.DeleteAsync($"/v1/campaigns/{id}/pause"), HttpStatusCode.Conflict)
        ).ShouldBe("campaigns.not_launched");
    }

    [Test]
    public async Task An_archived_campaign_can_only_be_read_until_it_is_taken_out_again()
    {
        using var client = await App.Current.SignedInAsync();
        var (id, url) = await client.PublishedAsync();
        var component = (await client.ComponentsAsync(id))[0].Text("id");
        var path = $"/v1/campaigns/{id}";
        for (var i = 0; i < 2; i++)
        {
            (await Answers.JsonAsync(await client.PutAsync($"{path}/archive", null), HttpStatusCode.OK))
                .Text("status")
                .ShouldBe("archived");
        }
        using var visitor = App.Current.CreateClient();
        (await visitor.GetAsync(url)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        var campaignTag = await client.TagAsync(path);
        var tag = await client.TagAsync($"/v1/components/{component}");
        Func<Task<HttpResponseMessage>>[] refused =
        [
            () => client.PatchTextAsync(path, """{"name":"Other"}""", campaignTag),
            () => client.PostAsync($"{path}/generations", null),
            () => client.PutAsync($"{path}/publication", null),
            () => client.DeleteAsync($"{path}/publication"),
            () => client.PutAsync($"{path}/pause", null),
            () => client.DeleteAsync($"{path}/pause"),
            () =>
                client.PostAsJsonAsync(
                    $"{path}/components",
                    new
                    {
                        name = "x",
                        componentType = "custom",
                        code = "",
                    }
                ),
            () => client.PutAsJsonAsync($"{path}/component-order", new { componentIds = new[] { component } }),
            () => client.PatchTextAsync($"/v1/components/{component}", """{"name":"Other"}""", tag),
            () => client.DeleteAsync($"/v1/components/{component}", tag),
            () => client.PutAsync($"/v1/components/{component}/lock", null),
            () => client.PostAsync($"/v1/components/{component}/versions/1/restoration", null),
            () => client.PostAsJsonAsync($"/v1/components/{component}/generations", new { instruction = "Shorter" }),
        ];
        foreach (var call in refused)
        {
            (await CampaignSteps.CodeAsync(call(), HttpStatusCode.Conflict)).ShouldBe("campaigns.archived");
        }
        (await client.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync($"{path}/exports/json")).StatusCode.ShouldBe(HttpStatusCode.OK);

        for (var i = 0; i < 2; i++)
        {
            (await Answers.JsonAsync(await client.DeleteAsync($"{path}/archive"), HttpStatusCode.OK))
                .Text("status")
                .ShouldBe("ready");
        }
        (await visitor.GetAsync(url)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.PutAsync($"{path}/publication", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await visitor.GetAsync(url)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_campaign_without_components_comes_out_of_the_archive_as_a_draft()
    {
        using var client = await App.Current.SignedInAsync();
        var id = (await client.CreateCampaignAsync("minimal")).Text("id");
        await client.PutAsync($"/v1/campaigns/{id}/archive", null);
        (await Answers.JsonAsync(await client.DeleteAsync($"/v1/campaigns/{id}/archive"), HttpStatusCode.OK))
            .Text("status")
            .ShouldBe("draft");
    }

    [Test]
    public async Task A_published_campaign_is_deleted_with_all_that_belongs_to_it_and_its_cost_stays_on_the_books()
    {
        using var client = await App.Current.SignedInAsync();
        var (id, url) = await client.PublishedAsync();
        var generation = await App.Current.QueryAsync<Guid>(
            $"select id from ai_generations where campaign_id = '{id}'"
        );
        using var deleted = await client.DeleteAsync(
            $"/v1/campaigns/{id}",
            await client.TagAsync($"/v1/campaigns/{id}")
        );
        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent, await deleted.Content.ReadAsStringAsync());

        using var visitor = App.Current.CreateClient();
        (await visitor.GetAsync(url)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetAsync($"/v1/campaigns/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        foreach (var table in new[] { "campaign_components", "publications", "published_pages" })
        {
            (await App.Current.QueryAsync<long>($"select count(*) from {table} where campaign_id = '{id}'")).ShouldBe(
                0,
                table
            );
        }
        (
            await App.Current.QueryAsync<decimal>(
                $"select sum(amount_nano_usd) from ai_ledger where entry = 'settled' and generation_id = '{generation}'"
            )
        ).ShouldBeGreaterThan(0);
    }

    [Test]
    public async Task A_change_answers_the_campaign_as_it_was_saved_and_the_tag_for_the_next()
    {
        using var client = await App.Current.SignedInAsync();
        var created = await client.CreateCampaignAsync("minimal");
        var path = $"/v1/campaigns/{created.Text("id")}";
        created["updatedAt"]!.GetValue<DateTimeOffset>().Year.ShouldBeGreaterThan(2000);
        var tag = await client.TagAsync(path);
        for (var i = 0; i < 3; i++)
        {
            using var changed = await client.PatchTextAsync(path, $$"""{"name":"Name {{i}}"}""", tag);
            changed.StatusCode.ShouldBe(HttpStatusCode.OK);
            tag = changed.Headers.ETag!.ToString();
        }
        (await client.GetFromJsonAsync<JsonNode>(path)).Text("name").ShouldBe("Name 2");
    }
}
