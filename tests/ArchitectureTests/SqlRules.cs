using System.Text.RegularExpressions;
using AiWebBuilder.Infrastructure.Modules;
using AiWebBuilder.Infrastructure.Persistence.Schema;

namespace AiWebBuilder.ArchitectureTests;

/// <summary>Each function, view, trigger and policy has one source: its file.</summary>
internal sealed partial class SqlRules
{
    private const string Folder = "src/Infrastructure/Persistence";

    /// <summary>Those with code, and two that have tables before they have code.</summary>
    private static readonly string[] Modules =
    [
        "Integrations",
        "Library",
        .. Directory
            .GetDirectories(Path.Combine(Repository.Root, "src/Application"))
            .Select(folder => Path.GetFileName(folder))
            .Except(["Common", "bin", "obj"], StringComparer.Ordinal),
    ];

    [Test]
    public void No_migration_has_the_text_of_a_function_view_trigger_or_policy()
    {
        var migrations = Files($"{Folder}/Sql/migrations", "*.sql")
            .Concat(
                Files($"{Folder}/Migrations", "*.cs")
                    .Where(file => !file.Path.EndsWith(".Designer.cs", StringComparison.Ordinal))
            )
            .Concat(Files($"templates/module/{Folder}/Sql/migrations", "*.sql"))
            .ToArray();
        migrations.Length.ShouldBeGreaterThanOrEqualTo(16);
        migrations
            .SelectMany(file => TextsIn(file.Text).Select(text => $"{file.Path}: {text}"))
            .ShouldBeEmpty("It belongs into a file of its own: docs/operations/database.md.");
    }

    [TestCase("create function f() returns int language sql return 1;")]
    [TestCase("alter table t add a int;\nCREATE OR REPLACE\n  FUNCTION f() returns int language sql return 1;")]
    [TestCase("create procedure p() language sql as '';")]
    [TestCase("create or replace view v as select 1;")]
    [TestCase("create constraint trigger t after insert on a for each row execute function f();")]
    [TestCase("do $$ begin execute format('create policy p on %I using (true)', 'a'); end $$;")]
    [TestCase("do $$ begin execute replace(pg_get_functiondef('f()'::regprocedure), 'a', 'b'); end $$;")]
    [TestCase("select replace(prosrc, 'a', 'b') from pg_proc;")]
    [TestCase("do $$ begin execute replace(text_of('f'), 'a', 'b'); end $$;")]
    public void A_migration_with_such_a_text_is_found(string migration) => TextsIn(migration).ShouldNotBeEmpty();

    [TestCase("create table functions (name text); -- create function: see its file")]
    [TestCase("drop function if exists f(int); drop view v; drop policy p on t; drop trigger t on a;")]
    [TestCase("update pages set html = replace(html, 'a', 'b');")]
    public void One_that_only_drops_them_or_changes_data_is_not(string migration) => TextsIn(migration).ShouldBeEmpty();

    [Test]
    public void Each_file_holds_one_object_of_its_name_or_what_its_table_has()
    {
        var files = Files($"{Folder}/Sql", "*.sql")
            .Select(file => new SqlFile(file.Path[$"{Folder}/Sql/".Length..], file.Text))
            .Where(file => file.Kind != "migrations")
            .ToArray();
        files.Count(file => file.Kind == SqlFile.Functions).ShouldBeGreaterThanOrEqualTo(76);
        files.Count(file => file.Kind == SqlFile.Views).ShouldBeGreaterThanOrEqualTo(14);
        files.Count(file => file.Kind == SqlFile.Triggers).ShouldBeGreaterThanOrEqualTo(35);
        files.Count(file => file.Kind == SqlFile.Policies).ShouldBeGreaterThanOrEqualTo(56);
        Modules.Length.ShouldBeGreaterThanOrEqualTo(7);
        files.SelectMany(FaultsIn).ShouldBeEmpty();
        // What is in the folder travels in the assembly, and nothing else does but what the modules declare.
        SqlFiles
            .All.Select(file => file.Path)
            .ShouldBe(files.Select(file => file.Path).Append(ErasureSteps.Path), ignoreOrder: true);
    }

    [TestCase("functions/Identity/f.sql", "create or replace function g() returns int language sql return 1;")]
    [TestCase("functions/Identity/f.sql", "create function f() returns int language sql return 1;")]
    [TestCase(
        "functions/Identity/f.sql",
        "create or replace function f() returns int language sql return 1;\ncreate index i on t (a);"
    )]
    [TestCase(
        "functions/Identity/f.sql",
        "create or replace function f() returns int language sql return 1;\n  create or replace function g() returns int language sql return 1;"
    )]
    [TestCase("functions/Nowhere/f.sql", "create or replace function f() returns int language sql return 1;")]
    [TestCase("functions/Identity/f.sql", "-- create or replace function f() returns int language sql return 1;")]
    [TestCase("views/Identity/v.sql", "create or replace function v() returns int language sql return 1;")]
    [TestCase("views/Identity/v.sql", "create or replace view v as select 1;\ncreate or replace view w as select 1;")]
    [TestCase(
        "triggers/Identity/users.sql",
        "create or replace trigger a before update on campaigns for each row execute function f();"
    )]
    [TestCase(
        "triggers/Identity/users.sql",
        "create trigger a before update on users for each row execute function f();"
    )]
    [TestCase("policies/Identity/users.sql", "create policy p on users using (true);")]
    [TestCase(
        "policies/Identity/users.sql",
        "drop policy if exists q on users;\ncreate policy p on users using (true);"
    )]
    public void A_file_that_does_not_is_found(string path, string text) =>
        FaultsIn(new SqlFile(path, text)).ShouldNotBeEmpty();

    [TestCase(
        "functions/common/f.sql",
        "-- create table\ncreate or replace function f() returns int language plpgsql as $$\nbegin\n    create temp table t (a int);\nend $$;\ncreate or replace function f(a int) returns int language sql return 1;\nrevoke all on function f() from public;"
    )]
    [TestCase(
        "triggers/Identity/users.sql",
        "create or replace trigger a before update of b,\n    c on users for each row execute function f();\ndrop trigger if exists d on users;\ncreate constraint trigger d after insert on users deferrable for each row execute function f();"
    )]
    [TestCase(
        "policies/Identity/users.sql",
        "drop policy if exists p on users;\ncreate policy p on users\n    using (true);"
    )]
    public void One_that_does_is_not(string path, string text) => FaultsIn(new SqlFile(path, text)).ShouldBeEmpty();

    [Test]
    public void A_view_comes_after_those_that_it_reads()
    {
        SqlFile a = new("views/Campaigns/a.sql", "create or replace view a as select * from b;");
        SqlFile b = new("views/Identity/b.sql", "create or replace view b as select 1;");
        SqlFile f = new(
            "functions/Identity/f.sql",
            "create or replace function f() returns int language sql return 1;"
        );
        SqlFile g = new("functions/common/g.sql", "create or replace function g() returns int language sql return 1;");
        SqlFiles.Ordered([a, b, f, g]).ShouldBe([g, f, b, a]);
        Should
            .Throw<InvalidOperationException>(() => SqlFiles.Ordered([a, b with { Text = "select * from a" }]))
            .Message.ShouldContain("views/Campaigns/a.sql");
    }

    /// <summary>Texts of objects that have files, and what would patch one.</summary>
    private static List<string> TextsIn(string migration) =>
        [.. ObjectTexts().Matches(Comments().Replace(migration, "")).Select(match => match.Value)];

    private static IEnumerable<string> FaultsIn(SqlFile file)
    {
        if (file.Module != "common" && !Modules.Contains(file.Module))
        {
            yield return $"{file.Path}: there is no module {file.Module}.";
        }
        var alone = file.Kind is SqlFile.Functions or SqlFile.Views;
        if (file.Objects.Count == 0)
        {
            yield return $"{file.Path}: it makes nothing.";
        }
        foreach (var made in file.Objects)
        {
            if (made.Kind != file.Kind || (alone ? made.Name : made.Table) != file.Name)
            {
                yield return $"{file.Path}: {made.Name} does not belong into it.";
            }
        }
        var statements = Bodies().Replace(Comments().Replace(file.Text, ""), "");
        if (Created().Count(statements) != file.Objects.Count)
        {
            yield return $"{file.Path}: it makes something else as well.";
        }
        foreach (
            var once in file.Objects.Where(made =>
                !Regex.IsMatch(
                    statements,
                    $@"create or replace \w+ {made.Name}\b",
                    RegexOptions.ExplicitCapture,
                    TimeSpan.FromSeconds(5)
                )
                && !statements.Contains(
                    $"drop {(made.Kind == SqlFile.Policies ? "policy" : "trigger")} if exists {made.Name} on {made.Table};",
                    StringComparison.Ordinal
                )
            )
        )
        {
            yield return $"{file.Path}: {once.Name} cannot be applied again.";
        }
    }

    private static IEnumerable<(string Path, string Text)> Files(string folder, string pattern) =>
        Directory
            .EnumerateFiles(Path.Combine(Repository.Root, folder), pattern, SearchOption.AllDirectories)
            .Select(file => (Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'), File.ReadAllText(file)));

    [GeneratedRegex(
        @"\bcreate\s+(or\s+replace\s+)?(constraint\s+|materialized\s+)?(function|procedure|view|trigger|policy)\b|\bpg_get_functiondef\b|\bpg_get_viewdef\b|\bprosrc\b|\bexecute\s+(format\s*\(\s*)?replace\s*\(",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        5000
    )]
    private static partial Regex ObjectTexts();

    [GeneratedRegex(@"--[^\n]*|///[^\n]*", RegexOptions.None, 5000)]
    private static partial Regex Comments();

    [GeneratedRegex(@"\$\$.*?\$\$", RegexOptions.Singleline, 5000)]
    private static partial Regex Bodies();

    [GeneratedRegex(@"\bcreate\b", RegexOptions.None, 5000)]
    private static partial Regex Created();
}
