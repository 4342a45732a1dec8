using System.Diagnostics;
using System.Text.Json.Nodes;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Facts;
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
            .Sample((guidelines, trade) => PromisesHold(ThemeOf(Brief(guidelines, trade), "en")), iter: 5_000);

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
        var theme = ThemeOf(
            Brief("Sage green #6B8F71, cream #FAF6EE, charcoal text #2B2B2B. Serif headings.", "yoga studio"),
            "en"
        );

        theme.Background.ShouldBe("#FAF6EE");
        theme.Text.ShouldBe("#2B2B2B");
        theme.Style.ShouldBe("editorial");
        theme.Motif.ShouldBe("lotus");
    }

    [Test]
    public void Bright_brand_colours_stay_bright()
    {
        ThemeOf(Brief("Navy #0B2545 and safety orange #FF6B00.", "plumbing"), "en").Highlight.ShouldBe("#FF6B00");
        ThemeOf(Brief("Black, white and yellow #FFD400.", "gym"), "en").Primary.ShouldBe("#FFD400");
    }

    [TestCase("Brown #6B3F1D and navy blue #1F3A5F on ivory.", "en")]
    [TestCase("Cokelat sogan #6B3F1D dan biru indigo #1F3A5F di atas putih gading.", "id")]
    public void A_code_behind_two_words_for_colours_is_that_one_colour(string guidelines, string language) =>
        ThemeOf(Brief(guidelines, "shop"), language).Highlight.ShouldBe("#1F3A5F");

    [Test]
    public void Lime_on_black_is_lime_on_black()
    {
        var theme = ThemeOf(Brief("Lime #A3E635 on black #0A0A0A.", "boxing gym"), "en");

        (theme.Background, theme.Primary, theme.Highlight).ShouldBe(("#0A0A0A", "#A3E635", "#A3E635"));
    }

    [Test]
    public void A_pale_colour_beside_ink_and_white_space_is_brought_to_bear_and_no_other_is_added()
    {
        var theme = ThemeOf(
            Brief("Quiet, warm, editorial. Blush #E8CFC4, ink #22211F, lots of white space.", "wedding photographer"),
            "en"
        );

        (theme.Background, theme.Surface, theme.Text).ShouldBe(("#FFFFFF", "#E8CFC4", "#22211F"));
        theme.Highlight.ShouldBe("#22211F");
    }

    [TestCase("Navy background and orange buttons", "en", "#14284B", "#F57C1F")]
    [TestCase("fond bleu marine, boutons orange", "fr", "#14284B", "#F57C1F")]
    [TestCase("Hintergrund cremeweiß, Buttons petrol", "de", "#FAF5E9", "#0F6B70")]
    public void Colours_by_name_play_the_part_that_is_said(
        string guidelines,
        string language,
        string background,
        string highlight
    )
    {
        var theme = ThemeOf(Brief(guidelines, "shop"), language);
        (theme.Background, theme.Highlight).ShouldBe((background, highlight));
    }

    [Test]
    public void A_colour_that_is_refused_is_not_used() =>
        ThemeOf(Brief("No pink, please: teal.", "nail salon"), "en").Primary.ShouldBe("#0F6B70");

    [TestCase("Varmt och lekfullt, havsblått och senapsgult.", "sv", "#1E5FC2", "#D29B1C")]
    [TestCase("Frisch: Meeresblau und Sonnengelb.", "de", "#1E5FC2", "#F9C80E")]
    [TestCase("Rustig, zeeblauw en mosterd.", "nl", "#1E5FC2", "#D29B1C")]
    public void A_colour_at_the_end_of_a_longer_word_is_one(
        string guidelines,
        string language,
        string primary,
        string highlight
    )
    {
        var theme = ThemeOf(Brief(guidelines, "shop"), language);
        (theme.Primary, theme.Highlight).ShouldBe((primary, highlight));
    }

    [Test]
    public void Bread_is_no_red() =>
        ThemeOf(Brief("Abendbrot und Roggenbrot, dazu Petrol.", "shop"), "de").Primary.ShouldBe("#0F6B70");

    [TestCase("Dark mode, teal", true)]
    [TestCase("Nothing dark, teal", false)]
    public void A_dark_page_is_made_where_it_is_wanted(string guidelines, bool isDark) =>
        (
            Colour.Parse(ThemeOf(Brief(guidelines, "computer repair"), "en").Background).RelativeLuminance < 0.18
        ).ShouldBe(isDark);

    [Test]
    public void Colours_that_the_description_names_count_where_there_are_no_guidelines()
    {
        var colour = new Fact(
            "colour-1",
            "colour",
            new JsonObject { ["hex"] = "#0F5257" },
            "#0F5257",
            FactSources.Brief,
            "description"
        );
        Theme
            .For(Brief(null, "law firm"), "en", FactLedger.Nothing with { Read = [colour] })
            .Primary.ShouldBe("#0F5257");
    }

    [Test]
    public void A_drawing_stands_out_from_its_ground_whatever_colours_the_brand_has() =>
        Gen.Select(Guidelines, Gen.OneOf("", "gym", "yoga studio", "bakery", "plumbing", "software"))
            .Sample(
                (guidelines, trade) =>
                {
                    var art = ThemeOf(Brief(guidelines, trade), "en").Art;
                    foreach (var ground in new[] { art.Ground, art.Tint, art.Paper })
                    {
                        Contrast(art.Main, ground).ShouldBeGreaterThanOrEqualTo(2.9);
                        Contrast(art.Second, ground).ShouldBeGreaterThanOrEqualTo(1.9);
                    }
                    Contrast(art.SecondOnMain, art.Main).ShouldBeGreaterThanOrEqualTo(1.9);
                    Contrast(art.Second, art.Main).ShouldBeGreaterThanOrEqualTo(1.2);
                },
                iter: 5_000
            );

    [TestCase("no pink ")]
    [TestCase("pink, not ")]
    [TestCase("lime #fff ")]
    [TestCase("pas de rose ")]
    public void The_longest_guidelines_are_read_in_a_moment(string words)
    {
        var guidelines = string.Concat(Enumerable.Repeat(words, 20_000 / words.Length));
        var started = Stopwatch.GetTimestamp();
        ThemeOf(Brief(guidelines, "nail salon"), "en");
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }

    [Test]
    public void A_malformed_code_is_ignored()
    {
        var without = ThemeOf(Brief("Plain.", "bakery"), "en");
        ThemeOf(Brief("Plain #GGGGGG #12.", "bakery"), "en").ShouldBe(without);
    }

    [TestCase("Sans-serif, generous white space", "software", "soft")]
    [TestCase("Serif headings, calm", "plumbing", "editorial")]
    [TestCase("Loud and bold", "yoga studio", "bold")]
    [TestCase("やさしい言葉づかい", "bakery", "soft")]
    [TestCase("Quiet, warm, editorial. Lots of white space.", "plumbing", "editorial")]
    [TestCase("Not loud, no bold type: playful.", "plumbing", "playful")]
    [TestCase("Nüchtern und technisch, präzise", "Bäckerei", "technical")]
    [TestCase("Clean, minimal", "childcare", "minimal")]
    [TestCase(null, "plumbing", "bold")]
    [TestCase(null, "happy spanish lessons", "playful")]
    [TestCase(null, "window sills", "editorial")]
    public void Guidelines_choose_the_style_else_the_trade(string? guidelines, string trade, string style) =>
        ThemeOf(Brief(guidelines, trade), "en").Style.ShouldBe(style);

    [TestCase("ar", "rtl")]
    [TestCase("he-IL", "rtl")]
    [TestCase("fa", "rtl")]
    [TestCase("ur", "rtl")]
    [TestCase("ja", "ltr")]
    [TestCase("en-GB", "ltr")]
    public void Direction_follows_the_language(string language, string direction) =>
        ThemeOf(Brief(null, "bakery"), language).Direction.ShouldBe(direction);

    private static Theme ThemeOf(Brief brief, string language) => Theme.For(brief, language, FactLedger.Nothing);

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
