using System.Text.RegularExpressions;
using AiWebBuilder.ArchitectureTests.Reading;

namespace AiWebBuilder.ArchitectureTests;

/// <summary>What is looked for stands where its name leads.</summary>
internal sealed partial class FileRules
{
    /// <summary>The vocabulary of requests is one page, and the only one that knows MediatR.</summary>
    private const string Vocabulary = "src/Application/Common/Messaging.cs";

    [Test]
    public void A_type_that_other_folders_use_stands_in_a_file_of_its_name()
    {
        var sources = House.Sources();
        var hidden = Hidden(sources, out var seen);

        seen.ShouldBeGreaterThan(1400);
        hidden.ShouldBeEmpty();
    }

    [Test]
    public void The_rule_finds()
    {
        var sources = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["src/A/Thing.cs"] =
                "public sealed class Thing;\n\ninternal static class Helper { }\n\npublic enum Kind { One }",
            ["src/A/Other.cs"] = "class Other { Helper helper; }",
            ["src/B/First.cs"] = "class First { Helper helper; Kind kind; }",
            ["src/B/Second.cs"] = "class Second { Helper helper; /* a Kind of comment */ }",
            ["src/C/GetThing.cs"] =
                "public sealed record ThingView(int Id);\n\ninternal sealed class GetThingHandler { }",
            ["src/D/One.cs"] = "class One { ThingView view; }",
            ["src/D/Two.cs"] = "class Two { ThingView view; }",
        };

        Hidden(sources, out _).ShouldBe(["src/A/Thing.cs: Helper"]);
    }

    [Test]
    public void A_folder_holds_a_dozen_files_at_most()
    {
        string[] files = [.. House.Sources().Keys, .. TestFiles()];

        Crowded(files, out var seen).ShouldBeEmpty();
        seen.ShouldBeGreaterThan(220);
    }

    [Test]
    public void A_folder_that_holds_more_is_found()
    {
        string[] files =
        [
            .. Enumerable.Range(1, 13).Select(number => $"src/A/File{number}.cs"),
            .. Enumerable.Range(1, 12).Select(number => $"src/A/B/File{number}.cs"),
        ];

        Crowded(files, out _).ShouldBe(["src/A: 13"]);
    }

    [Test]
    public void A_file_is_read_in_one_sitting()
    {
        var sources = House.Sources();

        Long(sources).ShouldBeEmpty("divide it by what it does");
        Long(
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["src/A/Long.cs"] = new string('\n', 401),
                    ["src/A/Short.cs"] = new string('\n', 400),
                    ["src/A/Migrations/Model.cs"] = new string('\n', 401),
                }
            )
            .ShouldBe(["src/A/Long.cs"]);
    }

    /// <summary>Those of more than 400 lines; what EF Core writes is read by nobody.</summary>
    private static IEnumerable<string> Long(IReadOnlyDictionary<string, string> sources) =>
        sources
            .Where(file => !file.Key.Contains("/Migrations/") && file.Value.Count(letter => letter == '\n') > 400)
            .Select(file => file.Key);

    private static IEnumerable<string> TestFiles() =>
        Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(file => !file.Contains("/obj/") && !file.Contains("/bin/"));

    /// <summary>Folders that a newcomer would have to search, each with the number of its files.</summary>
    private static string[] Crowded(IEnumerable<string> files, out int seen)
    {
        var folders = files.CountBy(FolderOf, StringComparer.Ordinal).ToArray();
        seen = folders.Length;
        return
        [
            .. folders
                .Where(folder => folder.Value > 12)
                .Select(folder => $"{folder.Key}: {folder.Value}")
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Types that two files of other folders name. What a use case answers stands beside it, as its view.</summary>
    private static string[] Hidden(IReadOnlyDictionary<string, string> sources, out int seen)
    {
        var words = sources.ToDictionary(
            file => file.Key,
            file =>
                Words()
                    .Matches(SourceText.WithoutComments(file.Value))
                    .Select(match => match.Value)
                    .ToHashSet(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
        var declared = sources
            .SelectMany(file =>
                Types().Matches(file.Value).Select(match => (File: file.Key, Name: match.Groups["name"].Value))
            )
            .ToArray();
        seen = declared.Length;
        var once = declared
            .GroupBy(type => type.Name, StringComparer.Ordinal)
            .Where(same => same.Count() == 1)
            .Select(same => same.Single());
        return
        [
            .. once.Where(type =>
                    type.File != Vocabulary
                    && type.Name != Path.GetFileName(type.File).Split('.')[0]
                    && !(type.Name.EndsWith("View", StringComparison.Ordinal) && IsUseCase(sources[type.File]))
                    && words.Count(file => FolderOf(file.Key) != FolderOf(type.File) && file.Value.Contains(type.Name))
                        >= 2
                )
                .Select(type => $"{type.File}: {type.Name}")
                .Order(StringComparer.Ordinal),
        ];
    }

    private static bool IsUseCase(string source) => source.Contains("Handler", StringComparison.Ordinal);

    private static string FolderOf(string file) => file[..file.LastIndexOf('/')];

    [GeneratedRegex(
        @"^(public |internal )?((static|sealed|abstract|readonly|partial|ref) )*(class|record struct|record|struct|interface|enum) (?<name>\w+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Types();

    [GeneratedRegex(@"\w+", RegexOptions.None, 1000)]
    private static partial Regex Words();
}
