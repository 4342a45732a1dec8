using System.Text.RegularExpressions;
using AiWebBuilder.Infrastructure.Modules;

namespace AiWebBuilder.ArchitectureTests;

/// <summary>Every table has one owner, and the SQL of another module neither reads nor writes it, in C# or in a function.</summary>
internal sealed partial class TableRules
{
    /// <summary>
    /// Statements that cross a border all the same. An exception that nothing needs any more fails. What says "reads ..." is to
    /// become a view that the owner publishes, and what says "writes ..." the owner's own function.
    /// </summary>
    private static readonly (string Module, string Tables, string Because)[] Exceptions =
    [
        ("AiUsage", "campaigns account_members", "reads: a budget is for a campaign or a member that exists"),
        (
            "AiUsage",
            "user_usage",
            "writes: credits are counted in the statement that reserves them, or a limit would be passed"
        ),
        ("AiUsage", "users", "reads: who an alert is mailed to"),
        ("AiUsage", "outbox_events", "writes: an alert is told in the transaction that raises it"),
        (
            "Analytics",
            "campaigns campaign_components",
            "writes: their counters of views, clicks and conversions are required columns"
        ),
        ("Analytics", "publications published_pages", "reads: what is published takes events and forms"),
        ("Identity", "app_settings", "reads: the limits of all tiers, in a batch that crosses accounts"),
        ("Operations", "publications", "reads: the start page lists what is published"),
        ("Operations", "account_invitations", "reads: a kept answer to an invitation holds the address"),
        // No modules: they put the product together.
        ("Demo", "users campaigns app_settings", "makes a demo account whose traffic lies in the past"),
        ("Persistence", "users", "reads: whether a rollback would lose somebody's rows"),
        (
            "Persistence",
            "idempotency_keys inbox_events outbox_events",
            "is how every module's commands and events are kept"
        ),
    ];

    [Test]
    public void A_module_touches_only_its_own_tables()
    {
        var owners = ModuleCatalogue
            .Scan()
            .Modules.SelectMany(module => module.Tables.Select(table => (Table: table.Name, Owner: NameOf(module))))
            .ToDictionary(one => one.Table, one => one.Owner, StringComparer.Ordinal);
        owners.Count.ShouldBeGreaterThanOrEqualTo(55);
        var uses = Sources().SelectMany(source => UsesIn(source.Module, source.Text, owners.Keys)).ToArray();
        uses.Length.ShouldBeGreaterThan(400);
        uses.Select(use => use.Module).Distinct().Count().ShouldBeGreaterThanOrEqualTo(8);

        var crossings = uses.Where(use => owners[use.Table] != use.Module).Distinct().ToArray();
        var excused = Exceptions
            .SelectMany(exception => exception.Tables.Split(' ').Select(table => (exception.Module, table)))
            .ToArray();
        crossings.Except(excused).ShouldBeEmpty();
        excused.Except(crossings).ShouldBeEmpty("needless exceptions");
        TestContext.Out.WriteLine($"{owners.Count} tables, {uses.Length} uses, {excused.Length} exceptions");
    }

    [TestCase("await using var command = new NpgsqlCommand(\"select 1 from users where id = $1\");")]
    [TestCase("delete from only users u using campaigns c where u.id = c.user_id")]
    [TestCase("insert into Users (id) values ($1)")]
    [TestCase("select 1 from campaigns c\n    join users u on u.id = c.user_id")]
    public void The_rule_finds(string statement) =>
        UsesIn("Campaigns", statement, ["users", "campaigns"]).ShouldContain(("Campaigns", "users"));

    private static string NameOf(Module module) => module.GetType().Name[..^nameof(Module).Length];

    private static IEnumerable<(string Module, string Table)> UsesIn(
        string module,
        string text,
        IEnumerable<string> tables
    )
    {
        var known = tables.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Tables()
            .Matches(text)
            .Select(match => match.Groups["table"].Value.ToLowerInvariant())
            .Where(known.Contains)
            .Select(table => (module, table));
    }

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
        @"\b(from|join|into|update|using)\s+(only\s+)?(?<table>\w+)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Tables();
}
