using AiWebBuilder.IntegrationTests.Harness;

namespace AiWebBuilder.IntegrationTests.Identity.Closure;

/// <summary>A word in all that the live schema can hold a word in, whatever the tables are called: written, and looked for.</summary>
internal static class Traces
{
    /// <summary>Texts, JSON, lists, search vectors and bytes of every table and every month: 'escape' shows the letters in bytes.</summary>
    private const string Columns = """
        select c.relname as place, a.attname as name, t.typname as kind
        from pg_class c
        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        join pg_type t on t.oid = a.atttypid
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'm')
            and t.typname in ('text', 'varchar', 'bpchar', 'name', 'citext', 'json', 'jsonb', 'xml', 'tsvector', 'bytea',
                '_text', '_varchar', '_json', '_jsonb', '_bytea')
        """;

    /// <summary>How many columns are looked at.</summary>
    public static Task<long> ColumnsAsync(Nodes nodes) =>
        nodes.Database.QueryAsync<long>($"select count(*) from ({Columns}) columns");

    /// <summary>The columns that hold the word, whatever its case: <c>campaigns.name</c>.</summary>
    public static async Task<List<string>> FindAsync(Nodes nodes, string word)
    {
        await nodes.ExecuteAsync(
            $$"""
            create or replace function find_traces(word text) returns setof text language plpgsql as $find$
            declare
                here record;
                found boolean;
            begin
                for here in {{Columns}} loop
                    execute format('select exists (select from %I where %s ilike %L)', here.place,
                        format(case here.kind when 'bytea' then 'encode(%I, ''escape'')' else '%I::text' end, here.name),
                        '%' || word || '%') into found;
                    if found then
                        return next here.place || '.' || here.name;
                    end if;
                end loop;
            end $find$;
            """
        );
        return await nodes.Database.ListAsync<string>($"select find_traces('{word}') order by 1");
    }

    /// <summary>
    /// Writes the word into every text, JSON and list of the account's rows that the schema lets it stand in. Constraints refuse the
    /// others: they hold no free text.
    /// </summary>
    public static Task LeaveAsync(Nodes nodes, Guid account, string word) =>
        nodes.ExecuteAsync(
            $$"""
            create function leave_traces() returns void language plpgsql as $leave$
            declare
                here record;
            begin
                for here in
                    select columns.* from ({{Columns}}) columns
                    where kind in ('text', 'varchar', 'jsonb', '_text')
                        and (place = 'users' or place in (
                            select table_name from information_schema.columns where table_schema = 'public' and column_name = 'user_id'))
                        and place !~ '_\d{6}$'
                        -- By these the person signs in and is written to; and what the log's own trigger writes is never a text of theirs.
                        and (place, name) not in (('users', 'email'), ('users', 'password_hash'), ('erasures', 'receipt'),
                            ('audit_log', 'table_name'), ('audit_log', 'row_id'))
                loop
                    begin
                        execute format('update %1$I set %2$I = %3$s where %4$I = %5$L', here.place, here.name,
                            format(case here.kind
                                when 'jsonb' then 'case jsonb_typeof(%1$I) when ''array'' then %1$I || to_jsonb(%2$L::text)
                                    else coalesce(%1$I, ''{}'') || jsonb_build_object(''trace'', %2$L::text) end'
                                when '_text' then '%1$I || %2$L::text'
                                else 'coalesce(%1$I, '''') || '' '' || %2$L' end, here.name, '{{word}}'),
                            case here.place when 'users' then 'id' else 'user_id' end, '{{account}}');
                    exception when others then
                        null;
                    end;
                end loop;
            end $leave$;
            select leave_traces();
            drop function leave_traces();
            """
        );
}
