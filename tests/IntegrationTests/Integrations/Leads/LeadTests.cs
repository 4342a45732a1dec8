using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Harness;
using AiWebBuilder.IntegrationTests.Integrations.Fakes;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Serilog.Core;
using Serilog.Events;

namespace AiWebBuilder.IntegrationTests.Integrations.Leads;

/// <summary>What visitors send becomes contacts of a GoHighLevel location, each once.</summary>
internal sealed class LeadTests
{
    private static readonly (string, string)[] Ada =
    [
        ("name", "Ada Lovelace"),
        ("email", "ada@example.com"),
        ("phone", "0161 4960123"),
        ("message", "Do you repair\nmill wheels?"),
    ];

    private Nodes nodes = null!;
    private FakeGoHighLevel fake = null!;

    [SetUp]
    public async Task StartAsync()
    {
        nodes = await Nodes.CreateAsync();
        fake = await FakeGoHighLevel.StartAsync();
    }

    [TearDown]
    public async Task StopAsync()
    {
        await fake.DisposeAsync();
        await nodes.DisposeAsync();
    }

    [Test]
    public async Task A_submission_becomes_a_contact_with_what_it_has_members_for_and_the_rest_is_a_note()
    {
        var node = Node();
        var owner = await node.SignedInAsync();
        var integration = await ConnectedAsync(owner);
        var site = await LeadSite.PublishAsync(node, owner);
        await site.SendAsync(("name", "Somebody"), ("email", "early@example.com"));
        await SendLeadsAsync(owner, integration);

        await site.SendAsync(Ada);

        var lead = await site.LeadAsync("sent");
        lead["reason"].ShouldBeNull();
        lead["finishedAt"].ShouldNotBeNull();
        lead.Text("integrationId").ShouldBe(integration.Text("id"));
        lead.Text("platformType").ShouldBe("gohighlevel");
        var contact = fake.Locations["loc1"].Contacts.All.ShouldHaveSingleItem();
        contact.Text("firstName").ShouldBe("Ada");
        contact.Text("lastName").ShouldBe("Lovelace");
        contact.Text("email").ShouldBe("ada@example.com");
        contact.Text("phone").ShouldBe("+491614960123", "the location is in Germany");
        contact.Text("source").ShouldBe(LeadSite.Campaign);
        contact["tags"]!.AsArray().Single()!.GetValue<string>().ShouldBe("mill wheels");
        var note = fake.Locations["loc1"].Contacts.NotesOf(contact.Text("id")).ShouldHaveSingleItem();
        note.ShouldContain("message: Do you repair\nmill wheels?");
        var submissions = await site.SubmissionsAsync();
        note.ShouldContain(submissions[0].Text("id"));
        // What came before is not sent after the fact.
        submissions[1]["sentTo"]!.AsArray().ShouldBeEmpty();
    }

    [Test]
    public async Task A_contact_that_is_there_already_keeps_what_it_has()
    {
        var node = Node();
        var owner = await node.SignedInAsync();
        await SendLeadsAsync(owner, await ConnectedAsync(owner));
        var site = await LeadSite.PublishAsync(node, owner);
        fake.Locations["loc1"]
            .Contacts.Add(
                new JsonObject
                {
                    ["email"] = "ada@example.com",
                    ["companyName"] = "Analytical Engines",
                    ["tags"] = new JsonArray("vip"),
                }
            );

        await site.SendAsync(("name", "Ada Lovelace"), ("email", "ada@example.com"));
        await site.LeadAsync("sent");
        await site.SendAsync(("name", "Ada Lovelace"), ("email", "ada@example.com"), ("message", "Again."));
        await site.LeadAsync("sent");

        var contact = fake.Locations["loc1"].Contacts.All.ShouldHaveSingleItem();
        contact.Text("companyName").ShouldBe("Analytical Engines");
        contact["tags"]!.AsArray().Select(tag => tag!.GetValue<string>()).ShouldBe(["vip", "mill wheels"]);
        fake.Locations["loc1"].Contacts.NotesOf(contact.Text("id")).ShouldHaveSingleItem().ShouldContain("Again.");
    }

    [TestCase("/contacts/upsert")]
    [TestCase("/contacts/contact-1/tags")]
    [TestCase("/contacts/contact-1/notes")]
    public async Task Whoever_takes_over_from_a_worker_that_was_stopped_in_the_middle_sends_nothing_twice(
        string stopped
    )
    {
        var first = Node(("Jobs:Concurrency", "1"));
        var owner = await first.SignedInAsync();
        await SendLeadsAsync(owner, await ConnectedAsync(owner));
        var site = await LeadSite.PublishAsync(first, owner);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        fake.Hold = (stopped, ended.Task);
        await site.SendAsync(Ada);
        await fake.Held.Task.WaitAsync(Eventually.Patience);

        _ = Node();
        await nodes.ExpireLeasesAsync();

        await site.LeadAsync("sent");
        ended.SetResult();
        var contact = fake.Locations["loc1"].Contacts.All.ShouldHaveSingleItem();
        fake.Locations["loc1"].Contacts.NotesOf(contact.Text("id")).ShouldHaveSingleItem();
    }

    [Test]
    public async Task A_lead_waits_as_long_as_the_platform_asks_and_is_sent_then()
    {
        var node = Node();
        var owner = await node.SignedInAsync();
        await SendLeadsAsync(owner, await ConnectedAsync(owner));
        var site = await LeadSite.PublishAsync(node, owner);
        fake.DayLeft = 0;
        await site.SendAsync(Ada);

        var waiting = await site.LeadAsync(lead => lead["reason"] is not null);
        waiting.Text("status").ShouldBe("pending");
        waiting.Text("reason").ShouldContain("limit of requests is used up");
        await nodes.WaitUntilAsync(
            """
            select from job_queue where job_type = 'integrations.lead' and status = 'pending'
                and scheduled_at between now() + interval '15 minutes' and now() + interval '1 hour'
            """
        );
        fake.Locations["loc1"].Contacts.All.ShouldBeEmpty();

        fake.DayLeft = null;
        await nodes.ExecuteAsync("delete from platform_call_limits");
        await LookAgainAsync();
        (await site.LeadAsync("sent"))["reason"].ShouldBeNull();
        fake.Locations["loc1"].Contacts.All.ShouldHaveSingleItem();
    }

    [Test]
    public async Task While_the_connection_does_not_work_leads_wait_and_say_what_is_to_be_done()
    {
        var node = Node();
        var owner = await node.SignedInAsync();
        var integration = await ConnectedAsync(owner);
        await SendLeadsAsync(owner, integration);
        var site = await LeadSite.PublishAsync(node, owner);
        (await owner.ChangeAsync(integration, """{"credentials":null}""")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await site.SendAsync(Ada);
        (await site.LeadAsync(lead => lead["reason"] is not null)).Text("reason").ShouldContain("credentials");

        await CredentialsAsync(owner, integration);
        await owner.VerifyAsync(integration);
        await LookAgainAsync();
        await site.LeadAsync("sent");

        // A right that is taken away is no broken connection: the lead waits for it.
        fake.Withheld.Add("contacts.write");
        await site.SendAsync(("name", "Grace"), ("email", "grace@example.com"));
        (await site.LeadAsync(lead => lead["reason"] is not null)).Text("reason").ShouldContain("contacts.write");
        (await owner.GetFromJsonAsync<JsonNode>($"/v1/integrations/{integration["id"]}"))!
            .Text("connectionStatus")
            .ShouldBe("connected");
        fake.Withheld.Clear();
        await LookAgainAsync();
        await site.LeadAsync("sent");
        fake.Locations["loc1"].Contacts.All.Count.ShouldBe(2);
    }

    [Test]
    public async Task After_a_week_it_is_given_up_and_so_is_what_can_be_no_contact()
    {
        var node = Node();
        var owner = await node.SignedInAsync();
        var integration = await ConnectedAsync(owner);
        await SendLeadsAsync(owner, integration);
        var site = await LeadSite.PublishAsync(node, owner);
        await site.SendAsync(("name", "Ada"), ("message", "Call me."));
        var failed = await site.LeadAsync("failed");
        failed.Text("reason").ShouldContain("e-mail address or telephone number");
        failed["finishedAt"].ShouldNotBeNull();

        (await owner.ChangeAsync(integration, """{"credentials":null}""")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await site.SendAsync(Ada);
        await site.LeadAsync(lead => lead["reason"] is not null);
        await nodes.ExecuteAsync("update platform_leads set created_at = now() - interval '8 days'");
        await LookAgainAsync();
        (await site.LeadAsync("failed")).Text("reason").ShouldContain("credentials");
        fake.Locations["loc1"].Contacts.All.ShouldBeEmpty();
    }

    [Test]
    public async Task What_is_erased_before_it_was_sent_is_not_sent_and_leaves_nothing()
    {
        var node = Node();
        var owner = await node.SignedInAsync();
        var integration = await ConnectedAsync(owner);
        await SendLeadsAsync(owner, integration);
        var site = await LeadSite.PublishAsync(node, owner);
        (await owner.ChangeAsync(integration, """{"credentials":null}""")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await site.SendAsync(Ada);
        await site.LeadAsync(lead => lead["reason"] is not null);

        await site.EraseAsync((await site.SubmissionsAsync()).Single());
        await CredentialsAsync(owner, integration);
        await owner.VerifyAsync(integration);
        await LookAgainAsync();

        await nodes.WaitUntilAsync(
            "select from job_queue where job_type = 'integrations.lead' and status = 'completed'"
        );
        fake.Locations["loc1"].Contacts.All.ShouldBeEmpty();
        (await nodes.Database.QueryAsync<long>("select count(*) from platform_leads")).ShouldBe(0);
    }

    [Test]
    public async Task What_visitors_wrote_stands_in_no_log_no_job_and_no_event()
    {
        var log = new NodeLog();
        var node = nodes.Start(
            services => services.AddSingleton<ILogEventSink>(log),
            [("Serilog:MinimumLevel:Default", "Verbose"), .. Settings()]
        );
        var owner = await node.SignedInAsync();
        await SendLeadsAsync(owner, await ConnectedAsync(owner));
        var site = await LeadSite.PublishAsync(node, owner);
        await site.SendAsync(Ada);
        await site.LeadAsync("sent");
        fake.Withheld.Add("contacts.write");
        await site.SendAsync(("name", "Lovelace"), ("email", "ada@example.com"));
        await site.LeadAsync(lead => lead["reason"] is not null);

        log.Lines.ShouldNotBeEmpty();
        var kept = await nodes.Database.ListAsync<string>(
            "select to_jsonb(j)::text from job_queue j union all select to_jsonb(e)::text from outbox_events e union all select to_jsonb(l)::text from platform_leads l"
        );
        kept.ShouldContain(row => row.Contains("integrations.lead", StringComparison.Ordinal));
        foreach (var word in (string[])["Lovelace", "ada@example.com", "4960123", "mill wheels?"])
        {
            log.Lines.ShouldAllBe(line => !line.Contains(word, StringComparison.OrdinalIgnoreCase));
            kept.ShouldAllBe(line => !line.Contains(word, StringComparison.OrdinalIgnoreCase));
        }
    }

    private static async Task SendLeadsAsync(HttpClient owner, JsonNode integration) =>
        (await Answers.JsonAsync(await owner.ChangeAsync(integration, """{"sendsLeads":true}"""), HttpStatusCode.OK))[
            "sendsLeads"
        ]!
            .GetValue<bool>()
            .ShouldBeTrue();

    private static Task<JsonNode> ConnectedAsync(HttpClient client) =>
        client.ConnectedAsync(
            "gohighlevel",
            new { privateIntegrationToken = FakeGoHighLevel.LocationToken, locationId = "loc1" }
        );

    private static async Task CredentialsAsync(HttpClient client, JsonNode integration) =>
        (
            await client.ChangeAsync(
                integration,
                $$$"""{"credentials":{"privateIntegrationToken":"{{{FakeGoHighLevel.LocationToken}}}","locationId":"loc1"}}"""
            )
        ).StatusCode.ShouldBe(HttpStatusCode.OK);

    /// <summary>The leads' hour is over.</summary>
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
        nodes.Start(services: null, [.. Settings(), .. settings]);

    private (string, string)[] Settings() =>
        [("Outgoing:AllowLoopback", "true"), ("Platforms:GoHighLevelAddress", fake.Url)];

    private sealed class NodeLog : ILogEventSink
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public void Emit(LogEvent logEvent) =>
            Lines.Enqueue(
                $"{logEvent.RenderMessage(CultureInfo.InvariantCulture)} {string.Join(' ', logEvent.Properties)} {logEvent.Exception}"
            );
    }
}
