using System.Text.RegularExpressions;
using AiWebBuilder.Infrastructure.Modules;
using AiWebBuilder.Infrastructure.Persistence.Schema;

namespace AiWebBuilder.ArchitectureTests;

/// <summary>
/// Every table, view and SQL function has one owner. The SQL of another module, in C# or in a file, neither reads nor writes a table, and uses of
/// the others what their owner publishes: what begins with <c>-- Published:</c> and says what it is for.
/// </summary>
internal sealed partial class TableRules
{
    private const string Mark = "-- Published: ";

    /// <summary>Statements that cross a border all the same. An exception that nothing needs any more fails.</summary>
    private static readonly (string Module, string Tables, string Because)[] Exceptions =
    [
        // No modules: they put the product together.
        ("Demo", "users campaigns app_settings", "makes a demo account whose traffic lies in the past, as the owner"),
        (
            "Persistence",
            "users",
            "a rollback asks, as the owner, whether it would lose somebody's rows; views are dropped before tables are"
        ),
        (
            "Persistence",
            "idempotency_keys inbox_events outbox_events",
            "is how every module's commands and events are kept; Operations only watches over them"
        ),
    ];

    [Test]
    public void A_module_touches_its_own_tables_and_what_others_publish()
    {
        var owned = Owned();
        owned.Values.Count(one => !one.IsFile).ShouldBeGreaterThanOrEqualTo(59);
        owned.Values.Count(one => one.IsFile).ShouldBeGreaterThanOrEqualTo(82);
        var sources = Sources().ToArray();
        Modules().Except(sources.Select(source => source.Module)).ShouldBeEmpty("a module is not looked at");
        var uses = sources.SelectMany(source => UsesIn(source.Module, source.Text, owned)).ToArray();
        uses.Length.ShouldBeGreaterThan(760);
        uses.Select(use => use.Module).Distinct().Count().ShouldBeGreaterThanOrEqualTo(9);

        var crossings = CrossingsIn(uses, owned);
        var excused = Exceptions
            .SelectMany(exception => exception.Tables.Split(' ').Select(table => (exception.Module, table)))
            .ToArray();
        crossings.Except(excused).ShouldBeEmpty("a module asks another by what it publishes: docs/decisions/0007");
        excused.Except(crossings).ShouldBeEmpty("needless exceptions");
        TestContext.Out.WriteLine(
            $"{owned.Values.Count(one => !one.IsFile)} tables, {owned.Values.Count(one => one.IsFile)} views and functions,"
                + $" {uses.Length} uses, {excused.Length} exceptions"
        );
    }

    [Test]
    public void What_is_published_is_used_by_another_module_and_says_what_it_is_for()
    {
        var owned = Owned();
        var published = owned.Where(one => one.Value.IsPublished).Select(one => one.Key).ToArray();
        published.Length.ShouldBeGreaterThanOrEqualTo(24);
        var used = Sources()
            .SelectMany(source => UsesIn(source.Module, source.Text, owned))
            .Where(use => owned[use.Name].Owner != use.Module)
            .Select(use => use.Name);
        published.Except(used, StringComparer.Ordinal).ShouldBeEmpty("published for nobody");

        // As its owner a view would show everybody everything: row-level security holds for whoever reads.
        var views = SqlFiles.All.Where(file => file.Kind == SqlFile.Views && owned[file.Name].IsPublished).ToArray();
        views.Length.ShouldBeGreaterThanOrEqualTo(13);
        views.Where(ReadsAsItsOwner).ShouldBeEmpty();
        ReadsAsItsOwner(new SqlFile("views/Identity/v.sql", $"{Mark}all.\ncreate or replace view v as select 1;"))
            .ShouldBeTrue();
    }

    [TestCase("await using var command = new NpgsqlCommand(\"select 1 from users where id = $1\");", "users")]
    [TestCase("delete from only users u using campaigns c where u.id = c.user_id", "users")]
    [TestCase("insert into Users (id) values ($1)", "users")]
    [TestCase("select 1 from campaigns c\n    join users u on u.id = c.user_id", "users")]
    [TestCase("select name from sign_ins", "sign_ins")]
    [TestCase("select count_sign_in($1)", "count_sign_in")]
    [TestCase("perform count_sign_in (person);", "count_sign_in")]
    [TestCase(
        "create trigger t after insert on campaigns for each row execute function count_sign_in();",
        "count_sign_in"
    )]
    public void The_rule_finds(string statement, string name) =>
        CrossingsIn(UsesIn("Campaigns", statement, Examples), Examples).ShouldBe([("Campaigns", name)]);

    [TestCase("select name from person_names")]
    [TestCase("select public_day($1), app_tenant() from campaigns")]
    [TestCase("-- The day is kept in users, as a note says; join us. Count sign-ins (all).")]
    public void The_rule_lets_through(string statement) =>
        CrossingsIn(UsesIn("Campaigns", statement, Examples), Examples).ShouldBeEmpty();

    private static readonly Dictionary<string, One> Examples = new(StringComparer.Ordinal)
    {
        ["users"] = new("Identity", IsFile: false, IsPublished: false),
        ["campaigns"] = new("Campaigns", IsFile: false, IsPublished: false),
        ["sign_ins"] = new("Identity", IsFile: true, IsPublished: false),
        ["person_names"] = new("Identity", IsFile: true, IsPublished: true),
        ["count_sign_in"] = new("Identity", IsFile: true, IsPublished: false),
        ["public_day"] = new("Identity", IsFile: true, IsPublished: true),
    };

    private sealed record One(string Owner, bool IsFile, bool IsPublished);

    private static string[] Modules() =>
        [.. ModuleCatalogue.Scan().Modules.Select(module => module.GetType().Name[..^nameof(Module).Length])];

    /// <summary>Tables by what the modules declare, views and functions by their folders; those of <c>common</c> are everybody's.</summary>
    private static Dictionary<string, One> Owned() =>
        ModuleCatalogue
            .Scan()
            .Modules.Zip(Modules())
            .SelectMany(module =>
                module.First.Tables.Select(table =>
                    (table.Name, One: new One(module.Second, IsFile: false, IsPublished: false))
                )
            )
            .Concat(
                SqlFiles
                    .All.Where(file => file.Kind is SqlFile.Views or SqlFile.Functions && file.Module != "common")
                    .Select(file =>
                        (
                            file.Name,
                            new One(
                                file.Module,
                                IsFile: true,
                                IsPublished: file.Text.StartsWith(Mark, StringComparison.Ordinal)
                            )
                        )
                    )
            )
            .ToDictionary(one => one.Name, one => one.Item2, StringComparer.Ordinal);

    private static bool ReadsAsItsOwner(SqlFile view) =>
        !view.Text.Contains($"view {view.Name} with (security_invoker = true) as", StringComparison.Ordinal);

    private static (string Module, string Name)[] CrossingsIn(
        IEnumerable<(string Module, string Name)> uses,
        Dictionary<string, One> owned
    ) => [.. uses.Where(use => owned[use.Name].Owner != use.Module && !owned[use.Name].IsPublished).Distinct()];

    private static IEnumerable<(string Module, string Name)> UsesIn(
        string module,
        string text,
        Dictionary<string, One> owned
    ) =>
        Relations()
            .Matches(text)
            .Select(match => match.Groups["name"].Value.ToLowerInvariant())
            .Concat(Calls().Matches(text).Select(match => match.Groups["name"].Value))
            .Where(owned.ContainsKey)
            .Select(name => (module, name));

    /// <summary>All that can hold SQL but migrations, which make the tables of all modules.</summary>
    private static IEnumerable<(string Module, string Text)> Sources()
    {
        var root = Path.Combine(Repository.Root, "src");
        foreach (var file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            var parts = Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar);
            if (
                Path.GetExtension(file) is ".cs" or ".sql"
                && parts.Length > 2
                && !parts.Any(part => part is "bin" or "obj" or "Migrations" or "migrations")
            )
            {
                // Persistence/Sql/functions/<Module>/<name>.sql, or <Layer>/<Module>/...
                yield return (
                    parts is [_, "Persistence", "Sql", _, var owner, ..] ? owner : parts[1],
                    File.ReadAllText(file)
                );
            }
        }
    }

    [GeneratedRegex(
        @"\b(from|join|into|update|using)\s+(only\s+)?(?<name>\w+)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Relations();

    /// <summary>Names of functions of the schema are in small letters, and methods are not.</summary>
    [GeneratedRegex(@"\b(?<name>[a-z]+(_[a-z0-9]+)+|audit)\s*\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Calls();
}
