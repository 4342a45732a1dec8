using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using AiWebBuilder.Api.Http.Security;
using AiWebBuilder.Infrastructure.Identity.ApiKeys;
using AiWebBuilder.IntegrationTests.Harness;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AiWebBuilder.IntegrationTests.Identity.ApiKeys;

/// <summary>Programs' keys: on two nodes, so that what one says of a key is what the other does.</summary>
internal sealed class ApiKeyTests
{
    private Nodes nodes = null!;
    private WebApplicationFactory<Program> here = null!;
    private WebApplicationFactory<Program> there = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        nodes = await Nodes.CreateAsync();
        (here, there) = (nodes.StartWithoutJobs(), nodes.StartWithoutJobs());
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await here.DisposeAsync();
        await there.DisposeAsync();
        await nodes.DisposeAsync();
    }

    [Test]
    public async Task A_key_acts_for_the_account_within_its_scopes_and_is_shown_once()
    {
        using var owner = await Person.RegisterAsync(here);
        var made = await Programs.MakeAsync(owner.Client, "campaigns:read", "campaigns:read");
        var secret = Secret(made);
        secret.ShouldMatch("^aiwb_live_[0-9A-Za-z]{22}_[0-9A-Za-z]{33}$");
        made["scopes"]!.AsArray().Count.ShouldBe(1);
        using var program = ClientOf(there, secret);

        (await program.GetAsync("/v1/campaigns")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await PostCampaignAsync(program)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await program.GetAsync("/v1/me")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        using var writer = ClientOf(there, Secret(await Programs.MakeAsync(owner.Client, "campaigns:write")));
        var campaign = await Answers.JsonAsync(await PostCampaignAsync(writer), HttpStatusCode.Created);
        campaign["userId"]!.GetValue<Guid>().ShouldBe(owner.Id);

        var list = await owner.Client.GetStringAsync("/v1/api-keys");
        list.ShouldContain(secret[..24]);
        list.ShouldNotContain(secret[33..]);
        (
            await nodes.Database.QueryAsync<long>(
                $"select count(*) from audit_log where coalesce(after::text, '') like '%{secret[33..]}%'"
            )
        ).ShouldBe(0);
        using var stranger = await Person.RegisterAsync(here);
        (await stranger.Client.DeleteAsync($"/v1/api-keys/{made["id"]}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task What_no_program_may_is_no_scope()
    {
        using var owner = await Person.RegisterAsync(here);
        foreach (
            var scope in new[]
            {
                "members:write",
                "campaigns:*",
                "CAMPAIGNS:READ",
                "platform:admin",
                "billing:read",
                "",
            }
        )
        {
            using var answer = await owner.Client.PostAsJsonAsync(
                "/v1/api-keys",
                new { name = "Too much", scopes = new[] { scope } }
            );
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, scope);
        }
        foreach (var scopes in new[] { "[]", "[null]", "null" })
        {
            using var none = await owner.Client.PostTextAsync(
                "/v1/api-keys",
                $$"""{"name":"Nothing","scopes":{{scopes}}}"""
            );
            none.StatusCode.ShouldBe(HttpStatusCode.BadRequest, scopes);
        }
    }

    [Test]
    public async Task A_key_that_lasts_until_the_end_of_time_is_rotated_into_one_that_does()
    {
        using var owner = await Person.RegisterAsync(here);
        var made = await Answers.JsonAsync(
            await owner.Client.PostAsJsonAsync(
                "/v1/api-keys",
                new
                {
                    name = "For ever",
                    scopes = new[] { "campaigns:read" },
                    expiresAt = "9999-12-31T23:59:59Z",
                }
            ),
            HttpStatusCode.Created
        );
        await nodes.ExecuteAsync(
            $"update api_keys set created_at = created_at - interval '1 day' where id = '{made["id"]}'"
        );

        var successor = await Answers.JsonAsync(
            await owner.Client.PostAsJsonAsync($"/v1/api-keys/{made["id"]}/rotation", new { overlapHours = 0 }),
            HttpStatusCode.Created
        );

        successor["expiresAt"]!.GetValue<DateTimeOffset>().Year.ShouldBe(9999);
        using var program = ClientOf(there, Secret(successor));
        (await program.GetAsync("/v1/campaigns")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var list = await owner.Client.GetAsync("/v1/api-keys");
        list.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_key_with_a_wrong_sum_never_reaches_the_database()
    {
        using var owner = await Person.RegisterAsync(here);
        var made = await Programs.MakeAsync(owner.Client, "campaigns:read");
        var good = Secret(made);
        await nodes.ExecuteAsync($"delete from api_keys where id = '{made["id"]}'");
        await using var connection = new NpgsqlConnection(nodes.Database.Owner + ";Pooling=false");
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var locking = new NpgsqlCommand("lock table api_keys in access exclusive mode", connection))
        {
            await locking.ExecuteNonQueryAsync();
        }

        string[] wrong =
        [
            good[..^1] + (good[^1] == '0' ? '1' : '0'),
            good[..12] + (good[12] == '0' ? '1' : '0') + good[13..],
            good[..^1],
            good + "0",
            "aiwb_live_",
            good.Replace("live", "test", StringComparison.Ordinal),
            good.ToUpperInvariant(),
        ];
        foreach (var key in wrong)
        {
            using var client = ClientOf(here, key);
            (await client.GetAsync("/v1/campaigns")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, key);
        }

        // One that is written as it must be is looked for, and waits.
        using var program = ClientOf(here, good);
        var looked = program.GetAsync("/v1/campaigns");
        // Databases of one template have the same numbers for their tables.
        await nodes.WaitUntilAsync(
            """
            select from pg_locks where database = (select oid from pg_database where datname = current_database())
                and relation = 'api_keys'::regclass and not granted
            """
        );
        looked.IsCompleted.ShouldBeFalse();
        await transaction.RollbackAsync();
        (await looked).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, "there is none of this id any more");
    }

    [Test]
    public async Task A_key_that_was_used_lately_needs_no_database()
    {
        using var owner = await Person.RegisterAsync(here);
        using var program = ClientOf(here, Secret(await Programs.MakeAsync(owner.Client, "ai:read")));
        (await program.GetAsync("/v1/campaigns")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var keys = here.Services.GetRequiredService<KnownKeys>();
        var text = program.DefaultRequestHeaders.Authorization!.Parameter!;

        // Read from memory, it is there at once. (Told of another key's end in between, it is read anew: then again.)
        await Eventually.TrueAsync(async () =>
        {
            (await keys.FindAsync(text, CancellationToken.None)).ShouldNotBeNull();
            var again = keys.FindAsync(text, CancellationToken.None);
            var isThere = again.IsCompletedSuccessfully;
            await again;
            return isThere;
        });
    }

    [Test]
    public async Task A_revoked_key_is_refused_on_every_node()
    {
        using var owner = await Person.RegisterAsync(here);
        var made = await Programs.MakeAsync(owner.Client, "campaigns:read");
        using var program = ClientOf(there, Secret(made));
        (await program.GetAsync("/v1/campaigns")).StatusCode.ShouldBe(HttpStatusCode.OK);

        for (var again = 0; again < 2; again++)
        {
            (await owner.Client.DeleteAsync($"/v1/api-keys/{made["id"]}")).StatusCode.ShouldBe(
                HttpStatusCode.NoContent
            );
        }

        await Eventually.AnswersAsync(() => program.GetAsync("/v1/campaigns"), HttpStatusCode.Unauthorized);
        (await owner.Client.GetFromJsonAsync<JsonNode>("/v1/api-keys"))!["data"]!.AsArray().ShouldBeEmpty();
    }

    [Test]
    public async Task A_rotated_key_is_good_for_the_overlap_and_its_successor_may_as_much()
    {
        using var owner = await Person.RegisterAsync(here);
        var old = await Programs.MakeAsync(owner.Client, "campaigns:read");
        using var program = ClientOf(there, Secret(old));

        var next = await Answers.JsonAsync(await RotateAsync(owner, old, 24), HttpStatusCode.Created);
        next["scopes"]!.ToJsonString().ShouldBe(old["scopes"]!.ToJsonString());
        using var successor = ClientOf(there, Secret(next));
        (await program.GetAsync("/v1/campaigns")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await successor.GetAsync("/v1/campaigns")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await RotateAsync(owner, old, 24)).StatusCode.ShouldBe(HttpStatusCode.Conflict, "it has a successor");
        (await RotateAsync(owner, next, 169)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        await Answers.JsonAsync(await RotateAsync(owner, next, 0), HttpStatusCode.Created);
        await Eventually.AnswersAsync(() => successor.GetAsync("/v1/campaigns"), HttpStatusCode.Unauthorized);
        await nodes.ExecuteAsync($"update api_keys set expires_at = now() where id = '{old["id"]}'");
        await Eventually.AnswersAsync(() => program.GetAsync("/v1/campaigns"), HttpStatusCode.Unauthorized);
    }

    [Test]
    public async Task An_account_has_at_most_fifty_keys_however_many_are_asked_for_at_once()
    {
        using var owner = await Person.RegisterAsync(here);
        using var other = there.CreateClient();
        other.DefaultRequestHeaders.Authorization = owner.Client.DefaultRequestHeaders.Authorization;
        await nodes.ExecuteAsync(
            $"""
            insert into api_keys (user_id, name, hint, secret_hash, scopes, expires_at, revoked_at)
            select '{owner.Id}', 'Key', 'aiwb_live_x', sha256(('{owner.Id}' || n)::bytea), '{"{}"}',
                case when n = 1 then now() - interval '1 day' end, case when n = 2 then now() end
            from generate_series(1, 47) n
            """
        );

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(n => PostKeyAsync(n % 2 == 0 ? owner.Client : other))
        );

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(5);
        var refused = await Answers.JsonAsync(
            answers.First(answer => answer.StatusCode != HttpStatusCode.Created),
            HttpStatusCode.Conflict
        );
        refused["code"]!.GetValue<string>().ShouldBe("identity.too_many_keys");
        refused["limit"]!.GetValue<int>().ShouldBe(50);
        var one = await nodes.Database.QueryAsync<Guid>(
            $"select id from api_keys where user_id = '{owner.Id}' and revoked_at is null and created_by is not null limit 1"
        );
        // Two in the place of one are one too many; one in the place of another is not.
        (await RotateAsync(overlapHours: 1)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await RotateAsync(overlapHours: 0)).StatusCode.ShouldBe(HttpStatusCode.Created);
        (
            await nodes.Database.QueryAsync<long>(
                $"""
                select count(*) from api_keys
                where user_id = '{owner.Id}' and revoked_at is null and (expires_at is null or expires_at > now())
                """
            )
        ).ShouldBe(50);

        static Task<HttpResponseMessage> PostKeyAsync(HttpClient client) =>
            client.PostAsJsonAsync("/v1/api-keys", new { name = "One more", scopes = new[] { "campaigns:read" } });

        Task<HttpResponseMessage> RotateAsync(int overlapHours) =>
            owner.Client.PostAsJsonAsync($"/v1/api-keys/{one}/rotation", new { overlapHours });
    }

    [Test]
    public async Task A_key_never_outlives_its_makers_membership_nor_does_more_than_they_may()
    {
        using var owner = await Person.RegisterAsync(here);
        using var admin = await Person.RegisterAsync(here);
        var member = await admin.JoinAsync(nodes.Database, owner, "admin");
        using var program = ClientOf(
            there,
            Secret(await Programs.MakeAsync(admin.Client, "campaigns:read", "campaigns:write"))
        );
        (await PostCampaignAsync(program)).StatusCode.ShouldBe(HttpStatusCode.Created);

        (await owner.Client.PatchTextAsync($"/v1/members/{member}", """{"role":"viewer"}""", null)).StatusCode.ShouldBe(
            HttpStatusCode.OK
        );
        await Eventually.AnswersAsync(() => PostCampaignAsync(program), HttpStatusCode.Forbidden);
        (await program.GetAsync("/v1/campaigns")).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await owner.Client.DeleteAsync($"/v1/members/{member}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await Eventually.AnswersAsync(() => program.GetAsync("/v1/campaigns"), HttpStatusCode.Unauthorized);
        await admin.JoinAsync(nodes.Database, owner, "admin");
        (await program.GetAsync("/v1/campaigns")).StatusCode.ShouldBe(
            HttpStatusCode.Unauthorized,
            "whoever comes back makes new keys"
        );
    }

    [Test]
    public async Task The_use_of_a_key_is_noted_and_in_the_audit_log_once_a_day()
    {
        using var owner = await Person.RegisterAsync(here);
        var made = await Programs.MakeAsync(owner.Client, "campaigns:read");
        using var program = ClientOf(here, Secret(made));
        for (var flush = 0; flush < 3; flush++)
        {
            (await program.GetAsync("/v1/campaigns")).StatusCode.ShouldBe(HttpStatusCode.OK);
            await here.Services.GetRequiredService<KnownKeys>().FlushAsync(CancellationToken.None);
        }

        var listed = (await owner.Client.GetFromJsonAsync<JsonNode>("/v1/api-keys"))!["data"]![0]!;
        listed["lastUsedAt"].ShouldNotBeNull();
        (
            await nodes.Database.QueryAsync<long>(
                $"select count(*) from audit_log where user_id = '{owner.Id}' and action = 'key_used'"
            )
        ).ShouldBe(1);
    }

    [Test]
    public async Task A_secret_is_never_kept_for_a_repetition()
    {
        using var owner = await Person.RegisterAsync(here);
        List<string> secrets = [];
        for (var again = 0; again < 2; again++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/api-keys");
            request.Headers.Add("Idempotency-Key", "the-same");
            request.Content = new StringContent(
                """{"name":"Once","scopes":["campaigns:read"]}""",
                Encoding.UTF8,
                "application/json"
            );
            secrets.Add(Secret(await Answers.JsonAsync(await owner.Client.SendAsync(request), HttpStatusCode.Created)));
        }

        secrets.Distinct().Count().ShouldBe(2);
        (
            await nodes.Database.QueryAsync<long>($"select count(*) from idempotency_keys where user_id = '{owner.Id}'")
        ).ShouldBe(0);

        var answering = (await EveryOperation.OfAsync(owner.Client)).Answering("secret");
        answering.ShouldContain("createApiKey");
        answering.ShouldContain("rotateApiKey");
        var marked = here
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<AnswersSecret>() is not null)
            .Select(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName);
        answering.Except(marked).ShouldBeEmpty();
    }

    [Test]
    public async Task An_answer_that_was_kept_is_given_to_whoever_got_it_and_to_no_other_member()
    {
        using var owner = await Person.RegisterAsync(here);
        using var viewer = await Person.RegisterAsync(here);
        await viewer.JoinAsync(nodes.Database, owner, "viewer");
        List<HttpStatusCode> statuses = [];
        foreach (var person in new[] { owner, owner, viewer })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/campaigns");
            request.Headers.Add("Idempotency-Key", "shared");
            request.Content = new StringContent(
                """{"name":"Spring","type":"landing_page"}""",
                Encoding.UTF8,
                "application/json"
            );
            using var answer = await person.Client.SendAsync(request);
            statuses.Add(answer.StatusCode);
        }
        statuses.ShouldBe([HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.UnprocessableEntity]);
    }

    private static string Secret(JsonNode made) => made["secret"]!.GetValue<string>();

    private static HttpClient ClientOf(WebApplicationFactory<Program> node, string key)
    {
        var client = node.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    private static Task<HttpResponseMessage> RotateAsync(Person by, JsonNode key, int hours) =>
        by.Client.PostAsJsonAsync($"/v1/api-keys/{key["id"]}/rotation", new { overlapHours = hours });

    private static Task<HttpResponseMessage> PostCampaignAsync(HttpClient client) =>
        client.PostTextAsync("/v1/campaigns", """{"name":"Spring","type":"landing_page"}""");
}
