using AiWebBuilder.Application.Common;
using AiWebBuilder.IntegrationTests.Harness;
using Npgsql;

namespace AiWebBuilder.IntegrationTests.Schema;

/// <summary>What the database does by itself, so that it holds for psql users too.</summary>
internal sealed class TriggerTests
{
    private readonly Guid user = TimeProvider.System.NewId();
    private Nodes database = null!;

    [SetUp]
    public async Task SeedAsync()
    {
        database = await Nodes.CreateAsync();
        await database.ExecuteAsync(SampleRows.Insert(user, "alice"));
    }

    [TearDown]
    public async Task DropAsync() => await database.DisposeAsync();

    [Test]
    public async Task Counters_leave_updated_at_alone_and_edits_move_it()
    {
        var before = await UpdatedAsync();
        await database.ExecuteAsync(
            "update campaigns set views = views + 1, conversions = 2, revenue_generated = 3; update campaign_components set clicks = 4"
        );
        (await UpdatedAsync()).ShouldBe(before);

        await database.ExecuteAsync(
            "update campaigns set name = 'Summer'; update campaign_components set name = 'Top'"
        );
        (await UpdatedAsync()).ShouldBeGreaterThan(before);

        Task<DateTime> UpdatedAsync() =>
            database.Database.QueryAsync<DateTime>(
                "select greatest(c.updated_at, k.updated_at) from campaigns c join campaign_components k on k.campaign_id = c.id"
            );
    }

    [Test]
    public async Task A_word_in_the_name_outranks_the_description_and_that_the_rest()
    {
        await database.ExecuteAsync(
            $$"""
            insert into campaigns (user_id, name, description, brand_guidelines, type, language) values
                ('{{user}}', 'third', 'x', 'a lighthouse', 'funnel', 'en'),
                ('{{user}}', 'lighthouse', 'x', 'y', 'funnel', 'en'),
                ('{{user}}', 'second', 'two lighthouses', 'y', 'funnel', 'en');
            insert into component_library (user_id, name, description, tags, component_type) values
                ('{{user}}', 'third', 'x', '{lighthouse}', 'form'),
                ('{{user}}', 'lighthouse', 'x', '{}', 'form'),
                ('{{user}}', 'second', 'a lighthouse', '{}', 'form');
            """
        );
        foreach (var table in new[] { "campaigns", "component_library" })
        {
            (
                await database.Database.ListAsync<string>(
                    $"""
                    select name from {table}, to_tsquery('english', 'lighthouse') q
                    where search_vector @@ q order by ts_rank(search_vector, q) desc
                    """
                )
            ).ShouldBe(["lighthouse", "second", "third"], table);
        }
        await database.ExecuteAsync("update campaigns set name = 'windmill' where name = 'lighthouse'");
        (
            await database.Database.ListAsync<string>(
                "select name from campaigns where search_vector @@ to_tsquery('simple', 'windmill')"
            )
        ).ShouldBe(["windmill"]);
    }

    [Test]
    public async Task The_audit_log_has_who_changed_what_and_no_secret()
    {
        var actor = TimeProvider.System.NewId();
        await database.ExecuteAsync(
            $"""
            select set_config('app.actor_id', '{actor}', false);
            update users set password_hash = 'another secret', name = 'Alice II' where name = 'alice';
            update platform_integrations set encrypted_credentials = 'sealed anew';
            insert into app_settings (key, value) values ('a', 'true');
            delete from component_library;
            """
        );
        (
            await database.Database.ListAsync<string>(
                $"select table_name || ' ' || action from audit_log where actor_id = '{actor}' order by 1"
            )
        ).ShouldBe(["app_settings insert", "component_library delete", "platform_integrations update", "users update"]);
        (
            await database.Database.QueryAsync<string>(
                $"select (before ->> 'name') || ' > ' || (after ->> 'name') || ', ' || (after ->> 'password_hash') from audit_log where actor_id = '{actor}' and table_name = 'users'"
            )
        ).ShouldBe("alice > Alice II, (changed)");
        (
            await database.Database.QueryAsync<long>(
                "select count(*) from audit_log l where l.after::text ~ '\"secret\"|another secret|\"sealed\"' or l.before::text ~ '\"secret\"|another secret|\"sealed\"'"
            )
        ).ShouldBe(0);
    }

    [Test]
    public async Task Counting_is_not_audited()
    {
        var before = await database.Database.QueryAsync<long>("select count(*) from audit_log");
        await database.ExecuteAsync(
            "update users set last_active_at = now(); update campaigns set views = views + 1; update component_library set likes = 1"
        );
        (await database.Database.QueryAsync<long>("select count(*) from audit_log")).ShouldBe(before);
    }

    [Test]
    public async Task Months_are_made_ahead_once_and_dropped_by_age()
    {
        (await database.Database.QueryAsync<int>("select ensure_event_partitions(3)")).ShouldBe(0);
        (await database.Database.QueryAsync<int>("select ensure_event_partitions(5)")).ShouldBe(2);
        (await database.Database.QueryAsync<int>("select drop_event_partitions('13 months')")).ShouldBe(0);
        (await database.Database.QueryAsync<int>("select drop_event_partitions('1 month')")).ShouldBeGreaterThan(0);
        (await database.Database.QueryAsync<long>("select count(*) from campaign_events")).ShouldBe(1);
        (
            await Should.ThrowAsync<PostgresException>(() =>
                database.ExecuteAsync("update campaign_events set created_at = '2001-01-01'")
            )
        ).SqlState.ShouldBe(PostgresErrorCodes.CheckViolation);
    }
}
