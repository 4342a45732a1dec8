using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Harness;
using AiWebBuilder.IntegrationTests.Integrations.Fakes;
using AiWebBuilder.IntegrationTests.Integrations.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;

namespace AiWebBuilder.IntegrationTests.Integrations.Leads;

/// <summary>What visitors send goes to a Simvoly site and to a server of the account's own, each once.</summary>
internal sealed class OtherLeadTests
{
    private static readonly string Secret = "whsec_" + Convert.ToBase64String(Enumerable.Repeat((byte)7, 32).ToArray());

    private static readonly (string, string)[] Ada =
    [
        ("name", "Ada Lovelace"),
        ("email", "ada@example.com"),
        ("phone", "+44 161 496 0123"),
        ("message", "Do you repair mill wheels?"),
    ];

    private readonly ConcurrentQueue<JsonObject> messages = new();
    private readonly ConcurrentQueue<int> answers = new();
    private Nodes nodes = null!;
    private FakeSimvoly simvoly = null!;
    private FakeServer own = null!;

    [SetUp]
    public async Task StartAsync()
    {
        messages.Clear();
        answers.Clear();
        nodes = await Nodes.CreateAsync();
        simvoly = await FakeSimvoly.StartAsync();
        own = await FakeServer.StartAsync(TakeAsync);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await own.DisposeAsync();
        await simvoly.DisposeAsync();
        await nodes.DisposeAsync();
    }

    [Test]
    public async Task A_simvoly_site_gets_a_contact_and_whoever_takes_over_looks_whether_it_is_there_already()
    {
        var first = Node(("Jobs:Concurrency", "1"));
        var owner = await first.SignedInAsync();
        await SendLeadsAsync(owner, "simvoly", new { siteUrl = simvoly.Url, apiKey = FakeSimvoly.Key });
        var site = await LeadSite.PublishAsync(first, owner);
        // More than one page of what others entered since.
        var later = TimeProvider.System.GetUtcNow().AddMinutes(1);
        foreach (var number in Enumerable.Range(0, 60))
        {
            simvoly.Add($"Somebody {number}", later);
        }
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        simvoly.Hold = ended.Task;
        await site.SendAsync(Ada);
        await simvoly.Held.Task.WaitAsync(Eventually.Patience);

        _ = Node();
        await nodes.ExpireLeasesAsync();

        await site.LeadAsync("sent");
        ended.SetResult();
        simvoly.Contacts.Count.ShouldBe(61);
        var contact = simvoly.Contacts[^1];
        contact.Text("name").ShouldBe("Ada Lovelace");
        contact.Text("email").ShouldBe("ada@example.com");
        contact.Text("phone").ShouldBe("+441614960123");
        contact.Text("note").ShouldContain("message: Do you repair mill wheels?");
        contact["properties"]![0]!.Text("value").ShouldBe((await site.SubmissionsAsync())[0].Text("id"));
    }

    [Test]
    public async Task A_key_that_simvoly_refuses_is_said_and_leads_wait_for_another()
    {
        var node = Node();
        var owner = await node.SignedInAsync();
        var integration = await SendLeadsAsync(
            owner,
            "simvoly",
            new { siteUrl = simvoly.Url, apiKey = FakeSimvoly.Key }
        );
        var site = await LeadSite.PublishAsync(node, owner);
        simvoly.ExpectedKey = "another-key-0123456789";
        await site.SendAsync(Ada);
        (await site.LeadAsync(lead => lead["reason"] is not null)).Text("reason").ShouldContain("API key");

        var body = new JsonObject
        {
            ["credentials"] = new JsonObject { ["siteUrl"] = simvoly.Url, ["apiKey"] = simvoly.ExpectedKey },
        };
        (await owner.ChangeAsync(integration, body.ToJsonString())).StatusCode.ShouldBe(HttpStatusCode.OK);
        await owner.VerifyAsync(integration);
        await LookAgainAsync();
        await site.LeadAsync("sent");
        simvoly.Contacts.ShouldHaveSingleItem();
    }

    [Test]
    public async Task A_server_of_ones_own_gets_a_signed_message_that_bears_the_same_id_at_each_attempt()
    {
        var node = Node();
        var owner = await node.SignedInAsync();
        await SendLeadsAsync(owner, "custom", new { url = own.Url, signingSecret = Secret });
        messages.ShouldHaveSingleItem().Text("type").ShouldBe("integration.verification");
        messages.Clear();
        var site = await LeadSite.PublishAsync(node, owner);
        answers.Enqueue(500);
        await site.SendAsync(Ada);
        (await site.LeadAsync(lead => lead["reason"] is not null)).Text("status").ShouldBe("pending");
        await LookAgainAsync();
        await site.LeadAsync("sent");

        messages.Count.ShouldBe(2);
        messages.Select(message => message.Text("id")).Distinct().ShouldHaveSingleItem();
        var message = messages.Last();
        message.Text("type").ShouldBe("lead.created");
        var data = message["data"]!;
        data.Text("submissionId").ShouldBe((await site.SubmissionsAsync())[0].Text("id"));
        data.Text("campaignId").ShouldBe(site.Id);
        data["contact"]!.Text("email").ShouldBe("ada@example.com");
        data["fields"]!.Text("message").ShouldBe("Do you repair mill wheels?");
    }

    [Test]
    public async Task What_a_server_of_ones_own_says_it_will_not_take_is_not_sent_again_and_the_connection_stays()
    {
        var node = Node();
        var owner = await node.SignedInAsync();
        var integration = await SendLeadsAsync(owner, "custom", new { url = own.Url, signingSecret = Secret });
        var site = await LeadSite.PublishAsync(node, owner);
        answers.Enqueue(422);
        await site.SendAsync(Ada);
        (await site.LeadAsync("failed")).Text("reason").ShouldContain("422");
        (await owner.VerifyAsync(integration)).Text("connectionStatus").ShouldBe("connected");
    }

    [Test]
    public async Task Each_platform_that_the_owner_has_chosen_gets_it_and_says_so_for_itself()
    {
        var node = Node();
        var owner = await node.SignedInAsync();
        await nodes.ExecuteAsync("update users set comped_tier = 'agency'");
        await SendLeadsAsync(owner, "custom", new { url = own.Url, signingSecret = Secret });
        await SendLeadsAsync(owner, "simvoly", new { siteUrl = simvoly.Url, apiKey = FakeSimvoly.Key });
        var site = await LeadSite.PublishAsync(node, owner);
        await site.SendAsync(Ada);
        await Eventually.TrueAsync(async () =>
            (await site.SubmissionsAsync())[0]["sentTo"]!.AsArray().Count(lead => lead!.Text("status") == "sent") == 2
        );
        simvoly.Contacts.ShouldHaveSingleItem();
    }

    [TestCase("custom", """{"url":"https://own.invalid/"}""")]
    [TestCase("simvoly", """{"partnerDomain":"partner.invalid","clientKey":"key-0123456789"}""")]
    [TestCase(
        "wordpress",
        """{"siteUrl":"https://own.invalid/","username":"a","applicationPassword":"abcd EFGH 1234 ijkl MNOP 5678"}"""
    )]
    public async Task Where_contacts_cannot_be_made_it_is_refused(string platform, string credentials)
    {
        var owner = await Node().SignedInAsync();
        var integration = await owner.ConnectAsync(platform, JsonNode.Parse(credentials)!);
        var refusal = await Answers.JsonAsync(
            await owner.ChangeAsync(integration, """{"sendsLeads":true}"""),
            HttpStatusCode.Conflict
        );
        refusal.Text("code").ShouldBe("integrations.leads_unavailable");
    }

    private static async Task<JsonNode> SendLeadsAsync(HttpClient owner, string platform, object credentials)
    {
        var integration = await owner.ConnectedAsync(platform, credentials);
        (await owner.ChangeAsync(integration, """{"sendsLeads":true}""")).StatusCode.ShouldBe(HttpStatusCode.OK);
        return integration;
    }

    /// <summary>A receiver by Standard Webhooks: what is not signed by the secret is refused.</summary>
    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var id = context.Request.Headers["webhook-id"].ToString();
        var sent = DateTimeOffset.FromUnixTimeSeconds(
            long.Parse(
                context.Request.Headers["webhook-timestamp"].ToString(),
                System.Globalization.CultureInfo.InvariantCulture
            )
        );
        var expected = WebhookClients.Signed(body.ToArray(), id, sent, Secret)[2].Value;
        if (
            context.Request.Headers["webhook-signature"] != expected
            || (TimeProvider.System.GetUtcNow() - sent).Duration() > TimeSpan.FromMinutes(5)
        )
        {
            context.Response.StatusCode = 401;
            return;
        }
        var message = JsonNode.Parse(Encoding.UTF8.GetString(body.ToArray()))!.AsObject();
        message["id"] = id;
        messages.Enqueue(message);
        context.Response.StatusCode = answers.TryDequeue(out var status) ? status : 204;
    }

    /// <summary>The leads' minutes are over.</summary>
    private async Task LookAgainAsync()
    {
        await nodes.WaitUntilAsync(
            "select from job_queue where job_type = 'integrations.lead' and status = 'pending' and scheduled_at > now() + interval '1 minute'"
        );
        await nodes.ExecuteAsync(
            "update job_queue set scheduled_at = now() where job_type = 'integrations.lead' and status = 'pending'; notify job_queue;"
        );
    }

    private WebApplicationFactory<Program> Node(params (string Key, string Value)[] settings) =>
        nodes.Start(services: null, [("Outgoing:AllowLoopback", "true"), .. settings]);
}
