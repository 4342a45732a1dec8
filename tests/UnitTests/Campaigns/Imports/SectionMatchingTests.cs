using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Contracts.Imports;
using AiWebBuilder.Application.Campaigns.Contracts.Imports.Updates;
using AiWebBuilder.Application.Campaigns.Imports;

namespace AiWebBuilder.UnitTests.Campaigns.Imports;

/// <summary>Sections of a page that was read again find those that they were. Each is written as its kind and what it says: <c>hero:a</c>.</summary>
public sealed class SectionMatchingTests
{
    [TestCase("hero:a faq:b story:c", "hero:a faq:b story:c", "0 1 2")]
    [TestCase(
        "hero:a faq:b story:c",
        "hero:a faq:x story:c",
        "0 1 2",
        TestName = "A changed one is the one of its kind"
    )]
    [TestCase("hero:a faq:b story:c", "hero:a story:c", "0 2", TestName = "One that is gone is nobody's")]
    [TestCase("hero:a story:c", "hero:a faq:b story:c", "0 - 1", TestName = "One of a kind that was not there is new")]
    [TestCase("story:a story:b", "story:x story:b", "0 1", TestName = "Equal ones hold the changed apart")]
    [TestCase(
        "story:a story:b",
        "story:n story:a story:b",
        "- 0 1",
        TestName = "Of the same kind, and before equal ones: new"
    )]
    [TestCase(
        "story:a story:b",
        "story:a story:n story:x",
        "0 1 -",
        TestName = "Changed ones are taken in their order"
    )]
    [TestCase("hero:a", "story:x faq:y", "- -", TestName = "Another kind is another section")]
    [TestCase("story:a story:a", "story:a story:a story:a", "0 1 -", TestName = "Equal ones are taken once")]
    [TestCase("", "hero:a", "-")]
    [TestCase("hero:a", "", "")]
    public void Each_is_matched_once(string before, string now, string expected)
    {
        var matches = Match(before, now);

        string.Join(' ', matches.Select(match => match is { } index ? $"{index}" : "-")).ShouldBe(expected);
    }

    [Test]
    public void Of_two_that_have_changed_places_one_is_new() =>
        Match("faq:a story:b", "story:b faq:a").Count(match => match is null).ShouldBe(1);

    private static IReadOnlyList<int?> Match(string before, string now) =>
        SectionMatching.Match(
            [.. Sections(before).Select(one => new KnownSection(null, 1, "index", one.Kind, one.Fingerprint))],
            Sections(now)
        );

    private static ImportedSection[] Sections(string text) =>
        [
            .. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(one => one.Split(':'))
                .Select(one => new ImportedSection("index", one[0], one[0], new JsonObject { ["text"] = one[1] })),
        ];
}
