using System.Text.Json;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Infrastructure.AiUsage.Offline;

namespace AiWebBuilder.UnitTests.Offline;

/// <summary>The words around the owner's, in every language that has some.</summary>
internal sealed class LabelsTests
{
    // Longest label of a button, in columns.
    private const int MaxButton = 28;

    private static readonly Dictionary<string, Dictionary<string, string>> Packs = typeof(Labels)
        .Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith("labels/", StringComparison.Ordinal))
        .ToDictionary(
            name => name["labels/".Length..],
            name =>
                JsonSerializer.Deserialize<Dictionary<string, string>>(
                    typeof(Labels).Assembly.GetManifestResourceStream(name)!
                )!,
            StringComparer.Ordinal
        );

    [Test]
    public void There_are_labels_in_thirty_four_languages_and_the_same_ones_in_each()
    {
        Packs.Count.ShouldBe(34);
        foreach (var (language, labels) in Packs)
        {
            labels.Keys.ShouldBe(Packs["en"].Keys, language);
            labels.Values.ShouldAllBe(words => words.Trim().Length > 0, language);
        }
    }

    [Test]
    public void A_label_has_room_for_a_name_where_English_has_and_nowhere_else()
    {
        foreach (var (language, labels) in Packs)
        {
            labels
                .Where(label => label.Value.Contains("{0}", StringComparison.Ordinal))
                .Select(label => label.Key)
                .ShouldBe(
                    Packs["en"]
                        .Where(label => label.Value.Contains("{0}", StringComparison.Ordinal))
                        .Select(label => label.Key),
                    language
                );
        }
    }

    [Test]
    public void What_stands_on_a_button_fits_on_one()
    {
        foreach (var (language, labels) in Packs)
        {
            labels
                .Where(label => label.Key.EndsWith(".button", StringComparison.Ordinal))
                .ShouldAllBe(label => TextWidth.Of(label.Value) <= MaxButton, language);
        }
    }

    [TestCase("de-AT", "de")]
    [TestCase("iw", "he")]
    [TestCase("nn", "nb")]
    [TestCase("tlh", "en")]
    public void A_tag_is_served_by_its_language_and_an_unknown_one_by_English(string tag, string language) =>
        Labels.For(tag).Language.ShouldBe(language);
}
