using System.Reflection;
using System.Text.RegularExpressions;
using AiWebBuilder.ArchitectureTests.Reading;
using AiWebBuilder.Infrastructure.Persistence;
using AiWebBuilder.Infrastructure.Persistence.Schema;

namespace AiWebBuilder.ArchitectureTests;

/// <summary>The unit of work saves what aggregates have become. Who writes in another way says so, and why: docs/decisions/0019.</summary>
internal sealed partial class WriteRules
{
    [Test]
    public void Who_writes_past_the_unit_of_work_says_why()
    {
        var functions = WritingFunctions(SqlFiles.All);
        functions.Count.ShouldBeGreaterThanOrEqualTo(46);
        var writers = House
            .Sources()
            .SelectMany(file => WritersIn(file.Value, functions))
            .Where(writer => writer != typeof(UnitOfWork).FullName)
            .ToHashSet(StringComparer.Ordinal);
        writers.Count.ShouldBeGreaterThanOrEqualTo(44);
        var marked = House
            .Layers.SelectMany(House.TypesIn)
            .Where(type => type.IsDefined(typeof(WritesPastUnitOfWorkAttribute), inherit: false))
            .ToArray();

        writers
            .Except(marked.Select(type => type.FullName!))
            .ShouldBeEmpty("[WritesPastUnitOfWork(\"why\")] is missing");
        marked.Select(type => type.FullName!).Except(writers).ShouldBeEmpty("needless marks");
        marked.Where(HasNoReason).ShouldBeEmpty();
        HasNoReason(typeof(Violations.WritesWithoutReason)).ShouldBeTrue();
        // What belongs to a module is written by the layer that knows the database.
        writers.ShouldAllBe(writer =>
            writer.StartsWith("AiWebBuilder.Infrastructure.", StringComparison.Ordinal)
            || writer.StartsWith("AiWebBuilder.Api.Demo.", StringComparison.Ordinal)
        );
    }

    [TestCase("await db.Database.ExecuteSqlAsync($\"insert into things (id) values ({id})\");")]
    [TestCase("batch.BatchCommands.Add(new(\"update only things t set name = $1\"));")]
    [TestCase("await using var command = new NpgsqlCommand(\"\"\"\n    update things\n    set name = $1\n    \"\"\");")]
    [TestCase("await db.Database.SqlQuery<int>($\"delete from {table} where id = 1 returning 1\").ToListAsync();")]
    [TestCase("new NpgsqlCommand(\"with gone as (delete from things returning id) select id from gone\");")]
    [TestCase("new NpgsqlCommand(\"merge into things using others on true when matched then delete\");")]
    [TestCase("new NpgsqlCommand(\"truncate things\");")]
    [TestCase("new NpgsqlCommand(\"select * from store_things($1, $2)\");")]
    [TestCase("new NpgsqlCommand(\"select store_things_at_once ($1)\");")]
    [TestCase("await db.Things.Where(thing => thing.Old).ExecuteDeleteAsync();")]
    [TestCase("db.Things.ExecuteUpdate(set => set.SetProperty(thing => thing.Old, true));")]
    [TestCase("await db.Database.ExecuteSqlRawAsync(statement);")]
    [TestCase("await db.SaveChangesAsync();")]
    [TestCase("await using var rows = connection.BeginBinaryImportAsync(\"copy things from stdin (format binary)\");")]
    public void The_rule_finds(string statement) =>
        WritersIn(
                $"namespace A.B;\n\ninternal sealed record Before(int Id);\n\ninternal sealed class Things\n{{\n    {statement}\n}}\n",
                WritingFunctions(Functions)
            )
            .Distinct()
            .ShouldBe(["A.B.Things"]);

    [TestCase("new NpgsqlCommand(\"select id from things for update\"); // insert into things")]
    [TestCase("await db.Database.ExecuteSqlAsync($\"select set_config('app.scope', 'system', true)\");")]
    [TestCase("new NpgsqlCommand(\"select * from find_things($1)\");")]
    public void The_rule_lets_through(string statement) =>
        WritersIn($"namespace A.B;\n\nclass Things\n{{\n    {statement}\n}}\n", WritingFunctions(Functions))
            .ShouldBeEmpty();

    /// <summary>One writes, one has another write, and one reads.</summary>
    private static readonly SqlFile[] Functions =
    [
        new(
            "functions/Library/store_things.sql",
            "create or replace function store_things() returns void language sql as $$ insert into things values (1); $$;"
        ),
        new(
            "functions/Library/store_things_at_once.sql",
            "create or replace function store_things_at_once() returns void language sql as $$ select store_things(); $$;"
        ),
        new(
            "functions/Library/find_things.sql",
            "-- delete from\ncreate or replace function find_things() returns int language sql as $$ select 1 from things; $$;"
        ),
    ];

    private static bool HasNoReason(Type type) =>
        type.GetCustomAttribute<WritesPastUnitOfWorkAttribute>()!.Because.Length < 20;

    /// <summary>Functions of the schema that write, or have another one write.</summary>
    private static HashSet<string> WritingFunctions(IEnumerable<SqlFile> files)
    {
        var bodies = files
            .Where(file => file.Kind == SqlFile.Functions)
            .ToDictionary(
                file => file.Name,
                file => SqlComments().Replace(file.Text, "").Split("$$", 2)[^1],
                StringComparer.Ordinal
            );
        var writing = bodies.Where(body => Writing().IsMatch(body.Value)).Select(body => body.Key).ToHashSet();
        for (var before = 0; before != writing.Count; )
        {
            before = writing.Count;
            writing.UnionWith(
                bodies.Where(body => Names().Matches(body.Value).Any(IsCall)).Select(body => body.Key).ToArray()
            );
        }
        return writing;

        bool IsCall(Match name) => writing.Contains(name.Groups["name"].Value);
    }

    /// <summary>Full names of the classes in which the source writes: each file has a namespace, and classes begin their lines.</summary>
    private static IEnumerable<string> WritersIn(string source, HashSet<string> functions)
    {
        var code = SourceText.WithoutComments(source);
        var classes = Classes().Matches(code);
        var home = Namespaces().Match(code).Groups["name"].Value;
        return Writing()
            .Matches(code)
            .Concat(Saving().Matches(code))
            .Concat(Names().Matches(code).Where(call => functions.Contains(call.Groups["name"].Value)))
            .Select(write => classes.LastOrDefault(one => one.Index < write.Index))
            .OfType<Match>()
            .Select(one => $"{home}.{one.Groups["name"].Value}");
    }

    /// <summary>Statements, whatever carries them out. A table's name may be put in.</summary>
    [GeneratedRegex(
        """
            \binsert\s+into\s+[\w{"] | \bupdate\s+(only\s+)?[\w{}"]+\s+((as\s+)?\w+\s+)?set\b | \bdelete\s+from\s+[\w{"]
            | \bmerge\s+into\s+\w | \btruncate\s+\w | \bcopy\s+\w+\s*(\(|from\b) | \b(create|drop)\s+table\b | \balter\s+(table|role)\b
            """,
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace,
        5000
    )]
    private static partial Regex Writing();

    /// <summary>What writes without saying a statement, or says one that nobody can read here.</summary>
    [GeneratedRegex(
        @"\.(SaveChanges|ExecuteUpdate|ExecuteDelete|ExecuteSqlRaw|Begin(Binary|Text)Import|BeginRawBinaryCopy)(Async)?\s*\(",
        RegexOptions.ExplicitCapture,
        5000
    )]
    private static partial Regex Saving();

    [GeneratedRegex(@"\b(?<name>[a-z][a-z0-9_]*)\s*\(", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Names();

    [GeneratedRegex(
        @"^((public|internal|file|static|sealed|abstract|partial|readonly)\s+)*(class|record|struct|interface)\s+((class|struct)\s+)?(?<name>\w+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        5000
    )]
    private static partial Regex Classes();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Namespaces();

    [GeneratedRegex(@"--[^\n]*", RegexOptions.None, 5000)]
    private static partial Regex SqlComments();
}
