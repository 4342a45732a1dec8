using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Infrastructure.AiUsage.Offline;
using Microsoft.ML.Tokenizers;

namespace AiWebBuilder.UnitTests.Offline;

/// <summary>
/// The longest briefs cost time in proportion to their length. What is counted is the work, not the time: how long a text the
/// tokenizer gets at once (its time grows with the square of that), and how often a brief is read.
/// </summary>
internal sealed class LongBriefTests
{
    private static IEnumerable<TestCaseData> LongTexts()
    {
        yield return Named("letters", new string('a', 20_000));
        yield return Named("marks", new string('!', 20_000));
        yield return Named("blanks", "a" + new string(' ', 20_000) + "b");
        yield return Named("lines", new string('\n', 20_000));
        yield return Named("emoji", string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦", 2_000)));
        yield return Named("Japanese", string.Concat(Enumerable.Repeat("朝焼きのパンを毎日焼いています。", 1_250)));
        yield return Named("sentences", string.Concat(Enumerable.Repeat("We mend bicycles, (all of them). ", 600)));

        static TestCaseData Named(string what, string text) => new TestCaseData(text).SetArgDisplayNames(what);
    }

    [TestCaseSource(nameof(LongTexts))]
    public void The_tokenizer_never_gets_a_text_longer_than_a_piece(string text)
    {
        var pieces = TokenCount.Pieces(text).Select(piece => text[piece]).ToList();
        pieces.Max(piece => piece.Length).ShouldBeLessThanOrEqualTo(TokenCount.MaxPiece);
        string.Concat(pieces).ShouldBe(text);
        pieces.ShouldAllBe(piece => !char.IsLowSurrogate(piece[0]));
    }

    [TestCaseSource(typeof(SampleBriefs), nameof(SampleBriefs.Names))]
    public void Texts_of_words_have_as_many_tokens_in_pieces_as_at_once(string name)
    {
        var vocabulary = TiktokenTokenizer.CreateForEncoding("o200k_base");
        var brief = SampleBriefs.Load(name);
        var text = string.Join(" ", Enumerable.Repeat($"{brief.Description} {brief.BrandGuidelines}", 20));
        TokenCount.Of(text).ShouldBe(vocabulary.CountTokens(text));
        TokenCount.Cut(text, 300).Count.ShouldBeLessThanOrEqualTo(300);
        text.ShouldStartWith(TokenCount.Cut(text, 300).Text);
    }

    /// <summary>A pattern that reads them in more ways than one runs into its time limit.</summary>
    [TestCase("mardi")]
    [TestCase("lundi mardi ")]
    [TestCase("Mon ")]
    [TestCase("Mon-Fri 9-17, ")]
    [TestCase("Mo 9–18 Uhr und ")]
    [TestCase("9-9 ")]
    [TestCase("Mon         ")]
    [TestCase(" ")]
    [TestCase("\n")]
    [TestCase("0 ")]
    [TestCase("(0")]
    [TestCase("tel 1 ")]
    [TestCase("tela")]
    [TestCase("£1 per ")]
    [TestCase("£60 incl. ")]
    [TestCase("£1 then ")]
    [TestCase("free for ")]
    [TestCase("1 of 2 and ")]
    [TestCase("I am, we are ")]
    [TestCase("a@b.")]
    [TestCase("https://a")]
    [TestCase("في ")]
    [TestCase("月曜日から")]
    [TestCase("14. ")]
    [TestCase("a,b;")]
    [TestCase("#abc ")]
    [TestCase(
        "Mon                                                                                                    ."
    )]
    public void What_a_stranger_repeats_is_read_to_its_end(string text)
    {
        var repeated = string.Concat(Enumerable.Repeat(text, 20_000 / text.Length));
        var brief = new Brief(
            text,
            "complete_campaign",
            repeated + "x",
            null,
            null,
            ["Call", repeated[..500]],
            $"£5. {repeated}",
            null
        );
        Should.NotThrow(() =>
            SampleBriefs.Prompts(brief).SelectMany(prompt => SampleBriefs.Texts(prompt)).Count().ShouldBePositive()
        );
    }
}
