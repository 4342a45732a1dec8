using AiWebBuilder.Infrastructure.Persistence.Schema;

namespace AiWebBuilder.IntegrationTests.Schema;

/// <summary>The live schema has all that is required, to the letter.</summary>
internal sealed class RequiredSchemaTests
{
    private readonly RequiredSchema required = RequiredSchema.Read();

    [Test]
    public void The_requirement_was_read_whole()
    {
        required.Tables.Count.ShouldBe(13);
        required.Columns.Count.ShouldBe(155);
        required.Indexes.Count.ShouldBe(20);
        required.UniqueConstraints.Count.ShouldBe(3);
        required.Columns.Count(column => column.AllowedValues.Count > 0).ShouldBe(13);
        required.Columns.Count(column => column.References is not null).ShouldBe(14);
    }

    [Test]
    public async Task Every_column_has_its_name_and_type()
    {
        List<string> live = await App.Current.ListAsync<string>(
            """
            SELECT format('%s.%s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod))
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
            """
        );
        required
            .Columns.Select(column => $"{column.Table}.{column.Name} {column.PostgresType}")
            .Except(live, StringComparer.Ordinal)
            .ShouldBeEmpty();
    }

    [Test]
    public async Task Every_table_has_its_key_and_its_times()
    {
        List<string> live = await App.Current.ListAsync<string>(
            """
            SELECT c.relname::text FROM pg_class c
            WHERE c.relnamespace = 'public'::regnamespace
                AND EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary)
                AND 2 = (SELECT count(*) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnotnull
                    AND a.attname IN ('created_at', 'updated_at') AND a.atthasdef)
                AND EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'set_updated_at')
            """
        );
        required.Tables.Except(live, StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Test]
    public async Task Every_index_has_its_name()
    {
        List<string> live = await App.Current.ListAsync<string>(
            "SELECT tablename || '.' || indexname FROM pg_indexes WHERE schemaname = 'public'"
        );
        required
            .Indexes.Select(index => $"{index.Table}.{index.Index}")
            .Except(live, StringComparer.Ordinal)
            .ShouldBeEmpty();
    }

    [Test]
    public async Task Every_unique_constraint_is_there()
    {
        List<string> live = await App.Current.ListAsync<string>(
            """
            SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'u'
            """
        );
        required
            .UniqueConstraints.Select(unique => $"{unique.Table} UNIQUE ({unique.Columns})")
            .Except(live, StringComparer.Ordinal)
            .ShouldBeEmpty();
    }

    [Test]
    public async Task Every_reference_is_a_foreign_key()
    {
        List<string> live = await App.Current.ListAsync<string>(
            """
            SELECT format('%s.%s -> %s', f.conrelid::regclass, a.attname, f.confrelid::regclass)
            FROM pg_constraint f, unnest(f.conkey, f.confkey) AS pair(child, parent)
            JOIN pg_attribute a ON a.attnum = pair.child
            JOIN pg_attribute r ON r.attnum = pair.parent
            WHERE f.contype = 'f' AND a.attrelid = f.conrelid AND r.attrelid = f.confrelid AND r.attname = 'id'
            """
        );
        required
            .Columns.Where(column => column.References is not null)
            .Select(column => $"{column.Table}.{column.Name} -> {column.References}")
            .Append("campaign_components.parent_component_id -> campaign_components")
            .Except(live, StringComparer.Ordinal)
            .ShouldBeEmpty();
    }

    [Test]
    public async Task Every_reference_is_found_by_an_index_when_what_it_refers_to_is_deleted()
    {
        (
            await App.Current.QueryAsync<long>("select count(*) from pg_constraint where contype = 'f'")
        ).ShouldBeGreaterThan(50);
        // The first column of an index is enough: each of them tells few rows from many.
        (
            await App.Current.ListAsync<string>(
                """
                select format('%s %s', f.conrelid::regclass, pg_get_constraintdef(f.oid)) from pg_constraint f
                where f.contype = 'f' and not exists (
                    select from pg_index i where i.indrelid = f.conrelid and i.indkey[0] = any (f.conkey))
                """
            )
        ).ShouldBeEmpty();
    }

    [Test]
    public async Task Every_list_of_values_is_checked()
    {
        foreach (RequiredColumn column in required.Columns.Where(column => column.AllowedValues.Count > 0))
        {
            foreach (string value in column.AllowedValues)
            {
                (await AllowsAsync(column, $"'{value}'")).ShouldBeTrue($"{column.Table}.{column.Name} = '{value}'");
            }

            foreach (string value in (string[])["", "no_such_value", column.AllowedValues[0].ToUpperInvariant()])
            {
                (await AllowsAsync(column, $"'{value}'")).ShouldBeFalse($"{column.Table}.{column.Name} = '{value}'");
            }
        }
    }

    [Test]
    public async Task A_rating_is_1_to_5_and_a_month_starts_on_its_first_day()
    {
        RequiredColumn rating = required.Columns.Single(column => column.Name == "user_rating");
        (await AllowsAsync(rating, "1")).ShouldBeTrue();
        (await AllowsAsync(rating, "5")).ShouldBeTrue();
        (await AllowsAsync(rating, "0")).ShouldBeFalse();
        (await AllowsAsync(rating, "6")).ShouldBeFalse();
        RequiredColumn month = required.Columns.Single(column => column.Name == "month");
        (await AllowsAsync(month, "'2026-02-01'")).ShouldBeTrue();
        (await AllowsAsync(month, "'2026-02-02'")).ShouldBeFalse();
    }

    /// <summary>Asks the column's own CHECK, as the database holds it, without a row.</summary>
    private async Task<bool> AllowsAsync(RequiredColumn column, string literal)
    {
        string check = await App.Current.QueryAsync<string>(
            $"""
            SELECT pg_get_expr(conbin, conrelid) FROM pg_constraint
            WHERE conrelid = '{column.Table}'::regclass AND conname = '{column.Table}_{column.Name}_check'
            """
        );
        return await App.Current.QueryAsync<bool>(
            $"SELECT {check} FROM (SELECT CAST({literal} AS {column.PostgresType}) AS {column.Name}) AS candidate"
        );
    }

    [Test]
    public async Task All_migrations_roll_back_and_apply_again()
    {
        await using var host = await Host.StartAsync(App.Current.Owner);
        var migrator = new DatabaseMigrator(DatabaseConnections.Derive(host.Owner));
        (await migrator.StatusAsync(CancellationToken.None)).ShouldAllBe(migration => migration.Applied);
        await migrator.RollbackAsync("0", mayLoseRows: false, CancellationToken.None);
        (
            await host.QueryAsync<long>(
                """
                select (select count(*) from pg_class where relnamespace = 'public'::regnamespace
                        and relname not in ('__EFMigrationsHistory', 'pk___ef_migrations_history'))
                    + (select count(*) from pg_proc where pronamespace = 'public'::regnamespace)
                """
            )
        ).ShouldBe(0);
        await migrator.MigrateAsync(null, CancellationToken.None);
        (await migrator.StatusAsync(CancellationToken.None)).ShouldAllBe(migration => migration.Applied);
    }

    [Test]
    public void No_model_change_is_without_a_migration() =>
        new DatabaseMigrator(DatabaseConnections.Derive(App.Current.Owner)).HasPendingModelChanges().ShouldBeFalse();

    [Test]
    public async Task Every_table_with_an_account_forces_row_level_security_or_cannot_be_read()
    {
        const string tenantTables = """
            from pg_class c
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
              and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'user_id')
            """;
        (await App.Current.QueryAsync<long>($"select count(*) {tenantTables}")).ShouldBeGreaterThan(20);
        (
            await App.Current.ListAsync<string>(
                $"""
                select c.relname::text {tenantTables} and not (c.relrowsecurity and c.relforcerowsecurity)
                  and (has_table_privilege('aiwebbuilder_app', c.oid, 'select')
                    or has_table_privilege('aiwebbuilder_public', c.oid, 'select'))
                """
            )
        ).ShouldBeEmpty();
    }
}
