using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Harness;
using AiWebBuilder.IntegrationTests.Integrations.Fakes;
using Microsoft.AspNetCore.Mvc.Testing;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

namespace AiWebBuilder.IntegrationTests.Integrations.Webhooks;

/// <summary>Messages of GoHighLevel's, which come to one address for all accounts, signed by the vendor.</summary>
internal sealed class GoHighLevelWebhookTests
{
    private const string Address = "/v1/webhooks/gohighlevel";

    private readonly Ed25519PrivateKeyParameters vendor = new(new SecureRandom());
    private readonly RSA legacy = RSA.Create(2048);
    private Nodes nodes = null!;
    private FakeGoHighLevel fake = null!;
    private WebApplicationFactory<Program> node = null!;

    [SetUp]
    public async Task StartAsync()
    {
        nodes = await Nodes.CreateAsync();
        fake = await FakeGoHighLevel.StartAsync();
        node = Node();
    }

    [TearDown]
    public async Task StopAsync()
    {
        await fake.DisposeAsync();
        await nodes.DisposeAsync();
    }

    [OneTimeTearDown]
    public void ForgetKeys() => legacy.Dispose();

    [Test]
    public async Task A_location_that_has_changed_is_read_anew_and_the_same_message_counts_once()
    {
        using var client = node.CreateClient();
        (HttpClient Client, JsonNode Integration)[] owners = [await ConnectedAsync(), await ConnectedAsync()];
        var body = Body("LocationUpdate", "wh-1");

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => DeliverAsync(client, body)));

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.NoContent);
        foreach (var (who, its) in owners)
        {
            var webhook = await who.DoneWebhookAsync(its);
            webhook["kind"]!.GetValue<string>().ShouldBe("LocationUpdate");
            webhook["externalId"]!.GetValue<string>().ShouldBe("wh-1");
            webhook["status"]!.GetValue<string>().ShouldBe("processed", webhook.ToJsonString());
            webhook["sentAt"].ShouldNotBeNull();
            (await SyncsAsync(who, its)).ShouldHaveSingleItem();
        }

        // The day's last sync is older than the next message.
        (await DeliverAsync(client, Body("LocationUpdate", "wh-2"))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await nodes.WaitUntilAsync(
            "select where 4 = (select count(*) from integration_syncs where status = 'completed')"
        );
    }

    [Test]
    public async Task What_is_not_signed_as_it_came_or_is_old_or_is_nobodys_is_refused_and_not_stored()
    {
        using var client = node.CreateClient();
        await ConnectedAsync();
        var now = TimeProvider.System.GetUtcNow();
        var body = Body("LocationUpdate", "wh-1");
        var good = SignatureOf(body);
        byte[] spaced = [.. body, (byte)'\n'];
        var big = Encoding.UTF8.GetBytes($$"""{"type":"{{new string('x', 300_000)}}","locationId":"loc1"}""");

        await ShouldBeAsync(client.DeliverAsync(Address, body), 400, "signature_invalid");
        await ShouldBeAsync(client.DeliverAsync(Address, body, ("X-GHL-Signature", "")), 400, "signature_invalid");
        await ShouldBeAsync(client.DeliverAsync(Address, body, ("X-GHL-Signature", "%%")), 400, "signature_invalid");
        await ShouldBeAsync(
            client.DeliverAsync(Address, body, ("X-GHL-Signature", Convert.ToBase64String(new byte[64]))),
            400,
            "signature_invalid"
        );
        await ShouldBeAsync(client.DeliverAsync(Address, spaced, ("X-GHL-Signature", good)), 400, "signature_invalid");
        // The older signature proves nothing, alone and beside a wrong one.
        await ShouldBeAsync(client.DeliverAsync(Address, body, Legacy(body)), 400, "signature_invalid");
        await ShouldBeAsync(DeliverAsync(client, Body("LocationUpdate", "a", at: now.AddMinutes(-6))), 400, "stale");
        await ShouldBeAsync(DeliverAsync(client, Body("LocationUpdate", "b", at: now.AddMinutes(6))), 400, "stale");
        await ShouldBeAsync(DeliverAsync(client, Body("LocationUpdate", new string('x', 256))), 400, "malformed");
        await ShouldBeAsync(DeliverAsync(client, Body("a\0b", "c")), 400, "malformed");
        await ShouldBeAsync(DeliverAsync(client, "[]"u8.ToArray()), 400, "malformed");
        await ShouldBeAsync(DeliverAsync(client, "nothing"u8.ToArray()), 400, "malformed");
        await ShouldBeAsync(DeliverAsync(client, big), 413, null);
        await ShouldBeAsync(DeliverAsync(client, Body("LocationUpdate", "d", "loc2")), 404, "address_unknown");
        await ShouldBeAsync(DeliverAsync(client, """{"type":"INSTALL"}"""u8.ToArray()), 404, "address_unknown");
        (await nodes.Database.QueryAsync<long>("select count(*) from platform_webhooks")).ShouldBe(0);
        (await DeliverAsync(client, body)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Test]
    public async Task A_place_that_somebody_only_claims_gives_them_nothing()
    {
        using var client = node.CreateClient();
        using var owner = await node.SignedInAsync();
        var claimed = await owner.ConnectAsync(
            "gohighlevel",
            new { privateIntegrationToken = FakeGoHighLevel.LocationToken, locationId = "loc1" }
        );
        await ShouldBeAsync(DeliverAsync(client, Body("LocationUpdate", "wh-1")), 404, "address_unknown");
        (await owner.WebhooksAsync(claimed)).ShouldBeEmpty();
    }

    [Test]
    public async Task What_nothing_is_done_about_is_kept_and_says_so()
    {
        using var client = node.CreateClient();
        var (owner, integration) = await ConnectedAsync();
        (await DeliverAsync(client, Body("ContactDndUpdate", "wh-1"))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var webhook = await owner.DoneWebhookAsync(integration);
        webhook["status"]!.GetValue<string>().ShouldBe("ignored");
        webhook["reason"]!.GetValue<string>().ShouldContain("this kind");
    }

    [Test]
    public async Task An_uninstallation_is_believed_when_the_platform_confirms_it()
    {
        using var client = node.CreateClient();
        using var owner = await node.SignedInAsync();
        var started = await Answers.JsonAsync(
            await owner.PostAsJsonAsync("/v1/integrations/authorizations", new { platformType = "gohighlevel" }),
            HttpStatusCode.Created
        );
        var query = System.Web.HttpUtility.ParseQueryString(new Uri(started["authorizeUrl"]!.GetValue<string>()).Query);
        using var completed = await owner.PostAsJsonAsync(
            "/v1/integrations/authorizations/callback",
            new
            {
                state = query["state"],
                browserKey = started["browserKey"]!.GetValue<string>(),
                answer = new { code = fake.Grants.NewCode("Location") },
            }
        );
        var integration = await owner.VerifyAsync(await Answers.JsonAsync(completed, HttpStatusCode.OK));
        var location = integration["platformMetadata"]!["locationId"]!.GetValue<string>();

        (await DeliverAsync(client, Body("UNINSTALL", "wh-1", location))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await nodes.WaitUntilAsync("select from platform_webhooks where external_id = 'wh-1' and status = 'processed'");
        (await ConnectionAsync(owner, integration)).ShouldBe(("connected", null));

        fake.Grants.Withdraw();
        (await DeliverAsync(client, Body("UNINSTALL", "wh-2", location))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await nodes.WaitUntilAsync("select from platform_webhooks where external_id = 'wh-2' and status = 'processed'");
        (await ConnectionAsync(owner, integration)).ShouldBe(("error", "needs_reauth"));
    }

    [Test]
    public async Task The_older_signature_counts_where_the_operator_says_so_and_never_beside_the_newer()
    {
        using var old = Node(("Platforms:GoHighLevelLegacyWebhookKey", SpkiOf(legacy)));
        using var client = old.CreateClient();
        await ConnectedAsync();
        var body = Body("LocationUpdate", "wh-1");
        await ShouldBeAsync(
            client.DeliverAsync(Address, body, Legacy(body), ("X-GHL-Signature", Convert.ToBase64String(new byte[64]))),
            400,
            "signature_invalid"
        );
        (await client.DeliverAsync(Address, body, Legacy(body))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    private static async Task ShouldBeAsync(Task<HttpResponseMessage> answering, int status, string? code)
    {
        using var answer = await answering;
        var problem = await Answers.JsonAsync(answer, (HttpStatusCode)status);
        if (code is not null)
        {
            problem["code"]!.GetValue<string>().ShouldBe($"integrations.webhook_{code}");
        }
    }

    private static byte[] Body(string type, string id, string location = "loc1", DateTimeOffset? at = null) =>
        Encoding.UTF8.GetBytes(
            new JsonObject
            {
                ["type"] = type,
                ["locationId"] = location,
                ["webhookId"] = id,
                ["timestamp"] = (at ?? TimeProvider.System.GetUtcNow()).ToString("O", CultureInfo.InvariantCulture),
            }.ToJsonString()
        );

    private Task<HttpResponseMessage> DeliverAsync(HttpClient client, byte[] body) =>
        client.DeliverAsync(Address, body, ("X-GHL-Signature", SignatureOf(body)));

    private string SignatureOf(byte[] body)
    {
        var signer = new Ed25519Signer();
        signer.Init(forSigning: true, vendor);
        signer.BlockUpdate(body, 0, body.Length);
        return Convert.ToBase64String(signer.GenerateSignature());
    }

    private (string, string) Legacy(byte[] body) =>
        (
            "X-WH-Signature",
            Convert.ToBase64String(legacy.SignData(body, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
        );

    private static string SpkiOf(RSA key) => Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());

    private static async Task<JsonArray> SyncsAsync(HttpClient client, JsonNode integration) =>
        (await client.GetFromJsonAsync<JsonNode>($"/v1/integrations/{integration["id"]}/syncs"))!["data"]!.AsArray();

    private static async Task<(string, string?)> ConnectionAsync(HttpClient client, JsonNode integration)
    {
        var now = (await client.GetFromJsonAsync<JsonNode>($"/v1/integrations/{integration["id"]}"))!;
        return (now["connectionStatus"]!.GetValue<string>(), (string?)now["connectionProblem"]);
    }

    private async Task<(HttpClient Client, JsonNode Integration)> ConnectedAsync()
    {
        var client = await node.SignedInAsync();
        return (
            client,
            await client.ConnectedAsync(
                "gohighlevel",
                new { privateIntegrationToken = FakeGoHighLevel.LocationToken, locationId = "loc1" }
            )
        );
    }

    private WebApplicationFactory<Program> Node(params (string Key, string Value)[] settings) =>
        nodes.Start(
            _ => { },
            [
                ("Outgoing:AllowLoopback", "true"),
                ("Platforms:GoHighLevelAddress", fake.Url),
                ("Platforms:GoHighLevelClientId", FakeGrants.ClientId),
                ("Platforms:GoHighLevelClientSecret", FakeGrants.ClientSecret),
                (
                    "Platforms:GoHighLevelWebhookKeys",
                    Convert.ToBase64String(
                        SubjectPublicKeyInfoFactory
                            .CreateSubjectPublicKeyInfo(vendor.GeneratePublicKey())
                            .GetDerEncoded()
                    )
                ),
                .. settings,
            ]
        );
}
