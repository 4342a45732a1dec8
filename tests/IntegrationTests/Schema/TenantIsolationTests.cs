using System.Globalization;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Infrastructure.Persistence.Schema;
using AiWebBuilder.IntegrationTests.Harness;
using AiWebBuilder.IntegrationTests.Isolation;
using Npgsql;

namespace AiWebBuilder.IntegrationTests.Schema;

/// <summary>What PostgreSQL itself refuses, whatever the application asks. The tables come from the catalogue, not from a list.</summary>
internal sealed class TenantIsolationTests
{
    private const string TenantTables = """
        select c.relname::text from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
            and (c.relname = 'users' or exists (select from pg_attribute a
                where a.attrelid = c.oid and a.attname = 'user_id' and not a.attisdropped))
        order by 1
        """;

    private readonly Guid alice = TimeProvider.System.NewId();
    private readonly Guid bob = TimeProvider.System.NewId();
    private Nodes database = null!;
    private List<string> tables = [];

    [OneTimeSetUp]
    public async Task SeedAsync()
    {
        database = await Nodes.CreateAsync();
        await database.ExecuteAsync(SampleRows.Insert(alice, "alice") + SampleRows.Insert(bob, "bob"));
        tables = await database.Database.ListAsync<string>(TenantTables);
    }

    [OneTimeTearDown]
    public async Task DropAsync() => await database.DisposeAsync();

    [Test]
    public async Task Every_tenant_table_forces_row_level_security_and_has_a_sample()
    {
        tables.Count.ShouldBeGreaterThanOrEqualTo(28);
        foreach (var table in tables)
        {
            (
                await OwnerAsync<bool>(
                    $"select relrowsecurity and relforcerowsecurity from pg_class where oid = '{table}'::regclass"
                )
            ).ShouldBeTrue(table);
            (await OwnerAsync<long>($"select count(*) from {table} where {OwnedBy(alice, table)}")).ShouldBePositive(
                table
            );
        }
    }

    [Test]
    public async Task Without_a_tenant_the_app_sees_no_row()
    {
        foreach (var table in await ReadableAsync())
        {
            // Prices and models of the platform's own are everybody's to read.
            (await AppAsync(null, $"select count(*) from {table} where {OwnedBySomebody(table)}")).ShouldBe(0, table);
        }
    }

    [Test]
    public async Task A_tenant_sees_its_rows_and_no_others()
    {
        foreach (var table in await ReadableAsync())
        {
            (await AppAsync(alice, $"select count(*) from {table}")).ShouldBePositive(table);
            // An account sees its members beside its owner.
            var isMine =
                OwnedBy(alice, table) + (table == "users" ? " or id in (select member_id from account_members)" : "");
            (await AppAsync(alice, $"select count(*) from {table} where not ({isMine})")).ShouldBe(0, table);
        }
    }

    [Test]
    public async Task A_member_works_in_the_account_and_neither_sees_nor_changes_what_is_its_owners_own()
    {
        var member = SampleIds.Of("alice", "member");

        (await AppAsync(alice, "select count(*) from campaigns", actor: member)).ShouldBe(1);
        (await AppAsync(alice, "select count(*) from users", actor: member)).ShouldBe(2, "the owner and the member");
        foreach (var table in new[] { "user_sessions", "email_tokens", "totp_factors", "recovery_codes", "erasures" })
        {
            (await AppAsync(alice, $"select count(*) from {table}", actor: member)).ShouldBe(0, table);
        }
        (
            await AppAsync(
                alice,
                "with hit as (update users set name = 'Mine' returning id) select count(*) from hit",
                actor: member
            )
        ).ShouldBe(1, "the member alone");
        (await OwnerAsync<string>($"select name from users where id = '{alice}'")).ShouldBe("alice");
    }

    [Test]
    public async Task A_tenant_cannot_add_rows_for_another()
    {
        var checkedByPolicy = 0;
        foreach (var table in tables)
        {
            var mayInsert = await OwnerAsync<bool>(
                $"select has_table_privilege('aiwebbuilder_app', '{table}', 'insert')"
            );
            // The whole row of Alice again: the policy refuses it before any key does.
            var row = await OwnerAsync<string>(
                $"select to_jsonb(t)::text from {table} t where {OwnedBy(alice, table)} limit 1"
            );
            (
                await RefusalAsync(() =>
                    AppAsync(
                        bob,
                        $"insert into {table} select * from jsonb_populate_record(null::{table}, '{row.Replace("'", "''", StringComparison.Ordinal)}') returning 1::bigint"
                    )
                )
            ).ShouldBe(PostgresErrorCodes.InsufficientPrivilege, table);
            checkedByPolicy += mayInsert ? 1 : 0;
        }
        checkedByPolicy.ShouldBeGreaterThan(15);
    }

    [Test]
    public async Task A_tenant_changes_and_deletes_no_row_of_another()
    {
        var tried = 0;
        foreach (var table in tables)
        {
            var key = table == "users" ? "id" : "user_id";
            foreach (
                var (right, sql) in new[]
                {
                    ("update", $"update {table} set {key} = {key} where {OwnedBy(alice, table)} returning 1"),
                    ("delete", $"delete from {table} where {OwnedBy(alice, table)} returning 1"),
                }
            )
            {
                if (await OwnerAsync<bool>($"select has_table_privilege('aiwebbuilder_app', '{table}', '{right}')"))
                {
                    (await AppAsync(bob, $"with hit as ({sql}) select count(*) from hit")).ShouldBe(
                        0,
                        $"{right} {table}"
                    );
                    tried++;
                }
            }
        }
        tried.ShouldBeGreaterThan(25);
    }

    [Test]
    public async Task A_child_cannot_hang_on_another_accounts_parent() =>
        (
            await RefusalAsync(() =>
                AppAsync(
                    bob,
                    $"""
                    insert into campaign_components (user_id, campaign_id, name, component_type)
                    values ('{bob}', '{SampleIds.Of("alice", "campaign")}', 'stolen', 'custom') returning 1::bigint
                    """
                )
            )
        ).ShouldBe(PostgresErrorCodes.ForeignKeyViolation);

    [Test]
    public async Task The_system_scope_opens_what_the_background_needs_and_nothing_that_accounts_make()
    {
        List<string> open = [];
        foreach (var table in await ReadableAsync())
        {
            if (
                await AppAsync(null, $"select count(*) from {table} where {OwnedBySomebody(table)}", scope: "system")
                > 0
            )
            {
                open.Add(table);
            }
        }
        open.ShouldBe([
            "account_invitations",
            "account_members",
            "ai_shutoffs",
            "api_keys",
            "billing_accounts",
            "email_tokens",
            "erasures",
            "idempotency_keys",
            "inbox_events",
            "job_queue",
            "outbox_events",
            "recovery_codes",
            "totp_factors",
            "usage_warnings",
            "user_sessions",
            "users",
        ]);
    }

    [TestCase("component_versions")]
    [TestCase("generation_events")]
    [TestCase("ai_ledger")]
    [TestCase("audit_log")]
    public async Task What_is_written_once_cannot_be_changed(string table)
    {
        foreach (var sql in new[] { $"update {table} set user_id = user_id", $"delete from {table}" })
        {
            (await RefusalAsync(() => AppAsync(alice, sql + " returning 1::bigint"))).ShouldBe(
                PostgresErrorCodes.InsufficientPrivilege,
                sql
            );
        }
    }

    [Test]
    public async Task Visitors_see_what_is_live_and_read_no_event()
    {
        (await PublicAsync("select count(*) from published_pages")).ShouldBe(2);
        await database.ExecuteAsync($"update publications set is_live = false where user_id = '{bob}'");
        (await PublicAsync("select count(*) from published_pages")).ShouldBe(1);
        await database.ExecuteAsync($"update publications set is_live = true where user_id = '{bob}'");
        foreach (
            var table in new[]
            {
                "users",
                "campaigns",
                "campaign_components",
                "campaign_events",
                "form_submissions",
                "component_library",
                "audit_log",
                "app_settings",
            }
        )
        {
            (await RefusalAsync(() => PublicAsync($"select count(*) from {table}"))).ShouldBe(
                PostgresErrorCodes.InsufficientPrivilege,
                table
            );
        }
    }

    [Test]
    public async Task The_visitors_role_reads_what_is_live_and_touches_no_other_row_of_any_account()
    {
        List<string> open = [];
        foreach (var table in tables)
        {
            var row = await OwnerAsync<string>(
                $"select to_jsonb(t)::text from {table} t where {OwnedBy(alice, table)} limit 1"
            );
            var key = table == "users" ? "id" : "user_id";
            foreach (
                var (right, sql) in new[]
                {
                    ("select", $"select count(*) from {table}"),
                    (
                        "insert",
                        $"insert into {table} select * from jsonb_populate_record(null::{table}, '{row.Replace("'", "''", StringComparison.Ordinal)}')"
                    ),
                    ("update", $"update {table} set {key} = {key}"),
                    ("delete", $"delete from {table}"),
                }
            )
            {
                try
                {
                    await PublicAsync(sql);
                    open.Add($"{right} {table}");
                }
                catch (PostgresException refused)
                {
                    refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, $"{right} {table}");
                }
            }
        }
        open.ShouldBe(["select publications", "select published_pages", "select published_files"], ignoreOrder: true);
    }

    [Test]
    public async Task A_view_shows_a_role_what_its_tables_would_and_no_more()
    {
        const string Views = "from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'v'";
        (
            await database.Database.ListAsync<string>(
                $"select relname::text {Views} and not coalesce('security_invoker=true' = any(c.reloptions), false)"
            )
        ).ShouldBe(["erasure_order"], "the others read as whoever asks");
        (
            await OwnerAsync<bool>(
                """
                select has_table_privilege('aiwebbuilder_app', 'erasure_order', 'select')
                    or has_table_privilege('aiwebbuilder_public', 'erasure_order', 'select')
                """
            )
        ).ShouldBeFalse();

        var readable = await database.Database.ListAsync<string>(
            $"""
            select relname::text {Views} and has_table_privilege('aiwebbuilder_app', c.oid, 'select')
                and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'user_id')
            """
        );
        readable.Count.ShouldBeGreaterThanOrEqualTo(5);
        foreach (var view in readable)
        {
            (await AppAsync(alice, $"select count(*) from {view} where user_id is distinct from '{alice}'")).ShouldBe(
                0,
                view
            );
            (await AppAsync(null, $"select count(*) from {view} where user_id is not null")).ShouldBe(0, view);
        }
        (await AppAsync(alice, "select count(*) from account_campaigns")).ShouldBePositive();
        (await AppAsync(alice, "select count(*) from person_names")).ShouldBe(2, "the owner and the member");

        (
            await database.Database.ListAsync<string>(
                $"select relname::text {Views} and has_table_privilege('aiwebbuilder_public', c.oid, 'select') order by 1"
            )
        ).ShouldBe(["live_pages", "live_publications"]);
        await database.ExecuteAsync($"update publications set is_live = false where user_id = '{bob}'");
        foreach (var (account, count) in new[] { ("alice", 1), ("bob", 0) })
        {
            var live = $"where campaign_id = '{SampleIds.Of(account, "campaign")}'";
            (await PublicAsync($"select count(*) from live_publications {live}")).ShouldBe(count, account);
            (await PublicAsync($"select count(*) from live_pages {live}")).ShouldBe(count, account);
        }
        await database.ExecuteAsync($"update publications set is_live = true where user_id = '{bob}'");
    }

    [Test]
    public async Task No_runtime_role_touches_a_month_except_through_the_functions_of_the_ingestion()
    {
        var rights = await database.Database.ListAsync<string>(
            """
            select distinct format('%s %s', r.rolname, p.name)
            from pg_class c, pg_roles r, unnest(array['select', 'insert', 'update', 'delete', 'truncate']) as p(name)
            where c.relnamespace = 'public'::regnamespace and c.relispartition and c.relkind = 'r'
                and has_table_privilege(r.oid, c.oid, p.name)
                and (r.rolname like 'aiwebbuilder%' or r.oid = c.relowner)
            """
        );

        rights.ShouldContain(right => right.EndsWith(" insert", StringComparison.Ordinal), "the owner's");
        rights.ShouldNotContain(right => right.StartsWith("aiwebbuilder", StringComparison.Ordinal));
    }

    [Test]
    public async Task Functions_that_act_as_the_owner_fix_their_search_path() =>
        (
            await database.Database.ListAsync<string>(
                """
                select proname::text from pg_proc
                where pronamespace = 'public'::regnamespace and prosecdef and prorettype <> 'trigger'::regtype
                    and (not coalesce(proconfig::text like '%search_path=%', false) or has_function_privilege('public', oid, 'execute'))
                -- Unless it is named last, a caller's temporary tables come before those of the schema.
                union all select proname::text from pg_proc
                where pronamespace = 'public'::regnamespace and coalesce(proconfig::text ~ 'search_path=[^"]*public', false)
                    and prosrc ~* '\m(from|join|into|update)\M' and not coalesce(proconfig::text ~ 'pg_temp', false)
                """
            )
        ).ShouldBeEmpty();

    [Test]
    public async Task An_account_writes_into_its_own_audit_log_alone()
    {
        (await RecordAsync(bob, bob, "refused")).ShouldBeNull();
        (
            await RecordAsync(bob, SampleIds.Of("bob", "member"), "factor_added", actor: SampleIds.Of("bob", "member"))
        ).ShouldBeNull("a member's own");
        foreach (var what in new[] { "refused", "sign_in", "sign_in_failed", "data_exported" })
        {
            (await RecordAsync(bob, alice, what)).ShouldBe(PostgresErrorCodes.InsufficientPrivilege, what);
        }
        (await RecordAsync(bob, null, "refused")).ShouldBe(PostgresErrorCodes.InsufficientPrivilege, "the operator's");
        (await RecordAsync(null, alice, "refused")).ShouldBe(PostgresErrorCodes.InsufficientPrivilege, "nobody's");
        // Before somebody has signed in the system says what can happen there, of whomever it happens to.
        (await RecordAsync(null, alice, "sign_in_failed", scope: "system")).ShouldBeNull();
        (await RecordAsync(null, null, "sign_in_failed", scope: "system")).ShouldBeNull();
        (await RecordAsync(null, alice, "data_exported", scope: "system")).ShouldBe(
            PostgresErrorCodes.InsufficientPrivilege
        );

        const string platform = "record_platform_event('job_retried', '{0}', 'job_queue', 'x', null)";
        (await CodeAsync(bob, string.Format(null, platform, alice), "tenant")).ShouldBe(
            PostgresErrorCodes.InsufficientPrivilege
        );
        (await CodeAsync(bob, string.Format(null, platform, alice), "platform")).ShouldBeNull();

        Task<string?> RecordAsync(
            Guid? tenant,
            Guid? account,
            string what,
            string scope = "tenant",
            Guid? actor = null
        ) =>
            CodeAsync(
                tenant,
                $"record_auth_event('{what}', {(account is null ? "null" : $"'{account}'")}, 'test', null)",
                scope,
                actor
            );

        async Task<string?> CodeAsync(Guid? tenant, string call, string scope, Guid? actor = null)
        {
            try
            {
                await AppAsync(tenant, $"select 1::bigint from (select {call}) called", scope, actor);
                return null;
            }
            catch (PostgresException refused)
            {
                return refused.SqlState;
            }
        }
    }

    [Test]
    public async Task Deleting_a_campaign_takes_its_rows_and_leaves_the_money()
    {
        var carol = TimeProvider.System.NewId();
        await database.ExecuteAsync(SampleRows.Insert(carol, "carol"));

        (await AppAsync(carol, "with gone as (delete from campaigns returning 1) select count(*) from gone")).ShouldBe(
            1
        );
        foreach (var table in new[] { "campaign_components", "campaign_events", "publications", "conversions" })
        {
            (await AppAsync(carol, $"select count(*) from {table}")).ShouldBe(0, table);
        }
        (await AppAsync(carol, "select count(*) from ai_generations where campaign_id is null")).ShouldBe(1);
        (await AppAsync(carol, "select count(*) from ai_ledger")).ShouldBe(1);

        (await AppAsync(carol, "with gone as (delete from users returning 1) select count(*) from gone")).ShouldBe(1);
        foreach (var table in tables.Where(table => table is not ("audit_log" or "erasures")))
        {
            (await OwnerAsync<long>($"select count(*) from {table} where {OwnedBy(carol, table)}")).ShouldBe(0, table);
        }
    }

    private static string OwnedBy(Guid user, string table) => $"{(table == "users" ? "id" : "user_id")} = '{user}'";

    private static string OwnedBySomebody(string table) => $"{(table == "users" ? "id" : "user_id")} is not null";

    private Task<List<string>> ReadableAsync() =>
        database.Database.ListAsync<string>(
            $"select name from unnest('{{{string.Join(',', tables)}}}'::text[]) name where has_table_privilege('aiwebbuilder_app', name, 'select')"
        );

    private Task<T> OwnerAsync<T>(string sql) => database.Database.QueryAsync<T>(sql);

    private Task<long> AppAsync(Guid? tenant, string sql, string scope = "", Guid? actor = null) =>
        CountAsync(
            new NpgsqlConnectionStringBuilder(DatabaseConnections.Derive(database.Database.Owner).App)
            {
                Options = string.Create(
                    CultureInfo.InvariantCulture,
                    $"-c app.user_id={tenant} -c app.actor_id={actor ?? tenant} -c app.scope={scope}"
                ),
            },
            sql
        );

    private Task<long> PublicAsync(string sql) =>
        CountAsync(new NpgsqlConnectionStringBuilder(DatabaseConnections.Derive(database.Database.Owner).Public), sql);

    private static async Task<long> CountAsync(NpgsqlConnectionStringBuilder connection, string sql)
    {
        connection.Pooling = false;
        await using var data = NpgsqlDataSource.Create(connection);
        await using var command = data.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync() ?? 0L);
    }

    private static async Task<string> RefusalAsync(Func<Task> work) =>
        (await Should.ThrowAsync<PostgresException>(work)).SqlState;
}
