using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Infrastructure.Identity.Limits;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Harness;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace AiWebBuilder.IntegrationTests.Identity.Limits;

/// <summary>What is left beyond a limit: after a downgrade, and at the end of a month's calls. Warnings come before, by mail.</summary>
internal sealed class OverLimitTests
{
    private Nodes nodes = null!;
    private WebApplicationFactory<Program> node = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        nodes = await Nodes.CreateAsync();
        await nodes.ExecuteAsync(
            """
            insert into app_settings (key, value) values
                ('limits.freemium', '{"publishedPages": 1, "members": 2}'),
                ('limits.creator', '{"publishedPages": 3, "members": 5}'),
                ('limits.business', '{"apiCallsMade": 10}')
            """
        );
        node = nodes.Start();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await node.DisposeAsync();
        await nodes.DisposeAsync();
    }

    [Test]
    public async Task After_a_downgrade_the_campaign_that_went_on_the_net_first_can_be_changed_and_the_others_are_read_only()
    {
        var (client, user) = await SignedInAsync("creator");
        var (oldest, oldestUrl) = await PublishedAsync(client);
        var (newest, newestUrl) = await PublishedAsync(client);
        var component = await ComponentAsync(client, newest);
        (await ChangeAsync(client, newest)).StatusCode.ShouldBe(HttpStatusCode.OK);

        await TierAsync(user, "freemium");

        (await ChangeAsync(client, oldest)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.PutAsync($"/v1/campaigns/{oldest}/publication", null)).EnsureSuccessStatusCode();
        foreach (
            var (what, answer) in new (string, HttpResponseMessage)[]
            {
                ("change", await ChangeAsync(client, newest)),
                ("publish again", await client.PutAsync($"/v1/campaigns/{newest}/publication", null)),
                ("generate", await client.PostAsync($"/v1/campaigns/{newest}/generations", null)),
                (
                    "rewrite a component",
                    await client.PostAsJsonAsync(
                        $"/v1/components/{component}/generations",
                        new { instruction = "Shorter." }
                    )
                ),
                (
                    "change a component",
                    await client.PatchTextAsync($"/v1/components/{component}", """{"name":"Other"}""", "*")
                ),
                (
                    "restore a version",
                    await client.PostAsync($"/v1/components/{component}/versions/1/restoration", null)
                ),
                (
                    "add a component",
                    await client.PostTextAsync(
                        $"/v1/campaigns/{newest}/components",
                        """{"name":"Mine","componentType":"custom","code":"<p>x</p>"}"""
                    )
                ),
                (
                    "order components",
                    await client.PutAsJsonAsync(
                        $"/v1/campaigns/{newest}/component-order",
                        new { componentIds = new[] { component } }
                    )
                ),
                ("delete a component", await DeleteAsync(client, $"/v1/components/{component}")),
            }
        )
        {
            var problem = await Answers.JsonAsync(answer, HttpStatusCode.PaymentRequired);
            $"{what}: {problem["code"]} {problem["resource"]} {problem["limit"]} {problem["used"]} {problem["upgradeTo"]}".ShouldBe(
                $"{what}: plan.over_limit publishedPages 1 2 creator"
            );
        }
        foreach (
            var place in new[]
            {
                oldestUrl,
                newestUrl,
                $"/v1/campaigns/{newest}",
                $"/v1/campaigns/{newest}/exports/json",
                $"/v1/components/{component}",
                $"/v1/campaigns/{newest}/analytics",
            }
        )
        {
            (await client.GetAsync(place)).StatusCode.ShouldBe(HttpStatusCode.OK, place);
        }

        // Off the net it is one of the drafts, which no plan counts.
        (await client.DeleteAsync($"/v1/campaigns/{newest}/publication")).EnsureSuccessStatusCode();
        (await ChangeAsync(client, newest)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var refused = await client.PutAsync($"/v1/campaigns/{newest}/publication", null);
        (await Answers.JsonAsync(refused, HttpStatusCode.PaymentRequired))["code"]!
            .GetValue<string>()
            .ShouldBe("plan.limit_reached");
        (await DeleteAsync(client, $"/v1/campaigns/{newest}")).EnsureSuccessStatusCode();
    }

    [Test]
    public async Task What_is_over_a_limit_can_be_deleted_and_a_better_plan_gives_everything_back()
    {
        var (client, user) = await SignedInAsync("creator");
        await PublishedAsync(client);
        var (second, _) = await PublishedAsync(client);
        var (third, _) = await PublishedAsync(client);
        await TierAsync(user, "freemium");

        (await DeleteAsync(client, $"/v1/campaigns/{third}")).EnsureSuccessStatusCode();
        (await ChangeAsync(client, second)).StatusCode.ShouldBe(HttpStatusCode.PaymentRequired);
        await nodes.ExecuteAsync($"update users set comped_tier = 'creator' where id = '{user}'");

        (await ChangeAsync(client, second)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task Members_beyond_the_last_seat_act_as_viewers_until_there_are_seats_again()
    {
        using var owner = await Person.RegisterAsync(node);
        using var first = await Person.RegisterAsync(node);
        using var second = await Person.RegisterAsync(node);
        await nodes.ExecuteAsync(
            $"update users set comped_tier = null, subscription_tier = 'creator' where id = '{owner.Id}'"
        );
        await first.JoinAsync(nodes.Database, owner, "editor");
        await second.JoinAsync(nodes.Database, owner, "admin");
        using var key = node.CreateClient();
        using var made = await second.Client.PostAsJsonAsync(
            "/v1/api-keys",
            new { name = "Mine", scopes = new[] { "campaigns:write" } }
        );
        key.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            (await Answers.JsonAsync(made, HttpStatusCode.Created))["secret"]!.GetValue<string>()
        );
        foreach (var client in new[] { first.Client, second.Client, key })
        {
            (await CreateAsync(client)).ShouldBe(HttpStatusCode.Created);
        }

        await TierAsync(owner.Id.ToString(), "freemium");
        await first.RefreshAsync();
        await second.RefreshAsync();

        first.Account["role"]!.GetValue<string>().ShouldBe("editor");
        second.Account["role"]!.GetValue<string>().ShouldBe("viewer");
        (await CreateAsync(first.Client)).ShouldBe(HttpStatusCode.Created);
        (await CreateAsync(second.Client)).ShouldBe(HttpStatusCode.Forbidden);
        (await second.Client.GetAsync("/v1/campaigns")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await nodes.ExecuteAsync("notify api_keys");
        await Eventually.TrueAsync(async () => await CreateAsync(key) == HttpStatusCode.Forbidden);
        (await key.GetAsync("/v1/campaigns")).StatusCode.ShouldBe(HttpStatusCode.OK);

        await TierAsync(owner.Id.ToString(), "creator");
        await second.RefreshAsync();
        second.Account["role"]!.GetValue<string>().ShouldBe("admin");
        (await CreateAsync(second.Client)).ShouldBe(HttpStatusCode.Created);
        await nodes.ExecuteAsync("notify api_keys");
        await Eventually.TrueAsync(async () => await CreateAsync(key) == HttpStatusCode.Created);
    }

    [Test]
    public async Task Whoever_has_made_all_calls_of_the_month_still_sees_why_and_pays_and_goes_on_with_a_better_plan()
    {
        await using var other = nodes.StartWithoutJobs();
        var (client, user) = await SignedInAsync("freemium");
        var (_, url) = await PublishedAsync(client);
        await nodes.ExecuteAsync(
            $"delete from user_usage where user_id = '{user}'; delete from usage_warnings where user_id = '{user}'"
        );
        await FlushAsync(node);
        await nodes.ExecuteAsync($"update user_usage set api_calls_made = 0 where user_id = '{user}'");
        await TierAsync(user, "business");
        using var there = other.SignedInLike(client);
        for (var i = 0; i < 4; i++)
        {
            (await client.GetAsync("/v1/campaigns")).StatusCode.ShouldBe(HttpStatusCode.OK);
            (await there.GetAsync("/v1/campaigns")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        await FlushAsync(node);
        await FlushAsync(other);
        await ShouldHaveWarnedAsync(80);
        for (var i = 0; i < 2; i++)
        {
            (await client.GetAsync("/v1/campaigns")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        await FlushAsync(node);

        (await client.GetAsync("/V1/campaigns")).StatusCode.ShouldBe(HttpStatusCode.PaymentRequired);
        var refused = await Answers.JsonAsync(await client.GetAsync("/v1/campaigns"), HttpStatusCode.PaymentRequired);
        $"{refused["code"]} {refused["resource"]} {refused["limit"]} {refused["used"]} {refused["upgradeTo"]}".ShouldBe(
            "plan.limit_reached apiCallsMade 10 10 agency"
        );
        refused["resetsAt"]!.GetValue<DateTimeOffset>().Day.ShouldBe(1);
        (await there.GetAsync("/v1/campaigns")).StatusCode.ShouldBe(
            HttpStatusCode.OK,
            "a node learns of it when it next writes what it has counted"
        );
        await FlushAsync(other);
        (await there.GetAsync("/v1/campaigns")).StatusCode.ShouldBe(HttpStatusCode.PaymentRequired);
        foreach (var place in new[] { "/v1/me", "/v1/ME/usage", "/v1/me/sessions", "/v1/billing", url })
        {
            (await client.GetAsync(place)).StatusCode.ShouldBe(HttpStatusCode.OK, place);
        }
        await ShouldHaveWarnedAsync(80, 100);

        await TierAsync(user, "agency");
        await FlushAsync(node);
        (await client.GetAsync("/v1/campaigns")).StatusCode.ShouldBe(HttpStatusCode.OK);

        async Task ShouldHaveWarnedAsync(params int[] thresholds) =>
            (
                await nodes.Database.ListAsync<int>(
                    $"""
                    select threshold::integer from usage_warnings
                    where user_id = '{user}' and resource = 'apiCallsMade' order by threshold
                    """
                )
            ).ShouldBe(thresholds);
    }

    [Test]
    public async Task The_owner_is_mailed_at_80_and_100_percent_once_each_unless_they_do_not_want_to()
    {
        var (client, user) = await SignedInAsync("creator");
        var (unwilling, unwillingUser) = await SignedInAsync("creator");
        var (unproved, _) = await SignedInAsync("creator");
        await nodes.ExecuteAsync(
            $$"""
            update users set email_verified_at = now() where id in ('{{user}}', '{{unwillingUser}}');
            update users set settings = '{"usageMails": false}' where id = '{{unwillingUser}}';
            update users set settings = '{"language": "de-AT"}' where id = '{{user}}';
            """
        );
        foreach (var one in new[] { client, unwilling, unproved })
        {
            // The owner and four guests fill five seats; the last one comes and goes.
            for (var i = 0; i < 4; i++)
            {
                await InviteAsync(one, i);
            }
            var last = await InviteAsync(one, 4, HttpStatusCode.PaymentRequired);
            last["code"]!.GetValue<string>().ShouldBe("plan.limit_reached");
            var guests = (await one.GetFromJsonAsync<JsonNode>("/v1/members"))!["data"]!.AsArray();
            var guest = guests.First(member => member!["status"]!.GetValue<string>() == "pending");
            (await one.DeleteAsync($"/v1/members/{guest!["id"]}")).EnsureSuccessStatusCode();
            await InviteAsync(one, 5);
        }
        await nodes.WaitUntilAsync(
            """
            select where not exists (select from outbox_events where delivered_at is null)
                and not exists (select from job_queue
                    where job_type = 'identity.mail_usage_warning' and status <> 'completed')
            """
        );

        var mails = await MailsToAsync(client);
        mails
            .Select(mail => mail.Subject)
            .ShouldBe(["Ein Limit Ihres Tarifs rückt näher", "Ein Limit Ihres Tarifs ist erreicht"], ignoreOrder: true);
        mails.ShouldContain(mail => mail.TextBody!.Contains("Plätze für Mitglieder: 4 von 5 sind verbraucht."));
        mails.ShouldContain(mail => mail.TextBody!.Contains("Plätze für Mitglieder: 5 von 5 sind verbraucht."));
        (await MailsToAsync(unwilling)).ShouldBeEmpty();
        (await MailsToAsync(unproved)).ShouldBeEmpty();
    }

    private static Task FlushAsync(WebApplicationFactory<Program> at) =>
        at.Services.GetRequiredService<ActivityMeter>().FlushAsync(CancellationToken.None);

    private async Task<(HttpClient Client, string User)> SignedInAsync(string tier)
    {
        var client = await node.SignedInAsync();
        var user = (await client.GetFromJsonAsync<JsonNode>("/v1/me"))!["id"]!.GetValue<string>();
        await TierAsync(user, tier);
        return (client, user);
    }

    private Task TierAsync(string user, string tier) =>
        nodes.ExecuteAsync($"update users set subscription_tier = '{tier}' where id = '{user}'");

    private static async Task<(string Id, string Url)> PublishedAsync(HttpClient client)
    {
        var id = (await client.CreateCampaignAsync("minimal"))["id"]!.GetValue<string>();
        await client.GenerateAsync(id);
        using var answer = await client.PutAsync($"/v1/campaigns/{id}/publication", null);
        return (id, (await Answers.JsonAsync(answer, HttpStatusCode.OK))["url"]!.GetValue<string>());
    }

    private static async Task<string> ComponentAsync(HttpClient client, string campaign) =>
        (await client.AddComponentAsync(campaign, "Mine", "<section><h2>Mine</h2></section>"))[
            "id"
        ]!.GetValue<string>();

    private static Task<HttpResponseMessage> ChangeAsync(HttpClient client, string campaign) =>
        client.PatchTextAsync($"/v1/campaigns/{campaign}", """{"name":"Another name"}""", "*");

    private static async Task<HttpResponseMessage> DeleteAsync(HttpClient client, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, path);
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        return await client.SendAsync(request);
    }

    private static async Task<HttpStatusCode> CreateAsync(HttpClient client)
    {
        using var answer = await client.PostTextAsync("/v1/campaigns", """{"name":"A page","type":"landing_page"}""");
        return answer.StatusCode;
    }

    private static async Task<JsonNode> InviteAsync(
        HttpClient client,
        int number,
        HttpStatusCode expected = HttpStatusCode.Created
    )
    {
        using var answer = await client.PostAsJsonAsync(
            "/v1/members",
            new { email = $"guest-{number}@example.com", role = "viewer" }
        );
        return await Answers.JsonAsync(answer, expected);
    }

    private async Task<IReadOnlyList<MimeMessage>> MailsToAsync(HttpClient client)
    {
        var address = (await client.GetFromJsonAsync<JsonNode>("/v1/me"))!["email"]!.GetValue<string>();
        List<MimeMessage> found = [];
        foreach (var file in Directory.GetFiles(nodes.Database.MailFolder, "*.eml"))
        {
            var mail = await MimeMessage.LoadAsync(file);
            if (
                mail.To.Mailboxes.Single().Address == address
                && mail.TextBody!.Contains("usage", StringComparison.Ordinal)
            )
            {
                found.Add(mail);
            }
        }
        return found;
    }
}
