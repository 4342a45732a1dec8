using AiWebBuilder.Application.Campaigns.Pages.Head;
using AiWebBuilder.Application.Common;

namespace AiWebBuilder.UnitTests.Campaigns.Publishing;

/// <summary>What stands in the tab, in search results and where a page is shared.</summary>
public sealed class HeadTextsTests
{
    [TestCase("boulangerie-nantes", "La brioche du dimanche, Nantes | Boulangerie Gwenn")]
    [TestCase("dentista-valencia", "Clínica dental en Valencia | Clínica Dental Ruzafa")]
    [TestCase("bookshop-hebrew", "חנות ספרים | ספרי הסמטה")]
    [TestCase("restaurant-menu", "New tasting menu in Bologna | Osteria Lina")]
    [TestCase("tischlerei-koeln", "Tischlerei in Köln | Tischlerei Brandt GmbH")]
    // "bakery" is no Japanese word: the page's own heading says what it is.
    [TestCase("bakery-tokyo", "東京・谷中の小さなパン屋の開店告知 | 朝焼きベーカリー")]
    public async Task A_title_says_what_where_and_who(string name, string title) =>
        (await Site.OfAsync(name)).Page("index").Title.ShouldBe(title);

    [TestCase("Checkout", "Woodworking from zero", "Checkout | Woodworking from zero")]
    [TestCase(
        "Everything about the care of instruments made of wood",
        "Kontor für Streichinstrumente",
        "Everything about the care… | Kontor für Streichinstrumente"
    )]
    [TestCase(
        "ごあいさつ",
        "東京都台東区谷中銀座商店街振興組合青年部広報委員会",
        "ごあいさつ | 東京都台東区谷中銀座商店街振興組合青年…"
    )]
    public void A_long_title_ends_at_a_word_and_keeps_the_name(string page, string name, string title)
    {
        HeadTexts.Title(page, name).ShouldBe(title);
        TextWidth.Of(title).ShouldBeLessThanOrEqualTo(60);
    }

    [Test]
    public void A_description_goes_on_with_the_owners_sentences_until_there_is_enough()
    {
        HeadTexts
            .Description(
                [
                    "We mend bikes by the canal.",
                    "We mend bikes by the canal",
                    "Most repairs are ready the next day, and you see the price before we begin",
                    "On Saturdays we show you how it is done.",
                    "Not wanted any more.",
                ],
                "en"
            )
            .ShouldBe(
                "We mend bikes by the canal. Most repairs are ready the next day, and you see the price before we begin. On Saturdays we show you how it is done."
            );
        TextWidth
            .Of(HeadTexts.Description([string.Concat(Enumerable.Repeat("パンを焼く", 40))], "ja")!)
            .ShouldBeInRange(150, 155);
        HeadTexts.Description(["", " "], "en").ShouldBeNull();
    }

    [TestCase("de", "AT", "de_AT")]
    [TestCase("de-CH", "DE", "de_CH")]
    [TestCase("ja", null, "ja_JP")]
    [TestCase("fr", "CH", "fr_CH")]
    public void A_locale_has_a_country(string language, string? country, string locale) =>
        HeadTexts.LocaleOf(language, country).ShouldBe(locale);
}
