using System.Text.Json;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Facts;
using AiWebBuilder.Domain.Campaigns.Looks;
using AiWebBuilder.Infrastructure.Campaigns.Drawing;

namespace AiWebBuilder.UnitTests.Campaigns;

internal sealed class TradesTests
{
    private static readonly Artwork Artwork = new();

    [TestCase("surf school", "en", "boats")]
    [TestCase("app for florists", "en", "florist")]
    [TestCase("Zahnarztpraxis", "de", "dental")]
    [TestCase("cabinet vétérinaire", "fr", "veterinary")]
    [TestCase("taller de bicicletas", "es", "bicycles")]
    [TestCase("studio fotografico", "it", "photography")]
    [TestCase("美容室", "ja", "barber")]
    [TestCase("مطعم", "ar", "restaurant")]
    [TestCase("קוסמטיקה", "he", "beauty")]
    [TestCase("ενοικίαση σκαφών", "el", "boats")]
    [TestCase("peluqueria canina", "es", "veterinary")]
    [TestCase("happy spanish lessons", "en", "languages")]
    public void A_trade_is_known_by_the_owners_word_for_it(string type, string language, string trade) =>
        Trades.Of(Brief("Nordwind", type, null, language)).Name.ShouldBe(trade);

    [TestCase("Church Street Bakery", "Sourdough bread and cakes, baked every night.", "bakery")]
    [TestCase("The Old Bank", "A cocktail bar by the river.", "bar")]
    [TestCase("Nordwind", "We repair bicycles while you wait, next to the church.", "bicycles")]
    public void Without_a_business_type_the_name_and_what_is_said_of_it_tell(
        string name,
        string description,
        string trade
    ) => Trades.Of(Brief(name, null, description, "en")).Name.ShouldBe(trade);

    [Test]
    public void Every_drawing_is_there_and_every_trade_has_one_of_its_own()
    {
        Trades.Motifs.ShouldBe(Artwork.Motifs);
        Trades.Motifs.Count.ShouldBe(Trades.Names.Count() + 1);
        Trades.Motifs.Count.ShouldBeGreaterThanOrEqualTo(36);
    }

    [TestCase("Domain/Campaigns/Briefs/TradeWords")]
    [TestCase("Domain/Campaigns/Looks/Words")]
    public void Every_language_of_the_labels_has_words_for_all_that_English_has_words_for(string folder)
    {
        var source = Path.Combine(Repository.Root, "src");
        var english = WordsOf("en");
        foreach (
            var language in Directory
                .GetFiles(Path.Combine(source, "Infrastructure/AiUsage/Offline/Labels"))
                .Select(Path.GetFileNameWithoutExtension)
        )
        {
            var words = WordsOf(language!);
            // Not every language makes one word of two.
            words
                .Keys.Where(key => !key.StartsWith("compound.", StringComparison.Ordinal))
                .Except(["not", "not.after"])
                .ShouldBe(english.Keys.Except(["not"]), ignoreOrder: true, language);
            words.Values.ShouldAllBe(list =>
                list.Length > 0 && list.All(word => word.Trim() == word && word.Length > 0)
            );
        }

        Dictionary<string, string[]> WordsOf(string language) =>
            JsonSerializer.Deserialize<Dictionary<string, string[]>>(
                File.ReadAllText(Path.Combine(source, folder, $"{language}.json"))
            )!;
    }

    [TestCaseSource(typeof(ThemeStyles), nameof(ThemeStyles.All))]
    public void No_two_businesses_get_the_same_picture(string style)
    {
        var pictures = (
            from trade in Trades.Names
            from name in new[] { "Nordwind", "Harbour & Sons" }
            let theme = Theme.For(Brief(name, trade, null, "en"), "en", FactLedger.Nothing) with
            {
                Style = style,
            }
            select Artwork.Scene(theme, 0, isWide: false)
        ).ToList();

        pictures.Distinct().Count().ShouldBe(pictures.Count);
    }

    [Test]
    public void The_same_campaign_gets_the_same_picture_again_and_each_place_on_it_another_one()
    {
        var theme = Theme.For(Brief("Nordwind", "bakery", null, "en"), "en", FactLedger.Nothing);

        Artwork.Scene(theme, 0, isWide: true).ShouldBe(Artwork.Scene(theme, 0, isWide: true));
        Enumerable.Range(0, 3).Select(view => Artwork.Scene(theme, view, isWide: true)).ShouldBeUnique();
    }

    [Test]
    public void A_picture_weighs_at_most_eight_kilobytes() =>
        (
            from style in ThemeStyles.All
            from trade in Trades.Names
            let theme = Theme.For(Brief("Nordwind", trade, null, "en"), "en", FactLedger.Nothing) with
            {
                Style = style,
            }
            from view in Enumerable.Range(0, 3)
            select Artwork.Scene(theme, view, isWide: true).Length
        )
            .Max()
            .ShouldBeLessThan(8_192);

    private static Brief Brief(string name, string? type, string? description, string language) =>
        new(name, "landing_page", description, null, type, [], null, language);
}
