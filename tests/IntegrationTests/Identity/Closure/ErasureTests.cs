using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Infrastructure.Modules;
using AiWebBuilder.IntegrationTests.Harness;
using AiWebBuilder.IntegrationTests.Harness.Fakes;
using AiWebBuilder.IntegrationTests.Isolation;
using Microsoft.AspNetCore.Mvc.Testing;
using MimeKit;

namespace AiWebBuilder.IntegrationTests.Identity.Closure;

/// <summary>Closing an account, undoing it, and forgetting a person.</summary>
internal sealed class ErasureTests
{
    private const string Word = "zq9forgetme";
    private const string Email = $"{Word}@example.com";

    [Test]
    public async Task After_an_erasure_no_column_of_any_table_holds_a_word_of_the_person_and_others_have_theirs()
    {
        await using var nodes = await Nodes.CreateAsync();
        await using var node = nodes.Start();
        var tenant = await Tenant.SeedAsync(nodes, node.CreateClient(), Word);
        var bystander = await Tenant.SeedAsync(nodes, node.CreateClient(), "bystander");
        using var host = await Person.RegisterAsync(node);
        using var shared = await Person.RegisterAsync(node);
        await shared.JoinAsync(nodes.Database, host, "editor");
        await LeaveTracesAtAsync(node, nodes, host, tenant.Account);
        await QuietAsync(nodes);
        await nodes.ExecuteAsync(Stage.RowsWithoutApi(tenant.Account, "plain"));
        await Traces.LeaveAsync(nodes, tenant.Account, Word);
        // The other member of the account is somebody else, and keeps their name.
        await nodes.ExecuteAsync(
            $"""
            update users set email = 'guest@example.com', name = 'Guest' where email = 'guest-{Word}@example.com';
            delete from audit_log where table_name = 'users' and user_id <> '{tenant.Account}' and coalesce(before, after)::text like '%{Word}%';
            """
        );
        await CloseAsync(tenant.Client);
        await QuietAsync(nodes);
        var columns = await Traces.ColumnsAsync(nodes);
        var before = await Traces.FindAsync(nodes, Word);
        var counts = await CountsAsync(nodes, tenant.Account);
        await using var others = await TenantState.OfAsync(nodes.Database, bystander.Account);
        var theirs = await others.ReadAsync();
        TestContext.Out.WriteLine($"{columns} columns looked at, {before.Count} hold the word");
        columns.ShouldBeGreaterThanOrEqualTo(245);
        before.Count.ShouldBeGreaterThanOrEqualTo(120, string.Join(", ", before));
        (
            await nodes.Database.QueryAsync<long>(
                $"select count(*) from audit_log where user_id = '{host.Id}' and concat(before, after) like '%{Word}%'"
            )
        ).ShouldBePositive("the log of another account names the person");

        await EraseAsync(nodes, node, tenant.Account);

        (await Traces.FindAsync(nodes, Word)).ShouldBeEmpty();
        (await others.ReadAsync()).ShouldBe(theirs);
        (await shared.Client.GetAsync("/v1/campaigns")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (
            await nodes.Database.ListAsync<string>(
                $"select email from users u join account_members m on m.member_id = u.id where m.user_id = '{host.Id}'"
            )
        ).ShouldBe([shared.Email]);
        var receipt = await ReceiptAsync(nodes, tenant.Account);
        TestContext.Out.WriteLine(receipt.ToJsonString());
        ReceiptShouldCount(receipt, counts);
        receipt["told"]!.GetValue<bool>().ShouldBeTrue();
        receipt["spent"]!.AsArray().ShouldNotBeEmpty();
        receipt["retained"]!.AsObject().ShouldAllBe(one => one.Value!["why"]!.GetValue<string>().Length > 20);
        receipt["retained"]!["audit_log"]!["rows"]!
            .GetValue<long>()
            .ShouldBe(
                await nodes.Database.QueryAsync<long>(
                    $"select count(*) from audit_log where user_id = '{tenant.Account}'"
                )
            );
        var mail = (await MailsAsync(nodes, Email))[^1];
        mail.Subject.ShouldBe("Your data is erased");
        mail.TextBody!.ShouldContain("- campaigns: ");
        mail.TextBody!.ShouldContain("GDPR art. 17");
    }

    [Test]
    public async Task An_erasure_that_was_cut_goes_on_where_it_stopped_and_counts_nothing_twice()
    {
        await using var nodes = await Nodes.CreateAsync();
        await using var node = nodes.Start();
        var tenant = await Tenant.SeedAsync(nodes, node.CreateClient(), Word);
        await CloseAsync(tenant.Client);
        await QuietAsync(nodes);
        var counts = await CountsAsync(nodes, tenant.Account);
        await nodes.ExecuteAsync(
            """
            create function fail() returns trigger language plpgsql as $$ begin raise exception 'the power is gone'; end $$;
            create trigger fail before delete on campaign_components for each row execute function fail();
            """
        );

        await nodes.HoldRetriesAsync();
        await AskAsync(nodes, node, tenant.Account);
        await nodes.WaitUntilAsync("select from job_queue where job_type = 'identity.erase' and status = 'retrying'");

        (await nodes.Database.QueryAsync<long>("select count(*) from component_versions")).ShouldBe(0);
        (await nodes.Database.QueryAsync<long>("select count(*) from campaign_components")).ShouldBePositive();
        (await LogInAsync(node, "/v1/auth/restoration")).StatusCode.ShouldBe(
            HttpStatusCode.Unauthorized,
            "it has begun"
        );
        await nodes.ExecuteAsync("drop trigger fail on campaign_components");
        await nodes.RetryNowAsync();
        await ErasedAsync(nodes);
        ReceiptShouldCount(await ReceiptAsync(nodes, tenant.Account), counts);
        (await Traces.FindAsync(nodes, Word)).ShouldNotContain("campaigns.name");
    }

    [Test]
    public async Task Many_nodes_that_ask_at_once_erase_once()
    {
        await using var nodes = await Nodes.CreateAsync();
        await using var first = nodes.Start();
        await using var second = nodes.Start();
        var tenant = await Tenant.SeedAsync(nodes, first.CreateClient(), Word);
        await CloseAsync(tenant.Client);
        await QuietAsync(nodes);
        var counts = await CountsAsync(nodes, tenant.Account);
        await DueAsync(nodes, tenant.Account);

        await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(number => (number % 2 == 0 ? first : second).RunAsync("identity.erase_due_accounts"))
        );
        await ErasedAsync(nodes);
        await QuietAsync(nodes);

        ReceiptShouldCount(await ReceiptAsync(nodes, tenant.Account), counts);
        (
            await nodes.Database.QueryAsync<long>(
                $"select count(*) from audit_log where user_id = '{tenant.Account}' and action = 'erased'"
            )
        ).ShouldBe(1);
        (await MailsAsync(nodes, Email)).Count(mail => mail.Subject == "Your data is erased").ShouldBe(1);
    }

    [Test]
    public async Task A_closed_account_is_out_of_use_and_says_until_when_it_can_be_opened_again()
    {
        await using var nodes = await Nodes.CreateAsync();
        await using var node = nodes.Start();
        using var owner = await Person.RegisterAsync(node);
        using var member = await Person.RegisterAsync(node);
        using var host = await Person.RegisterAsync(node);
        using var program = node.CreateClient();
        var key = await owner.Client.PostAsJsonAsync(
            "/v1/api-keys",
            new { name = "Mine", scopes = new[] { "campaigns:read" } }
        );
        program.DefaultRequestHeaders.Authorization = new(
            "Bearer",
            (await Answers.JsonAsync(key, HttpStatusCode.Created))["secret"]!.GetValue<string>()
        );
        (await program.GetAsync("/v1/campaigns")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await member.JoinAsync(nodes.Database, owner, "editor");
        await owner.JoinAsync(nodes.Database, host, "editor");
        await owner.ActForAsync(owner.Id);

        await CloseAsync(owner.Client, language: "de-DE,de;q=0.9");

        await Eventually.AnswersAsync(() => owner.Client.GetAsync("/v1/me"), HttpStatusCode.Unauthorized);
        await Eventually.AnswersAsync(() => member.Client.GetAsync("/v1/campaigns"), HttpStatusCode.Unauthorized);
        (await program.GetAsync("/v1/campaigns")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (
            await nodes.Database.QueryAsync<long>(
                $"select count(*) from account_members where member_id = '{owner.Id}'"
            )
        ).ShouldBe(0);
        using var client = node.CreateClient();
        using var refused = await SignInAsync(client, "/v1/auth/login", owner.Email);
        var problem = await Answers.JsonAsync(refused, HttpStatusCode.Forbidden);
        problem["code"]!.GetValue<string>().ShouldBe("identity.account_closed");
        var erasesAt = problem["erasesAt"]!.GetValue<DateTimeOffset>();
        (erasesAt - TimeProvider.System.GetUtcNow()).TotalDays.ShouldBeInRange(29.9, 30);
        (await SignInAsync(client, "/v1/auth/login", owner.Email, "wrong password")).StatusCode.ShouldBe(
            HttpStatusCode.Unauthorized,
            "who does not know the password learns nothing"
        );
        await QuietAsync(nodes);
        var mail = (await MailsAsync(nodes, owner.Email))[^1];
        mail.Subject.ShouldBe("Ihr Konto ist geschlossen");
        mail.TextBody!.ShouldContain($"{erasesAt:dd.MM.yyyy}");
        mail.TextBody!.ShouldContain("/restore-account");

        // Nothing is due: whoever looks finds nothing.
        await node.RunAsync("identity.erase_due_accounts");
        (
            await nodes.Database.QueryAsync<long>("select count(*) from job_queue where job_type = 'identity.erase'")
        ).ShouldBe(0);

        for (var again = 0; again < 2; again++)
        {
            using var restored = await SignInAsync(client, "/v1/auth/restoration", owner.Email);
            (await Answers.JsonAsync(restored, HttpStatusCode.OK))["account"]!["role"]!
                .GetValue<string>()
                .ShouldBe("owner");
        }
        await owner.LogInAsync();
        (await owner.Client.GetAsync("/v1/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await nodes.Database.QueryAsync<long>("select count(*) from erasures")).ShouldBe(0);
        await member.ActForAsync(owner.Id);
        member.Account["role"]!.GetValue<string>().ShouldBe("editor", "the owner's team is as it was");
    }

    [Test]
    public async Task What_is_too_late_or_was_never_closed_by_its_owner_is_not_opened_again()
    {
        await using var nodes = await Nodes.CreateAsync();
        await using var node = nodes.StartWithoutJobs();
        using var late = await Person.RegisterAsync(node);
        using var blocked = await Person.RegisterAsync(node);
        await CloseAsync(late.Client);
        await DueAsync(nodes, late.Id);
        await nodes.ExecuteAsync($"update users set is_active = false where id = '{blocked.Id}'");
        using var client = node.CreateClient();

        foreach (var email in new[] { late.Email, blocked.Email })
        {
            foreach (var road in new[] { "/v1/auth/login", "/v1/auth/restoration" })
            {
                using var answer = await SignInAsync(client, road, email);
                (await Answers.JsonAsync(answer, HttpStatusCode.Unauthorized))["code"]!
                    .GetValue<string>()
                    .ShouldBe("identity.wrong_credentials");
            }
        }
    }

    [Test]
    public async Task Who_has_forgotten_the_password_of_a_closed_account_gets_a_new_one_by_mail()
    {
        await using var node = await SignInNode.StartAsync();
        var email = SignInNode.NewEmail();
        using var client = node.As(await node.RegisterAsync(email));
        await CloseAsync(client);
        await QuietAsync(node.Nodes);
        await node.Client.PostAsJsonAsync("/v1/auth/password-reset", new { email });
        var token = await node.TokenForAsync(email);

        const string Password = "quite another long password";
        (
            await node.Client.PostAsJsonAsync(
                "/v1/auth/password-reset/confirmation",
                new { token, password = Password }
            )
        ).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await SignInAsync(node.Client, "/v1/auth/login", email, Password)).StatusCode.ShouldBe(
            HttpStatusCode.Forbidden,
            "it is still closed"
        );
        (await SignInAsync(node.Client, "/v1/auth/restoration", email, Password)).StatusCode.ShouldBe(
            HttpStatusCode.OK
        );
    }

    [Test]
    public async Task A_mailbox_that_takes_nothing_keeps_nobodys_data_alive()
    {
        await using var nodes = await Nodes.CreateAsync();
        await using var node = nodes.Start(services: null, ("Mail:Host", "127.0.0.1"), ("Mail:Port", "1"));
        using var person = await Person.RegisterAsync(node);
        await CloseAsync(person.Client);

        await nodes.HoldRetriesAsync();
        await AskAsync(nodes, node, person.Id);
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            await nodes.WaitUntilAsync(
                $"select from job_queue where job_type = 'identity.erase' and status = 'retrying' and attempts = {attempt}"
            );
            await nodes.RetryNowAsync();
        }

        await ErasedAsync(nodes);
        (await ReceiptAsync(nodes, person.Id))["told"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Test]
    public async Task A_mailbox_that_is_gone_for_good_is_not_waited_for()
    {
        await using var server = SmtpServer.Start();
        server.Answer = line =>
            line.StartsWith("RCPT", StringComparison.Ordinal) ? "550 5.1.1 Nobody of this name here" : null;
        await using var nodes = await Nodes.CreateAsync();
        await using var node = nodes.Start(
            services: null,
            ("Mail:Host", "127.0.0.1"),
            ("Mail:Port", server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("Mail:UseStartTls", "false")
        );
        using var person = await Person.RegisterAsync(node);
        await CloseAsync(person.Client);

        await AskAsync(nodes, node, person.Id);

        await ErasedAsync(nodes);
        (await ReceiptAsync(nodes, person.Id))["told"]!.GetValue<bool>().ShouldBeFalse();
        (await nodes.Database.QueryAsync<long>($"select count(*) from users where id = '{person.Id}'")).ShouldBe(0);
    }

    [Test]
    public async Task Only_the_background_erases_and_only_whose_time_has_come()
    {
        await using var nodes = await Nodes.CreateAsync();
        await using var node = nodes.StartWithoutJobs();
        using var person = await Person.RegisterAsync(node);
        await using var app = Npgsql.NpgsqlDataSource.Create(
            Infrastructure.Persistence.Schema.DatabaseConnections.Derive(nodes.Database.Owner).App
        );

        (await EraseAsync("system")).ShouldBe(false, "an account that is open");
        await CloseAsync(person.Client);
        (await EraseAsync("system")).ShouldBe(false, "it is within its grace period");
        (
            await EraseAsync(
                "system",
                $"""
                create temporary table users as select '{person.Id}'::uuid as id, 'a@b.c' as email, false as is_active,
                    now() as erase_after, '' as password_hash, '' as settings, '' as avatar_url
                """
            )
        ).ShouldBe(false, "a table of the caller's own says nothing about whose time has come");
        await DueAsync(nodes, person.Id);
        (await Should.ThrowAsync<Npgsql.PostgresException>(() => EraseAsync("tenant"))).SqlState.ShouldBe(
            Npgsql.PostgresErrorCodes.InsufficientPrivilege
        );
        (await EraseAsync("system")).ShouldBe(true);

        // What has begun cannot be taken back, and no receipt can be changed.
        foreach (var change in new[] { "delete from erasures", "update erasures set receipt = '{}'" })
        {
            await using var batch = app.CreateBatch();
            batch.BatchCommands.Add(new("select set_config('app.scope', 'system', true)"));
            batch.BatchCommands.Add(new(change));
            if (change[0] == 'd')
            {
                await batch.ExecuteNonQueryAsync();
                batch.BatchCommands[1].RecordsAffected.ShouldBe(0);
            }
            else
            {
                await Should.ThrowAsync<Npgsql.PostgresException>(() => batch.ExecuteNonQueryAsync());
            }
        }

        async Task<object?> EraseAsync(string scope, string? before = null)
        {
            await using var connection = await app.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            foreach (var statement in new[] { $"select set_config('app.scope', '{scope}', true)", before })
            {
                await using var prepare = new Npgsql.NpgsqlCommand(statement ?? "select 1", connection);
                await prepare.ExecuteNonQueryAsync();
            }
            await using var erase = new Npgsql.NpgsqlCommand($"select erase_batch('{person.Id}', 1)", connection);
            var erased = await erase.ExecuteScalarAsync();
            if (before is null)
            {
                await transaction.CommitAsync();
            }
            return erased;
        }
    }

    [Test]
    public async Task Every_table_says_what_becomes_of_a_persons_rows_or_that_it_has_none()
    {
        var personal = await App.Current.ListAsync<string>(
            """
            select distinct c.relname::text from pg_class c
            join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
            left join pg_constraint f on f.conrelid = c.oid and f.contype = 'f' and a.attnum = any(f.conkey)
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
                and (c.relname = 'users' or a.attname = 'user_id' or f.confrelid = 'users'::regclass)
            """
        );
        var tables = ModuleCatalogue.Scan().Tables;
        var steps = tables.SelectMany(table => table.Erased).ToArray();
        TestContext.Out.WriteLine($"{personal.Count} of {tables.Count} tables are personal; {steps.Length} steps");
        personal.Count.ShouldBeGreaterThanOrEqualTo(50);
        steps.Length.ShouldBeGreaterThanOrEqualTo(60);

        tables.SelectMany(table => FaultsIn(table, personal)).ShouldBeEmpty();
    }

    [Test]
    public void A_table_that_does_not_is_found()
    {
        const string Lawful = "The operator's books (GDPR art. 17(3)(b)).";
        string[] personal = ["cards"];
        OwnedTable[] faulty =
        [
            new("cards", PersonalPart.Account("cards")),
            new("visits"),
            OwnedTable.NotPersonal("cards", "the platform's own"),
            OwnedTable.NotPersonal("visits", "none"),
            OwnedTable.OfAccount("visits", "visits") with
            {
                NotErased = "the platform's own",
            },
            new("cards") { Erased = [Erasure.Keep("user_id = $1", "We would like to.")] },
            new("cards") { Erased = [Erasure.KeepSums("spent", "card_sums($1)", "We would like to.")] },
            new("cards") { Erased = [Erasure.KeptElsewhere("bills", "We would like to.")] },
        ];
        faulty.ShouldAllBe(table => FaultsIn(table, personal).Count() == 1);
        OwnedTable[] right =
        [
            OwnedTable.OfAccount("cards", "cards"),
            OwnedTable.NotPersonal("visits", "the platform's own"),
            new("cards") { Erased = [Erasure.Keep("user_id = $1", Lawful)] },
        ];
        right.ShouldAllBe(table => !FaultsIn(table, personal).Any());
    }

    [Test]
    public async Task Children_come_before_their_parents_whatever_the_modules_order_and_a_circle_shows()
    {
        await using var nodes = await Nodes.CreateAsync();
        const string Circles = "select count(*) from erasure_order where depth >= 100";
        const string TooEarly = """
            select format('%s before %s', parent.table_name, child.table_name) from pg_constraint f
            join erasure_order child on child.table_name = f.conrelid::regclass::text
            join erasure_order parent on parent.table_name = f.confrelid::regclass::text
            where f.contype = 'f' and f.conrelid <> f.confrelid and parent.depth <= child.depth
            """;
        (await nodes.Database.QueryAsync<long>(Circles)).ShouldBe(0);
        (await nodes.Database.ListAsync<string>(TooEarly)).ShouldBeEmpty();
        // No key leads from the one to the other: the condition does.
        (
            await nodes.Database.QueryAsync<bool>(
                """
                select (select max(depth) from erasure_order where table_name = 'campaign_event_ids')
                    < (select max(depth) from erasure_order where table_name = 'campaigns')
                """
            )
        ).ShouldBeTrue();

        await nodes.ExecuteAsync("alter table campaigns add first_component uuid references campaign_components");

        (await nodes.Database.QueryAsync<long>(Circles)).ShouldBePositive();
    }

    [Test]
    public async Task What_a_module_declares_is_its_own_text_and_no_role_that_serves_requests_can_state_another()
    {
        const string Hostile = "name = 'it''s'); drop table users; --'";
        var file = ErasureSteps.Render([new("cards") { Erased = [Erasure.Delete(Hostile)] }]);
        await using var nodes = await Nodes.CreateAsync();
        await nodes.ExecuteAsync(file.Text);
        (await nodes.Database.ListAsync<string>("select rows from erasure_steps()")).ShouldBe([Hostile]);

        await using var app = Npgsql.NpgsqlDataSource.Create(
            Infrastructure.Persistence.Schema.DatabaseConnections.Derive(nodes.Database.Owner).App
        );
        foreach (
            var statement in new[]
            {
                "select * from erasure_steps()",
                "select * from erasure_order",
                "select note_erasure(gen_random_uuid(), 'erased', 'users', 1)",
                "create or replace function erasure_steps() returns int language sql as 'select 1'",
                "create function public.erasure_steps(int) returns int language sql as 'select 1'",
            }
        )
        {
            await using var command = app.CreateCommand(statement);
            (await Should.ThrowAsync<Npgsql.PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState.ShouldBe(
                Npgsql.PostgresErrorCodes.InsufficientPrivilege,
                statement
            );
        }
    }

    [Test]
    public async Task The_platforms_administrators_read_receipts_and_set_the_grace_period()
    {
        await using var nodes = await Nodes.CreateAsync();
        await using var node = nodes.Start();
        using var admin = await Person.RegisterAsync(node);
        await nodes.ExecuteAsync($"update users set is_platform_admin = true where id = '{admin.Id}'");
        await admin.LogInAsync();
        foreach (var (value, status) in new[] { ("0", 400), ("1.5", 400), ("\"7\"", 400), ("366", 400), ("7", 200) })
        {
            using var content = new StringContent(
                $$"""{"value":{{value}},"reason":"A week is enough."}""",
                new MediaTypeHeaderValue("application/json")
            );
            using var set = new HttpRequestMessage(HttpMethod.Put, "/v1/admin/settings/accounts.grace_days");
            set.Content = content;
            set.Headers.TryAddWithoutValidation("If-Match", "*");
            using var answer = await admin.Client.SendAsync(set);
            ((int)answer.StatusCode).ShouldBe(status, value);
        }
        using var person = await Person.RegisterAsync(node);
        await CloseAsync(person.Client);
        (
            await nodes.Database.QueryAsync<bool>(
                $"select erase_after between now() + interval '6 days 23 hours' and now() + interval '7 days' from users where id = '{person.Id}'"
            )
        ).ShouldBeTrue();

        var waiting = await OneAsync();
        waiting["erasedAt"].ShouldBeNull();
        await EraseAsync(nodes, node, person.Id);
        var done = await OneAsync();
        done["userId"]!.GetValue<Guid>().ShouldBe(person.Id);
        done["erasedAt"].ShouldNotBeNull();
        done["receipt"]!["erased"]!["users"]!.GetValue<int>().ShouldBe(1);

        async Task<JsonNode> OneAsync() =>
            (await admin.Client.GetFromJsonAsync<JsonNode>("/v1/admin/erasures"))!["data"]!.AsArray().Single()!;
    }

    /// <summary>The person's traces at somebody else's: invited with an answer that is kept, a member, the maker of a key.</summary>
    private static async Task LeaveTracesAtAsync(
        WebApplicationFactory<Program> node,
        Nodes nodes,
        Person host,
        Guid person
    )
    {
        using var invite = new HttpRequestMessage(HttpMethod.Post, "/v1/members");
        invite.Headers.Add("Idempotency-Key", "invite");
        invite.Content = JsonContent.Create(new { email = Email, role = "admin" });
        (await host.Client.SendAsync(invite)).EnsureSuccessStatusCode();
        await nodes.ExecuteAsync(
            $"insert into account_members (user_id, member_id, role) values ('{host.Id}', '{person}', 'admin')"
        );
        using var client = node.CreateClient();
        var own = await Answers.JsonAsync(await SignInAsync(client, "/v1/auth/login", Email), HttpStatusCode.OK);
        var there = await Answers.JsonAsync(
            await client.PostAsJsonAsync(
                "/v1/auth/account",
                new { refreshToken = own["refreshToken"]!.GetValue<string>(), accountId = host.Id }
            ),
            HttpStatusCode.OK
        );
        client.DefaultRequestHeaders.Authorization = new("Bearer", there["accessToken"]!.GetValue<string>());
        (
            await client.PostAsJsonAsync(
                "/v1/api-keys",
                new { name = $"{Word} key", scopes = new[] { "campaigns:read" } }
            )
        ).EnsureSuccessStatusCode();
    }

    private static IEnumerable<string> FaultsIn(OwnedTable table, IReadOnlyCollection<string> personal)
    {
        if ((table.Erased.Count > 0) == (table.NotErased is not null))
        {
            yield return $"{table.Name} says neither how it is erased nor why it is not, or both";
        }
        if (table.NotErased is not null && (personal.Contains(table.Name) || table.NotErased.Length < 10))
        {
            yield return $"{table.Name} has rows that are somebody's, or no reason";
        }
        if (
            table.Erased.Any(step =>
                step.Action is ErasureAction.Keep or ErasureAction.KeepSums or ErasureAction.KeptElsewhere
                && !step.Because!.Contains("GDPR art. ", StringComparison.Ordinal)
            )
        )
        {
            yield return $"{table.Name} keeps something without a law that allows it";
        }
    }

    private static async Task CloseAsync(HttpClient client, string? language = null)
    {
        using var close = new HttpRequestMessage(HttpMethod.Delete, "/v1/me");
        close.Headers.TryAddWithoutValidation("If-Match", "*");
        if (language is not null)
        {
            close.Headers.TryAddWithoutValidation("Accept-Language", language);
        }
        (await client.SendAsync(close)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    private static Task<HttpResponseMessage> SignInAsync(
        HttpClient client,
        string road,
        string email,
        string password = Person.Password
    ) => client.PostAsJsonAsync(road, new { email, password });

    private static Task<HttpResponseMessage> LogInAsync(WebApplicationFactory<Program> node, string road) =>
        SignInAsync(node.CreateClient(), road, Email);

    private static Task QuietAsync(Nodes nodes) =>
        nodes.WaitUntilAsync(
            """
            select where not exists (select from outbox_events where delivered_at is null and dead_at is null)
                and not exists (select from job_queue where status in ('pending', 'processing', 'retrying'))
            """
        );

    private static Task DueAsync(Nodes nodes, Guid person) =>
        nodes.ExecuteAsync($"update users set erase_after = now() - interval '1 second' where id = '{person}'");

    private static async Task AskAsync(Nodes nodes, WebApplicationFactory<Program> node, Guid person)
    {
        await DueAsync(nodes, person);
        await node.RunAsync("identity.erase_due_accounts");
    }

    private static async Task EraseAsync(Nodes nodes, WebApplicationFactory<Program> node, Guid person)
    {
        await AskAsync(nodes, node, person);
        await ErasedAsync(nodes);
    }

    private static Task ErasedAsync(Nodes nodes) =>
        nodes.WaitUntilAsync("select from job_queue where job_type = 'identity.erase' and status = 'completed'");

    /// <summary>Rows of the account by table, where there are any.</summary>
    private static async Task<Dictionary<string, long>> CountsAsync(Nodes nodes, Guid account)
    {
        Dictionary<string, long> counts = new(StringComparer.Ordinal);
        foreach (var table in await nodes.Database.ListAsync<string>(TenantState.Tables))
        {
            var owner = table == "users" ? "id" : "user_id";
            var count = await nodes.Database.QueryAsync<long>(
                $"select count(*) from {table} where {owner} = '{account}'"
            );
            if (count > 0)
            {
                counts[table] = count;
            }
        }
        return counts;
    }

    /// <summary>
    /// Every row that was there is in the receipt, once. What was the person's in tables of others may come on top, and so may a month's
    /// usage, which a request that is counted late begins anew.
    /// </summary>
    private static void ReceiptShouldCount(JsonNode receipt, Dictionary<string, long> counts)
    {
        string[] shared =
        [
            "account_invitations",
            "account_members",
            "api_keys",
            "idempotency_keys",
            "job_queue",
            "user_usage",
        ];
        var erased = receipt["erased"]!.AsObject().ToDictionary(one => one.Key, one => one.Value!.GetValue<long>());
        foreach (var (table, count) in counts.Where(one => one.Key is not ("audit_log" or "erasures")))
        {
            erased.ShouldContainKey(table);
            if (shared.Contains(table))
            {
                erased[table].ShouldBeGreaterThanOrEqualTo(count, table);
            }
            else
            {
                erased[table].ShouldBe(count, table);
            }
        }
        erased.Keys.Except(counts.Keys).Except(shared).ShouldBeEmpty();
    }

    private static async Task<JsonNode> ReceiptAsync(Nodes nodes, Guid person) =>
        JsonNode.Parse(
            await nodes.Database.QueryAsync<string>(
                $"select receipt::text from erasures where user_id = '{person}' and erased_at is not null"
            )
        )!;

    private static async Task<IReadOnlyList<MimeMessage>> MailsAsync(Nodes nodes, string email)
    {
        List<MimeMessage> found = [];
        foreach (var file in Directory.GetFiles(nodes.Database.MailFolder, "*.eml").Order(StringComparer.Ordinal))
        {
            var mail = await MimeMessage.LoadAsync(file);
            if (mail.To.Mailboxes.Single().Address == email)
            {
                found.Add(mail);
            }
        }
        return found;
    }
}
