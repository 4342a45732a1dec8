using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace AiWebBuilder.IntegrationTests.Campaigns.Components;

/// <summary>Where components stand, and how people put them elsewhere.</summary>
public sealed class ComponentOrderTests
{
    [Test]
    public async Task A_list_of_components_is_paged_in_their_order()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync("yoga-studio");
        var all = (await client.ComponentsAsync(campaign)).Select(one => one.Text("id")).ToArray();
        List<string> seen = [];
        var path = $"/v1/campaigns/{campaign}/components?limit=3";
        for (string? next = ""; next is not null; )
        {
            var page = await client.GetFromJsonAsync<JsonNode>(path + (next.Length == 0 ? "" : $"&cursor={next}"));
            seen.AddRange(page!["data"]!.AsArray().Select(one => one.Text("id")));
            next = page["next"]?.GetValue<string>();
            page["hasMore"]!.GetValue<bool>().ShouldBe(next is not null);
        }
        seen.ShouldBe(all);
        (await client.GetAsync($"{path}&cursor=nonsense")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await client.GetAsync($"/v1/campaigns/{campaign}/components?limit=101")).StatusCode.ShouldBe(
            HttpStatusCode.BadRequest
        );
    }

    [Test]
    public async Task A_new_component_stands_at_the_end_of_its_page_and_before_the_next()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync("webinar-funnel");
        var before = (await client.ComponentsAsync(campaign)).Select(one => one.Text("id")).ToArray();
        var first = (await client.ComponentsAsync(campaign)).Count(one => one.Text("page") == "index");
        first.ShouldBeLessThan(before.Length);

        var added = await client.AddComponentAsync(campaign, page: "index");

        var after = (await client.ComponentsAsync(campaign)).Select(one => one.Text("id")).ToList();
        after.IndexOf(added.Text("id")).ShouldBe(first);
        after.Where(id => id != added.Text("id")).ShouldBe(before);
    }

    [Test]
    public async Task Components_are_put_into_an_order_and_nothing_else_of_them_changes()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync();
        var before = await client.ComponentsAsync(campaign);
        var order = before.Select(one => one.Text("id")).Reverse().ToArray();
        for (var i = 0; i < 2; i++)
        {
            (
                await client.PutAsJsonAsync($"/v1/campaigns/{campaign}/component-order", new { componentIds = order })
            ).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        }
        var after = await client.ComponentsAsync(campaign);
        after.Select(one => one.Text("id")).ShouldBe(order);
        after.Select(one => one.Number("sortOrder")).ShouldBe(Enumerable.Range(0, order.Length));
        foreach (var was in before)
        {
            var now = after.Single(one => one.Text("id") == was.Text("id"))!;
            Without(now).ShouldBe(Without(was!));
        }

        static string Without(JsonNode component)
        {
            var copy = component.DeepClone().AsObject();
            copy.Remove("sortOrder");
            copy.Remove("updatedAt");
            copy.Remove("etag");
            return copy.ToJsonString();
        }
    }

    [Test]
    public async Task Orders_that_meet_end_in_one_of_them()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync();
        var ids = (await client.ComponentsAsync(campaign)).Select(one => one.Text("id")).ToArray();
        var orders = Enumerable
            .Range(0, 8)
            .Select(turn => ids.Skip(turn % ids.Length).Concat(ids.Take(turn % ids.Length)).ToArray())
            .ToArray();
        var answers = await Task.WhenAll(
            orders.Select(order =>
                client.PutAsJsonAsync($"/v1/campaigns/{campaign}/component-order", new { componentIds = order })
            )
        );
        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.NoContent);
        var after = (await client.ComponentsAsync(campaign)).Select(one => one.Text("id")).ToArray();
        orders.ShouldContain(order => order.SequenceEqual(after));
    }

    [Test]
    public async Task An_order_must_name_exactly_the_campaigns_components()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync();
        using var stranger = await App.Current.SignedInAsync();
        var theirs = (
            await stranger.AddComponentAsync((await stranger.CreateCampaignAsync("minimal")).Text("id"))
        ).Text("id");
        var ids = (await client.ComponentsAsync(campaign)).Select(one => one.Text("id")).ToArray();
        var path = $"/v1/campaigns/{campaign}/component-order";

        foreach (var wrong in new string[][] { ids[1..], [.. ids, theirs], [theirs, .. ids[1..]], [] })
        {
            (
                await CampaignSteps.CodeAsync(
                    client.PutAsJsonAsync(path, new { componentIds = wrong }),
                    HttpStatusCode.Conflict
                )
            ).ShouldBe("campaigns.component_order_mismatch");
        }
        (
            await CampaignSteps.CodeAsync(
                client.PutAsJsonAsync(path, new { componentIds = ids.Append(ids[0]) }),
                HttpStatusCode.BadRequest
            )
        ).ShouldBe("request.invalid");
        (await client.PutAsync(path, JsonContent.Create(new { componentIds = new[] { "x" } }))).StatusCode.ShouldBe(
            HttpStatusCode.BadRequest
        );
        (await client.ComponentsAsync(campaign)).Select(one => one.Text("id")).ShouldBe(ids);
    }
}
