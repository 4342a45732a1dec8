using AiWebBuilder.Quality.Imports;

namespace AiWebBuilder.UnitTests.Integrations;

/// <summary>Pages in the manner of other builders, each with the truth that was counted by hand: what an import owes its owner.</summary>
internal sealed class ImportedPagesTests
{
    private static IEnumerable<string> Pages =>
        Directory
            .EnumerateFiles(ImportsReport.Folder, "*.json")
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Pages))]
    public void Every_text_is_carried_or_named_once_and_nothing_is_followed(string page)
    {
        var (count, mapped, read) = ImportsReport.Of(Path.Combine(ImportsReport.Folder, $"{page}.json"));

        count.Of("texts missing").ShouldBe(0, string.Join('\n', count.Misses));
        count.Of("twins").ShouldBe(count.All("twins"), string.Join('\n', count.Misses));
        count.Of("followed").ShouldBe(0, string.Join('\n', count.Misses));
        count.Of("totals").ShouldBe(count.All("totals"));
        mapped.Fates.Count.ShouldBe(read.Elements.Count() + read.Sections.Count);
        read.Elements.Select(one => one.Id).ShouldBeUnique();
    }

    [Test]
    public void There_are_pages() => Pages.Count().ShouldBeGreaterThanOrEqualTo(12);
}
