using AiWebBuilder.Domain.Campaigns.Briefs;

namespace AiWebBuilder.UnitTests.Offline;

internal sealed class BriefFactsTests
{
    [TestCase("saas-invoicing", "9 EUR|24 EUR")]
    [TestCase("charity-appeal", "28 GBP")]
    [TestCase("restaurant-menu", "68 EUR")]
    [TestCase("estate-agent", "245,000 GBP")]
    [TestCase("course-creator", "149 USD")]
    [TestCase("plumber-emergency", "")]
    [TestCase("minimal", "")]
    public void Money_is_read_as_written(string brief, string amounts) =>
        string.Join('|', Facts(brief).Money.Select(money => money.Amount)).ShouldBe(amounts);

    [Test]
    public void A_price_keeps_its_label_and_its_period()
    {
        var solo = Facts("saas-invoicing").Money[0];
        solo.Label.ShouldBe("Solo");
        solo.Text.ShouldBe("9 EUR a month");
        Facts("estate-agent").Money[0].Text.ShouldBe("from 245,000 GBP");
        Facts("charity-appeal").Money[0].Suffix.ShouldBe("pays for one bed for one night");
        Facts("course-creator").Money[0].Label.ShouldBeNull();
    }

    [Test]
    public void A_phone_number_gets_its_link() =>
        Facts("plumber-emergency").Phones.ShouldBe([new PhoneFact("+44 20 7946 0321", "tel:+442079460321")]);

    [TestCase("restaurant-menu", "Seven courses|2–6 guests")]
    [TestCase("estate-agent", "Twelve lofts")]
    [TestCase("saas-invoicing", "")]
    [TestCase("charity-appeal", "")]
    public void Counts_are_read_but_not_the_number_of_deliverables(string brief, string counts) =>
        string.Join('|', Facts(brief).Counts.Select(count => count.Text)).ShouldBe(counts);

    [Test]
    public void Days_and_dates_are_read_one_by_one()
    {
        Facts("estate-agent").Dates!.Days.ShouldBe(["6 March", "7 March"]);
        Facts("restaurant-menu").Weekdays!.Days.ShouldBe(["Thursday", "Friday", "Saturday", "Sunday"]);
    }

    [TestCase("Ouvert du mardi au dimanche, 7:00–13:30.", "du mardi au dimanche", 6)]
    [TestCase("Atendemos de lunes a viernes.", "de lunes a viernes", 5)]
    [TestCase("ביום שישי יש שעת סיפור.", "יום שישי", 1)]
    [TestCase("פתוח ביום חמישי וביום שישי.", "יום חמישי, יום שישי", 2)]
    [TestCase("نفتح أيام الخميس والجمعة.", "الخميس, الجمعة", 2)]
    public void A_week_keeps_the_words_that_it_is_written_with(string text, string written, int days)
    {
        var week = BriefFacts.From(Described(text)).Weekdays!;
        week.Text.ShouldBe(written);
        week.Days.Count.ShouldBe(days);
    }

    [Test]
    public void A_single_hour_is_no_opening_time()
    {
        BriefFacts.From(Described("Story hour on Friday at 10:30.")).OpeningHours.ShouldBeEmpty();
        BriefFacts.From(Described("Open 7:00–13:30.")).OpeningHours.ShouldBe(["7:00–13:30"]);
    }

    [Test]
    public void A_short_question_leads_the_page_together_with_its_answer()
    {
        var facts = BriefFacts.From(Described("Rohrbruch? Wir kommen. Auch nachts."));
        facts.LeadingSentences.ShouldBe(["Rohrbruch?", "Wir kommen."]);
        facts.MoreSentences.ShouldBe(["Auch nachts."]);
    }

    [Test]
    public void What_the_owner_asks_is_read()
    {
        Facts("charity-appeal")
            .Statements.ShouldBe(["41 beds", "112 nights open last winter", "28 GBP pays for one bed for one night"]);
        Facts("course-creator").FirstPersonSingular.ShouldBeTrue();
        Facts("course-creator").Conditions.ShouldBe(["30-day refund"]);
        Facts("plumber-emergency").ShortSentences.ShouldBeTrue();
        Facts("restaurant-menu").MustMention.ShouldBe(["Allergens"]);
        Facts("restaurant-menu").Quotes.ShouldBe(["slow, generous, unpretentious"]);
        Facts("estate-agent").Prohibitions.ShouldBe(["No exclamation marks"]);
        Facts("yoga-studio").Prohibitions.ShouldBe(["Never promise health cures"]);
        Facts("yoga-studio").FirstIsFree.ShouldBeTrue();
        Facts("saas-invoicing").Trial.ShouldBe("14-day");
        Facts("bakery-tokyo").IsOpening.ShouldBeTrue();
    }

    [TestCase("bakery-tokyo", "東京・谷中")]
    [TestCase("clinic-arabic", "عمّان")]
    [TestCase("yoga-studio", null)]
    public void A_place_is_the_business_place_only_when_the_description_says_so(string brief, string? place) =>
        Facts(brief).Place.ShouldBe(place);

    [TestCase("Osteria Lina — new tasting menu", "Osteria Lina")]
    [TestCase("Spring at Riverside Yoga", "Riverside Yoga")]
    [TestCase("Ledgerly launch", "Ledgerly")]
    [TestCase("朝焼きベーカリーの開店", "朝焼きベーカリー")]
    [TestCase("A page", "A page")]
    public void The_brand_is_what_the_business_signs_with(string name, string brand) =>
        BriefFacts.From(new Brief(name, "landing_page", null, null, null, [], null, null)).Brand.ShouldBe(brand);

    [TestCase("Preis ab 1.200 EUR pro Monat", "1.200 EUR")]
    [TestCase("Cours à 25,50 € la séance", "25,50 €")]
    [TestCase("Lofts à partir de 245 000 €, parking 18\u202F000\u202F€", "245 000 €|18\u202F000\u202F€")]
    [TestCase("Clase suelta 12 € y bono 90 €", "12 €|90 €")]
    [TestCase("料金は3,500円です", "3,500円")]
    [TestCase("الكشف 20 دينار", "20 دينار")]
    [TestCase("טיפול 350 ₪", "350 ₪")]
    [TestCase("Colour #24A566 and 50% off 3 rooms", "")]
    public void Money_is_read_in_every_language(string text, string amounts) =>
        string.Join('|', BriefFacts.From(Described(text)).Money.Select(money => money.Amount)).ShouldBe(amounts);

    [TestCase("Wir reparieren Räder für die ganze Stadt und mit viel Ruhe.", "de")]
    [TestCase("Nous réparons des vélos pour la ville avec une équipe.", "fr")]
    [TestCase("Reparamos bicicletas para toda la ciudad con calma y cuidado.", "es")]
    [TestCase("自転車を修理する小さな店です。", "ja")]
    [TestCase("نصلح الدراجات في المدينة", "ar")]
    [TestCase("אנחנו מתקנים אופניים", "he")]
    [TestCase("We repair bicycles for the whole city.", "en")]
    [TestCase("", "en")]
    public void The_language_is_detected_when_none_is_asked_for(string text, string language) =>
        BriefLanguage.Of(Described(text)).ShouldBe(language);

    [TestCase("de-AT", "de-AT")]
    [TestCase("IT", "it")]
    [TestCase("<b>", "en")]
    public void A_language_asked_for_is_kept_when_it_is_one(string asked, string language) =>
        BriefLanguage.Of(Described("We repair the bicycles") with { Language = asked }).ShouldBe(language);

    private static BriefFacts Facts(string brief) => BriefFacts.From(SampleBriefs.Load(brief));

    private static Brief Described(string text) => new("Rad", "landing_page", text, null, null, [], null, null);
}
