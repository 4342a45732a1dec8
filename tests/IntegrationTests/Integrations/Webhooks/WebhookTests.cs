using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Integrations.Fakes;
using Microsoft.AspNetCore.Http;

namespace AiWebBuilder.IntegrationTests.Integrations.Webhooks;

/// <summary>Messages that come to a connection's own address.</summary>
internal sealed class WebhookTests
{
    private static readonly byte[] Changed = """{"type":"connection.changed"}"""u8.ToArray();

    private static readonly string Secret = SecretOf(1);
    private static readonly string Older = SecretOf(2);

    private Host host = null!;
    private FakeServer server = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        server = await FakeServer.StartAsync(AnswerAsync);
        host = await Host.StartAsync(App.Current.Owner);
        host.Settings["Outgoing:AllowLoopback"] = "true";
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await host.DisposeAsync();
        await server.DisposeAsync();
    }

    [Test]
    public async Task A_server_of_ones_own_signs_with_the_connections_secret_and_with_two_while_it_changes()
    {
        using var client = await host.SignedInAsync();
        using var stranger = host.CreateClient();
        var integration = await client.ConnectedAsync("custom", new { url = server.Url, signingSecret = Secret });
        var address = await client.WebhookAddressAsync(integration);
        var now = TimeProvider.System.GetUtcNow();
        (string, string)[][] refused =
        [
            [],
            WebhookClients.Signed(Changed, "m-1", now, Older),
            WebhookClients.Signed([.. Changed, (byte)' '], "m-1", now, Secret),
            [.. WebhookClients.Signed(Changed, "m-1", now, Secret).Skip(1), ("webhook-id", "m-2")],
            [("webhook-signature", "v1,"), ("webhook-id", "m-1"), ("webhook-timestamp", "x")],
            WebhookClients.Signed(Changed, "m-1", now.AddMinutes(-6), Secret),
            WebhookClients.Signed(Changed, "m-1", now.AddMinutes(6), Secret),
            WebhookClients.Signed(Changed, new string('m', 256), now, Secret),
        ];
        foreach (var headers in refused)
        {
            (await stranger.DeliverAsync(address, Changed, headers)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }
        (await client.WebhooksAsync(integration)).ShouldBeEmpty();

        var signed = WebhookClients.Signed(Changed, "m-1", now, Older, Secret);
        (await stranger.DeliverAsync(address, Changed, signed)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await stranger.DeliverAsync(address, Changed, signed)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await client.DoneWebhookAsync(integration))["status"]!.GetValue<string>().ShouldBe("processed");

        // What the connection has learned: the next is signed with what took the secret's place.
        (
            await client.ChangeAsync(
                integration,
                new JsonObject
                {
                    ["credentials"] = new JsonObject { ["url"] = server.Url, ["signingSecret"] = Older },
                }.ToJsonString()
            )
        ).StatusCode.ShouldBe(HttpStatusCode.OK);
        (
            await stranger.DeliverAsync(address, Changed, WebhookClients.Signed(Changed, "m-3", now, Secret))
        ).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (
            await stranger.DeliverAsync(address, Changed, WebhookClients.Signed(Changed, "m-3", now, Secret, Older))
        ).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Test]
    public async Task Without_a_secret_to_sign_with_there_is_no_address()
    {
        using var client = await host.SignedInAsync();
        var integration = await client.ConnectedAsync("custom", new { url = server.Url });
        var address = await client.WebhookAddressAsync(integration);
        (await client.DeliverAsync(address, Changed)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.DeliverAsync($"/v1/webhooks/{Guid.CreateVersion7()}", Changed)).StatusCode.ShouldBe(
            HttpStatusCode.NotFound
        );
    }

    [Test]
    public async Task Where_no_signature_is_documented_the_key_in_the_address_is_the_proof()
    {
        using var client = await host.SignedInAsync();
        var integration = await client.ConnectAsync("simvoly", new { siteUrl = server.Url, apiKey = "key-0123456789" });
        var address = await client.WebhookAddressAsync(integration);
        var body = """{"event":"form_submitted","data":{"name":"Ada"}}"""u8.ToArray();
        foreach (
            var wrong in new[]
            {
                address[..address.IndexOf('?', StringComparison.Ordinal)],
                address[..^1] + (address[^1] == 'A' ? 'B' : 'A'),
                address + "=",
            }
        )
        {
            (await client.DeliverAsync(wrong, body)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
        (await client.WebhooksAsync(integration)).ShouldBeEmpty();

        (await client.DeliverAsync(address, body)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await client.DeliverAsync(address, body)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var webhook = await client.DoneWebhookAsync(integration);
        webhook["kind"]!.GetValue<string>().ShouldBe("form_submitted");
        webhook["status"]!.GetValue<string>().ShouldBe("ignored");
        // What visitors entered there is not kept here.
        webhook.ToJsonString().ShouldNotContain("Ada");
    }

    [Test]
    public async Task A_connection_without_credentials_takes_nothing_and_no_body_of_two_megabytes_is_read()
    {
        using var client = await host.SignedInAsync();
        using var stranger = host.CreateClient();
        var integration = await client.ConnectedAsync("custom", new { url = server.Url, signingSecret = Secret });
        var address = await client.WebhookAddressAsync(integration);
        var now = TimeProvider.System.GetUtcNow();
        var big = Encoding.UTF8.GetBytes($$"""{"type":"{{new string('x', 2 * 1024 * 1024)}}"}""");
        (await stranger.DeliverAsync(address, big, WebhookClients.Signed(big, "m-1", now, Secret))).StatusCode.ShouldBe(
            HttpStatusCode.RequestEntityTooLarge
        );

        (await client.ChangeAsync(integration, """{"credentials":null}""")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (
            await stranger.DeliverAsync(address, Changed, WebhookClients.Signed(Changed, "m-2", now, Secret))
        ).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.DeleteAsync(integration, "*")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (
            await stranger.DeliverAsync(address, Changed, WebhookClients.Signed(Changed, "m-3", now, Secret))
        ).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (
            await host.QueryAsync<long>(
                $"select count(*) from platform_webhooks where integration_id = '{integration["id"]}'"
            )
        ).ShouldBe(0);
    }

    [Test]
    public async Task A_message_that_comes_sixteen_times_at_once_is_one()
    {
        using var client = await host.SignedInAsync();
        using var stranger = host.CreateClient();
        var integration = await client.ConnectedAsync("custom", new { url = server.Url, signingSecret = Secret });
        var address = await client.WebhookAddressAsync(integration);
        var signed = WebhookClients.Signed(Changed, "m-1", TimeProvider.System.GetUtcNow(), Secret);
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(_ => stranger.DeliverAsync(address, Changed, signed))
        );
        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.NoContent);
        (await client.DoneWebhookAsync(integration))["status"]!.GetValue<string>().ShouldBe("processed");
    }

    [Test]
    public async Task What_cannot_be_done_is_said()
    {
        using var client = await host.SignedInAsync();
        var integration = await client.ConnectAsync(
            "wordpress",
            new
            {
                siteUrl = server.Url,
                username = "admin",
                applicationPassword = "abcd EFGH 1234 ijkl MNOP 5678",
            }
        );
        var body = """{"post_id":7}"""u8.ToArray();
        (await client.DeliverAsync(await client.WebhookAddressAsync(integration), body)).StatusCode.ShouldBe(
            HttpStatusCode.NoContent
        );
        var webhook = await client.DoneWebhookAsync(integration);
        webhook["status"]!.GetValue<string>().ShouldBe("ignored");
        webhook["reason"]!.GetValue<string>().ShouldContain("not verified");
    }

    private static string SecretOf(byte filler) =>
        "whsec_" + Convert.ToBase64String(Enumerable.Repeat(filler, 32).ToArray());

    private static Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync("{}");
    }
}
