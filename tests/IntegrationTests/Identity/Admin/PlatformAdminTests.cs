using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using AiWebBuilder.Infrastructure.Identity.Admin;
using AiWebBuilder.Infrastructure.Persistence.Schema;
using AiWebBuilder.IntegrationTests.Harness;
using Npgsql;

namespace AiWebBuilder.IntegrationTests.Identity.Admin;

/// <summary>Whoever runs the platform: made on the command line, seen in the log.</summary>
internal sealed class PlatformAdminTests
{
    private Host host = null!;
    private Person admin = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        host = await App.StartAnotherAsync();
        admin = await Person.RegisterAsync(host);
        (
            await new PlatformAdmins(host.Owner).SetAsync(admin.Email, isAdmin: true, CancellationToken.None)
        ).ShouldBeTrue();
        await admin.LogInAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        admin.Dispose();
        await host.DisposeAsync();
    }

    [Test]
    public async Task Administrators_are_made_on_the_command_line_and_their_tokens_follow()
    {
        using var person = await Person.RegisterAsync(host);
        (await person.Client.GetAsync("/v1/admin/users")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        var granted = await RunAsync("admin", "grant", "--email", person.Email.ToUpperInvariant());
        granted.Code.ShouldBe(0, granted.Output);
        await Eventually.AnswersAsync(() => person.Client.GetAsync("/v1/me"), HttpStatusCode.Unauthorized);
        await person.RefreshAsync();
        (await person.Client.GetAsync("/v1/admin/users")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await RunAsync("admin", "list")).Output.ShouldContain(person.Email);

        (await RunAsync("admin", "revoke", "--email", person.Email)).Code.ShouldBe(0);
        await Eventually.AnswersAsync(() => person.Client.GetAsync("/v1/admin/users"), HttpStatusCode.Unauthorized);
        await person.RefreshAsync();
        (await person.Client.GetAsync("/v1/admin/users")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await RunAsync("admin", "grant", "--email", "nobody@example.com")).Code.ShouldNotBe(0);
        (
            await host.QueryAsync<long>(
                $"""
                select count(*) from audit_log where user_id = '{person.Id}' and reason = 'told on the command line'
                  and (after -> 'is_platform_admin') is distinct from (before -> 'is_platform_admin')
                """
            )
        ).ShouldBe(2);
    }

    [TestCase("bücher.example")]
    [TestCase("BÜCHER.example")]
    [TestCase("xn--bcher-kva.example")]
    public async Task An_internationalised_address_is_written_as_it_was_registered(string domain)
    {
        using var client = host.CreateClient();
        var name = $"p{Guid.CreateVersion7():N}";
        await Answers.JsonAsync(
            await client.PostAsJsonAsync(
                "/v1/auth/register",
                new
                {
                    email = $"{name}@bücher.example",
                    password = "a long enough password",
                    name = "Ana Example",
                }
            ),
            HttpStatusCode.Created
        );

        foreach (var (command, isAdmin) in new[] { ("grant", true), ("revoke", false) })
        {
            var run = await RunAsync("admin", command, "--email", $" {name}@{domain}");
            run.Code.ShouldBe(0, run.Output);
            (
                await host.QueryAsync<bool>(
                    $"select is_platform_admin from users where email = '{name}@xn--bcher-kva.example'"
                )
            ).ShouldBe(isAdmin);
        }
    }

    [Test]
    public async Task The_servers_own_database_role_makes_nobody_an_administrator()
    {
        using var person = await Person.RegisterAsync(host);
        await using var data = NpgsqlDataSource.Create(
            DatabaseConnections.Derive(host.Owner).App + $";Options=-c app.scope=system"
        );
        await using var command = data.CreateCommand(
            $"update users set is_platform_admin = true where id = '{person.Id}'"
        );
        (await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState.ShouldBe(
            PostgresErrorCodes.InsufficientPrivilege
        );
    }

    [Test]
    public async Task What_an_administrator_changes_of_a_user_stands_in_the_log_with_its_reason()
    {
        using var person = await Person.RegisterAsync(host);
        var address = $"/v1/admin/users/{person.Id}";
        (
            await Answers.JsonAsync(
                await admin.Client.GetAsync($"/v1/admin/users?q={person.Email[..8]}"),
                HttpStatusCode.OK
            )
        )["data"]!
            .AsArray()
            .Single()!["id"]!
            .GetValue<Guid>()
            .ShouldBe(person.Id);

        (await PutAsync($"{address}/tier", """{"tier":"business"}""")).StatusCode.ShouldBe(
            HttpStatusCode.BadRequest,
            "no reason"
        );
        (await PutAsync($"{address}/tier", """{"tier":"gold","reason":"x"}""")).StatusCode.ShouldBe(
            HttpStatusCode.BadRequest
        );
        foreach (
            var (path, body) in new[]
            {
                ("tier", """{"tier":"business","reason":"Ticket 1"}"""),
                ("status", """{"status":"trial","endsAt":"2100-01-01T00:00:00Z","reason":"Ticket 2"}"""),
                ("comp", """{"tier":"agency","until":"2100-01-01T00:00:00Z","reason":"Ticket 3"}"""),
            }
        )
        {
            await Answers.JsonAsync(await PutAsync($"{address}/{path}", body), HttpStatusCode.OK);
        }
        var changed = await Answers.JsonAsync(await admin.Client.GetAsync(address), HttpStatusCode.OK);
        changed["subscriptionTier"]!.GetValue<string>().ShouldBe("business");
        changed["subscriptionStatus"]!.GetValue<string>().ShouldBe("trial");
        changed["compedTier"]!.GetValue<string>().ShouldBe("agency");
        (await admin.Client.DeleteAsync($"{address}/comp")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        for (var again = 0; again < 2; again++)
        {
            (await admin.Client.DeleteAsync($"{address}/comp?reason=Ticket%204")).StatusCode.ShouldBe(
                HttpStatusCode.NoContent
            );
        }

        var log = (
            await Answers.JsonAsync(
                await admin.Client.GetAsync($"/v1/admin/audit-log?table=users&action=update&accountId={person.Id}"),
                HttpStatusCode.OK
            )
        )["data"]!.AsArray();
        log.Where(entry => entry!["reason"] is not null)
            .Select(entry => entry!["reason"]!.GetValue<string>())
            .ShouldBe(["Ticket 4", "Ticket 3", "Ticket 2", "Ticket 1"]);
        log.Where(entry => entry!["reason"] is not null)
            .ShouldAllBe(entry => entry!["actorId"]!.GetValue<Guid>() == admin.Id);
        (
            await PutAsync(
                "/v1/admin/users/0197a000-0000-7000-8000-000000000000/tier",
                """{"tier":"agency","reason":"x"}"""
            )
        ).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task A_payment_that_an_administrator_calls_missing_has_its_grace_from_now_on()
    {
        using var person = await Person.RegisterAsync(host);
        var address = $"/v1/admin/users/{person.Id}";
        const string pastDue = """{"status":"past_due","reason":"Ticket 5"}""";

        await Answers.JsonAsync(await PutAsync($"{address}/status", pastDue), HttpStatusCode.OK);
        var grace = await GraceAsync();
        grace.ShouldNotBeNull();
        await Answers.JsonAsync(await PutAsync($"{address}/status", pastDue), HttpStatusCode.OK);
        (await GraceAsync()).ShouldBe(grace, "said twice, it is the same missing payment");
        await Answers.JsonAsync(
            await PutAsync($"{address}/status", """{"status":"active","reason":"Ticket 6"}"""),
            HttpStatusCode.OK
        );
        (await GraceAsync()).ShouldBeNull();

        async Task<string?> GraceAsync() =>
            (await Answers.JsonAsync(await person.Client.GetAsync("/v1/billing"), HttpStatusCode.OK))["graceEndsAt"]
                ?.GetValue<string>();
    }

    [Test]
    public async Task A_setting_has_its_type_and_an_unknown_one_is_none()
    {
        const string address = "/v1/admin/settings/limits.creator";
        const string Offer = """{"value":{"campaignsGenerated":31},"reason":"Spring offer"}""";
        var before = await Answers.JsonAsync(await admin.Client.GetAsync(address), HttpStatusCode.OK);
        before["value"]!["campaignsGenerated"]!.GetValue<int>().ShouldBe(30);
        before["updatedAt"].ShouldBeNull();
        var tag = await TagAsync();
        tag.ShouldNotBeNull("of one that nobody has set as well");

        foreach (
            var value in new[]
            {
                """ "many" """,
                "7",
                "null",
                "[]",
                """{"campaignsGenerated":-1}""",
                """{"campaignsGenerated":1.5}""",
                """{"campaignsGenerated":"7"}""",
                """{"campaigns":7}""",
                """{"campaignsGenerated":99999999999}""",
                """{"campaignsGenerated":{}}""",
            }
        )
        {
            using var refused = await PutAsync(address, $$"""{"value":{{value}},"reason":"x"}""", tag);
            refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest, value);
        }
        foreach (var key in new[] { "limits.gold", "limits.", "tokens.signingKey" })
        {
            (await PutAsync($"/v1/admin/settings/{key}", """{"value":{},"reason":"x"}""")).StatusCode.ShouldBe(
                HttpStatusCode.NotFound
            );
            (await admin.Client.GetAsync($"/v1/admin/settings/{key}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
        var set = await Answers.JsonAsync(await PutAsync(address, Offer, tag), HttpStatusCode.OK);
        (await PutAsync(address, Offer)).StatusCode.ShouldBe(HttpStatusCode.PreconditionRequired);
        (await PutAsync(address, Offer, tag)).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed, "it has been set");
        set["value"]!["campaignsGenerated"]!.GetValue<int>().ShouldBe(31);
        (
            await host.QueryAsync<string>(
                "select reason from audit_log where table_name = 'app_settings' and reason is not null"
            )
        ).ShouldBe("Spring offer");

        async Task<string?> TagAsync() => (await admin.Client.GetAsync(address)).Headers.ETag?.ToString();
    }

    [TestCase(""" "many" """)]
    [TestCase("null")]
    [TestCase("""{"campaignsGenerated":-1}""")]
    [TestCase("""{"campaigns":7}""")]
    public async Task Limits_that_were_written_past_the_API_are_shown_with_their_fault_and_the_products_own_hold(
        string value
    )
    {
        await using (var owner = NpgsqlDataSource.Create(host.Owner))
        await using (
            var write = owner.CreateCommand(
                $"insert into app_settings (key, value) values ('limits.freemium', '{value}') on conflict (key) do update set value = excluded.value"
            )
        )
        {
            await write.ExecuteNonQueryAsync();
        }
        var shown = await Answers.JsonAsync(
            await admin.Client.GetAsync("/v1/admin/settings/limits.freemium"),
            HttpStatusCode.OK
        );
        shown["problem"]!.GetValue<string>().ShouldNotBeEmpty();
        using var person = await host.SignedInAsync(limited: true);
        (await person.GetFromJsonAsync<JsonNode>("/v1/me/usage"))!["limits"]!["campaignsGenerated"]!
            .GetValue<int>()
            .ShouldBe(3);
    }

    [Test]
    public async Task Migrations_are_rolled_back_to_a_named_one_and_take_nobodys_rows_unasked()
    {
        var (unnamed, _) = await RunAsync("db", "rollback");
        unnamed.ShouldNotBe(0);
        var (refused, said) = await RunAsync("db", "rollback", "--to", "0");
        refused.ShouldBe(1);
        said.ShouldContain("--yes");
        said.ShouldContain("Baseline");
        (await RunAsync("db", "migrate", "--to", "0")).Output.ShouldContain("db rollback --to 0");
        var newest = (
            await host.ListAsync<string>("""select max(migration_id) from "__EFMigrationsHistory" """)
        ).Single();
        (await RunAsync("db", "migrate", "--to", newest)).Output.ShouldContain("0 migration(s) and 0 SQL file(s)");
        (await RunAsync("db", "status")).Output.ShouldContain("SQL files are applied.");
        (await host.QueryAsync<long>("select count(*) from users")).ShouldBePositive();
    }

    [Test]
    public async Task The_queue_and_the_log_of_all_accounts_are_listed_for_administrators_alone()
    {
        using var person = await Person.RegisterAsync(host);
        var campaign = (await person.Client.CreateCampaignAsync("minimal"))["id"]!.GetValue<string>();
        await person.Client.GenerateAsync(campaign);

        foreach (
            var path in new[] { "/v1/admin/jobs?type=campaigns.generate", $"/v1/admin/audit-log?accountId={person.Id}" }
        )
        {
            (await Answers.JsonAsync(await admin.Client.GetAsync(path), HttpStatusCode.OK))["data"]!
                .AsArray()
                .ShouldNotBeEmpty(path);
            (await person.Client.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }
        // The platform's administrators administer: what accounts make is not theirs.
        (await admin.Client.GetAsync($"/v1/campaigns/{campaign}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task Whose_data_an_administrator_looked_at_stands_in_the_log()
    {
        using var person = await Person.RegisterAsync(host);
        (await admin.Client.GetAsync($"/v1/admin/users/{person.Id}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await admin.Client.GetAsync($"/v1/admin/users?q={person.Email}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await admin.Client.GetAsync("/v1/admin/users?q=nobody-has-this-name")).StatusCode.ShouldBe(HttpStatusCode.OK);

        // The person sees it too.
        var own = await Answers.JsonAsync(
            await person.Client.GetAsync($"/v1/audit-log?table=users&rowId={person.Id}"),
            HttpStatusCode.OK
        );
        own["data"]!.AsArray().Count(entry => entry!["action"]!.GetValue<string>() == "read").ShouldBe(1);
        (
            await host.ListAsync<string>(
                $"""
                select concat_ws(' ', row_id, after) from audit_log
                where action = 'read' and actor_id = '{admin.Id}' and (row_id = '{person.Id}' or after ? '{person.Id}')
                order by created_at, id
                """
            )
        ).ShouldBe([$"{person.Id}", $"list [\"{person.Id}\"]"]);
        (
            await host.QueryAsync<long>(
                $"select count(*) from audit_log a where action = 'read' and a::text like '%nobody-has-this-name%'"
            )
        ).ShouldBe(0);
    }

    private Task<HttpResponseMessage> PutAsync(string path, string body, string? tag = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, path)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (tag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", tag);
        }
        return admin.Client.SendAsync(request);
    }

    /// <summary>The built program's answer to a command.</summary>
    private Task<(int Code, string Output)> RunAsync(params string[] command) => ProductProcess.RunAsync(host, command);
}
