using System.Text.Json;
using AiWebBuilder.Infrastructure.AiUsage.Offline;
using AiWebBuilder.Infrastructure.Campaigns.Edits.Wording;

namespace AiWebBuilder.UnitTests.Campaigns.Edits;

internal sealed class EditWordsTests
{
    [Test]
    public void Every_language_that_has_labels_has_words_for_edits() =>
        EditWords.Languages.ShouldBe(Files("labels/").Order(StringComparer.Ordinal));

    [Test]
    public void Every_language_has_all_answers_with_the_same_places()
    {
        var english = Answers("en");
        foreach (var language in EditWords.Languages)
        {
            var answers = Answers(language);
            answers.Keys.ShouldBe(english.Keys, ignoreOrder: true, language);
            foreach (var (key, text) in answers)
            {
                for (var place = 0; place < 4; place++)
                {
                    text.Contains($"{{{place}}}").ShouldBe(english[key].Contains($"{{{place}}}"), $"{language} {key}");
                }
            }
        }
    }

    [TestCase("Mach die Überschrift kürzer", "en", "de")]
    [TestCase("change the phone number", "ja", "en")]
    [TestCase("прибери розділ команди", "en", "uk")]
    [TestCase("убери раздел команды", "en", "ru")]
    [TestCase("버튼을 바꿔 주세요", "en", "ko")]
    [TestCase("tambahkan pertanyaan", "id", "id")]
    public void The_language_is_that_of_the_instruction(string instruction, string pages, string language) =>
        EditWords.Of(instruction, pages).Language.ShouldBe(language);

    [TestCase("loesch die ueberschrift", "de", "remove,heading")]
    [TestCase("cambia el titulo", "es", "set,heading")]
    [TestCase("chnage the backgroud", "en", "set,background")]
    [TestCase("das ist schon so", "de", "")]
    public void Words_typed_in_haste_are_understood(string instruction, string language, string keys) =>
        new Clause(instruction, EditWords.Of(instruction, language))
            .Mentions.Select(mention => mention.Key)
            .Where(key => key is not "small")
            .Distinct()
            .ShouldBe(keys.Split(',', StringSplitOptions.RemoveEmptyEntries));

    [Test]
    public void A_very_long_instruction_takes_no_time()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        EditWords.Of(string.Concat(Enumerable.Repeat("change the heading and ", 250)), "en").Language.ShouldBe("en");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    private static IEnumerable<string> Files(string folder) =>
        typeof(Labels)
            .Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(folder, StringComparison.Ordinal))
            .Select(name => name[folder.Length..]);

    private static Dictionary<string, string> Answers(string language)
    {
        using var file = typeof(EditWords).Assembly.GetManifestResourceStream($"edit-words/{language}")!;
        return JsonSerializer
            .Deserialize<Dictionary<string, string>>(file)!
            .Where(pair => pair.Key.StartsWith("m.", StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key, pair => pair.Value);
    }
}
