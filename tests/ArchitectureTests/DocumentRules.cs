using System.Text.RegularExpressions;

namespace AiWebBuilder.ArchitectureTests;

/// <summary>What the documents point at is there.</summary>
internal sealed partial class DocumentRules
{
    [Test]
    public void Every_relative_link_leads_to_a_file()
    {
        var documents = Documents();
        documents.Count.ShouldBeGreaterThanOrEqualTo(52);
        documents.Sum(document => LinksIn(document.Text).Count).ShouldBeGreaterThanOrEqualTo(155);
        documents.SelectMany(document => DeadLinks(document.Folder, document.Text)).ShouldBeEmpty();

        DeadLinks(Repository.Root, "[a](README.md#top) [b](https://example.com/x) [c](docs/none.md) ![d](none.png)")
            .ShouldBe(["docs/none.md", "none.png"]);
    }

    [Test]
    public void Every_dev_command_that_a_document_shows_exists()
    {
        var script = File.ReadAllText(Path.Combine(Repository.Root, "dev"));
        var shown = Documents()
            .SelectMany(document => CommandsIn(document.Text))
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        shown.Length.ShouldBeGreaterThanOrEqualTo(9);
        shown.Where(command => !IsCommand(script, command)).ShouldBeEmpty();
        IsCommand(script, "fly").ShouldBeFalse();
    }

    private static List<(string Folder, string Text)> Documents() =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
                .Concat(Directory.EnumerateFiles(Repository.Root, "*.md"))
                .Select(file => (Path.GetDirectoryName(file)!, File.ReadAllText(file))),
        ];

    private static List<string> LinksIn(string text) =>
        [
            .. Links()
                .Matches(text)
                .Select(match => match.Groups["target"].Value.Split('#')[0])
                .Where(target => target.Length > 0 && !target.Contains(':', StringComparison.Ordinal)),
        ];

    private static IEnumerable<string> DeadLinks(string folder, string text) =>
        LinksIn(text).Where(target => !Path.Exists(Path.Combine(folder, target)));

    private static IEnumerable<string> CommandsIn(string text) =>
        Commands().Matches(text).Select(match => match.Groups["command"].Value);

    private static bool IsCommand(string script, string command) =>
        script.Contains($"\n  {command}) ", StringComparison.Ordinal);

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Links();

    [GeneratedRegex(@"\./dev (?<command>[a-z]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Commands();
}
