using AiWebBuilder.IntegrationTests.Harness;
using Npgsql;

namespace AiWebBuilder.IntegrationTests.Isolation;

/// <summary>A hash of each table's rows of one account: what differs afterwards was changed. No column is left out.</summary>
internal sealed class TenantState : IAsyncDisposable
{
    /// <summary>Every table whose rows belong to somebody, from the catalogue.</summary>
    public const string Tables = """
        select c.relname::text from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
            and (c.relname = 'users' or exists (select from pg_attribute a
                where a.attrelid = c.oid and a.attname = 'user_id' and not a.attisdropped))
        order by 1
        """;

    private readonly NpgsqlDataSource data;
    private readonly string sql;

    private TenantState(NpgsqlDataSource data, string sql, int tables) =>
        (this.data, this.sql, TableCount) = (data, sql, tables);

    public int TableCount { get; }

    public static async Task<TenantState> OfAsync(Host database, Guid account)
    {
        var tables = await database.ListAsync<string>(Tables);
        var hashes = tables.Select(table =>
            $"""
                select '{table}' as name, count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as hash
                from {table} t where {(table == "users" ? "id" : "user_id")} = '{account}'
                """
        );
        return new(NpgsqlDataSource.Create(database.Owner), string.Join(" union all ", hashes), tables.Count);
    }

    public async Task<IReadOnlyDictionary<string, string>> ReadAsync()
    {
        await using var command = data.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        Dictionary<string, string> hashes = new(StringComparer.Ordinal);
        while (await reader.ReadAsync())
        {
            hashes[reader.GetString(0)] = reader.GetString(1);
        }
        return hashes;
    }

    /// <summary>
    /// Writes the word into every text of the account's rows that the schema lets it stand in, in one statement for each column:
    /// constraints refuse the others, since they hold no free text.
    /// </summary>
    /// <returns>How many columns bear it.</returns>
    public static async Task<int> MarkAsync(Nodes nodes, Guid account, string word)
    {
        await nodes.ExecuteAsync(
            $$"""
            create function mark_texts() returns void language plpgsql as $mark$
            declare place record;
            begin
                for place in
                    select c.relname, a.attname, a.atttypid = 'jsonb'::regtype as is_json
                    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                    where c.relname in ({{Tables.Replace("order by 1", "", StringComparison.Ordinal)}})
                        and c.relnamespace = 'public'::regnamespace
                        and a.atttypid in ('text'::regtype, 'varchar'::regtype) and a.attgenerated = ''
                        -- Read by programs: a model, a language or a hash with a word behind it is none.
                        and (c.relname, a.attname) not in (('ai_generations', 'provider'), ('ai_generations', 'model_used'),
                            ('campaigns', 'language'), ('campaigns', 'goals'))
                loop
                    begin
                        execute format('update %I set %I = %I || %L where %I = %L and %I is not null', place.relname,
                            place.attname, place.attname, ' {{word}}', case place.relname when 'users' then 'id' else 'user_id' end,
                            '{{account}}', place.attname);
                    exception when others then
                        null;
                    end;
                end loop;
            end $mark$;
            select mark_texts();
            drop function mark_texts();
            """
        );
        var tables = await nodes.Database.ListAsync<string>(Tables);
        var marked = 0;
        foreach (var table in tables)
        {
            marked += (int)
                await nodes.Database.QueryAsync<long>(
                    $"""
                    select count(distinct member.key) from {table} t, jsonb_each_text(to_jsonb(t)) member
                    where {(table == "users" ? "t.id" : "t.user_id")} = '{account}' and member.value like '%{word}%'
                    """
                );
        }
        return marked;
    }

    public ValueTask DisposeAsync() => data.DisposeAsync();
}
