using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Looks;
using CsCheck;

namespace AiWebBuilder.UnitTests.Campaigns;

public sealed class ThemeTests
{
    private static readonly Gen<string> Hex = Gen.Select(
        Gen.Byte,
        Gen.Byte,
        Gen.Byte,
        (r, g, b) => new Colour(r, g, b).ToString()
    );

    private static readonly Gen<string> Guidelines = Gen.Select(
            Gen.OneOf("", "background ", "text ", "accent ", "cream ", "navy ", "black, white and "),
            Hex
        )
        .Select((words, hex) => words + hex)
        .Array[0, 4]
        .Select(parts => string.Join(", ", parts) + ". White paper.");

    [Test]
    public void Every_promised_pair_reads_whatever_colours_the_brand_has() =>
        Gen.Select(Guidelines, Gen.OneOf("", "gym", "yoga studio", "bakery", "plumbing", "software"))
            .Sample((guidelines, trade) => PromisesHold(Theme.For(Brief(guidelines, trade), "en")), iter: 5_000);

    [Test]
    public void A_correction_keeps_the_hue_and_reaches_the_contrast() =>
        Gen.Select(Hex, Hex)
            .Sample(
                (one, other) =>
                    Colour.Parse(one).LegibleOn(4.5, Colour.Parse(other)).ContrastWith(Colour.Parse(other)) >= 4.5,
                iter: 5_000
            );

    [TestCase("#FFF", "#FFFFFF")]
    [TestCase("#6b8f71", "#6B8F71")]
    [TestCase("#GGGGGG", null)]
    [TestCase("#12345", null)]
    [TestCase("# 12 34", null)]
    [TestCase("6B8F71", null)]
    [TestCase(null, null)]
    public void Colours_are_read_in_two_forms(string? text, string? expected) =>
        (Colour.TryParse(text, out var colour) ? colour.ToString() : null).ShouldBe(expected);

    [Test]
    public void Contrast_is_that_of_WCAG()
    {
        Colour.Black.ContrastWith(Colour.White).ShouldBe(21, 0.001);
        Colour.Parse("#767676").ContrastWith(Colour.White).ShouldBe(4.54, 0.01);
    }

    [Test]
    public void Words_before_a_code_say_what_it_is_for()
    {
        var theme = Theme.For(
            Brief("Sage green #6B8F71, cream #FAF6EE, charcoal text #2B2B2B. Serif headings.", "yoga studio"),
            "en"
        );

        theme.Background.ShouldBe("#FAF6EE");
        theme.Text.ShouldBe("#2B2B2B");
        theme.Style.ShouldBe("editorial");
        theme.Motif.ShouldBe("hills");
    }

    [Test]
    public void Bright_brand_colours_stay_bright()
    {
        Theme.For(Brief("Navy #0B2545 and safety orange #FF6B00.", "plumbing"), "en").Highlight.ShouldBe("#FF6B00");
        Theme.For(Brief("Black, white and yellow #FFD400.", "gym"), "en").Primary.ShouldBe("#FFD400");
    }

    [Test]
    public void A_malformed_code_is_ignored()
    {
        var without = Theme.For(Brief("Plain.", "bakery"), "en");
        Theme.For(Brief("Plain #GGGGGG #12.", "bakery"), "en").ShouldBe(without);
    }

    [TestCase("Sans-serif, generous white space", "software", "soft")]
    [TestCase("Serif headings, calm", "plumbing", "editorial")]
    [TestCase("Loud and bold", "yoga studio", "bold")]
    [TestCase("やさしい言葉づかい", "bakery", "soft")]
    [TestCase(null, "plumbing", "bold")]
    [TestCase(null, "happy spanish lessons", "editorial")]
    public void Guidelines_choose_the_style_else_the_trade(string? guidelines, string trade, string style) =>
        Theme.For(Brief(guidelines, trade), "en").Style.ShouldBe(style);

    [TestCase("ar", "rtl")]
    [TestCase("he-IL", "rtl")]
    [TestCase("fa", "rtl")]
    [TestCase("ur", "rtl")]
    [TestCase("ja", "ltr")]
    [TestCase("en-GB", "ltr")]
    public void Direction_follows_the_language(string language, string direction) =>
        Theme.For(Brief(null, "bakery"), language).Direction.ShouldBe(direction);

    private static Brief Brief(string? guidelines, string? trade) =>
        new("A page", "landing_page", null, null, trade, [], guidelines, null);

    private static void PromisesHold(Theme theme)
    {
        foreach (var text in new[] { theme.Text, theme.MutedText, theme.Accent })
        {
            Contrast(text, theme.Background).ShouldBeGreaterThanOrEqualTo(4.5);
            Contrast(text, theme.Surface).ShouldBeGreaterThanOrEqualTo(4.5);
        }

        Contrast(theme.OnPrimary, theme.Primary).ShouldBeGreaterThanOrEqualTo(4.5);
        Contrast(theme.OnHighlight, theme.Highlight).ShouldBeGreaterThanOrEqualTo(4.5);
    }

    private static double Contrast(string one, string other) => Colour.Parse(one).ContrastWith(Colour.Parse(other));
}
