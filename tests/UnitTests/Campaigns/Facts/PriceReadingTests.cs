using System.Text.Json.Nodes;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Infrastructure.Campaigns.Facts;

namespace AiWebBuilder.UnitTests.Campaigns.Facts;

/// <summary>What a price is for, how much it is, and what is none.</summary>
internal sealed class PriceReadingTests
{
    [TestCase("en-GB", "Massage 30 min £35, 60 min £55.", "Massage 30 min: 35; Massage 60 min: 55")]
    [TestCase(
        "fr-FR",
        "Cours individuel de 30 min : 24 €, 45 min : 34 €.",
        "Cours individuel de 30 min: 24; Cours individuel de 45 min: 34"
    )]
    [TestCase("en-GB", "Honey 340 g £6, 1 kg £14.", "Honey 340 g: 6; Honey 1 kg: 14")]
    [TestCase("en-GB", "Storage 2 m² £149, 5 m² £289.", "Storage 2 m²: 149; Storage 5 m²: 289")]
    public void One_thing_in_several_sizes_has_its_name_with_each(string language, string text, string prices) =>
        NamedPrices(language, text).ShouldBe(prices);

    [TestCase("en-GB", "Curry £8.50 (meat) or £7.50 (veg).", "Curry, meat: 8.50; Curry, veg: 7.50")]
    [TestCase(
        "en-GB",
        "Hall hire £480 Sunday to Thursday and £620 on Friday and Saturday.",
        "Hall hire, Sunday to Thursday: 480; Hall hire, on Friday and Saturday: 620"
    )]
    public void One_thing_at_several_prices_says_which_of_them_each_is(string language, string text, string prices) =>
        NamedPrices(language, text).ShouldBe(prices);

    [TestCase("ar-OM", "دهن عود 3 مل بـ 18 ريالًا عُمانيًا، بخور 100 غرام بـ 4.500 ر.ع", "18; 4.500")]
    [TestCase("en-KW", "Haircut KD 4.500, colour KD 1,250.750.", "4.500; 1250.750")]
    [TestCase("fr-TN", "Menu 25,500 TND, plateau 120 TND.", "25.500; 120")]
    [TestCase("de-DE", "Küche ab 4.500 €.", "4500")]
    public void A_currency_of_a_thousand_parts_has_three_places_where_others_have_thousands(
        string language,
        string text,
        string amounts
    ) => string.Join("; ", Prices(language, text).Select(price => (string?)price["amount"])).ShouldBe(amounts);

    [Test]
    public void A_size_is_part_of_the_name_and_not_how_many_are_bought() =>
        NamedPrices("ar-OM", "دهن عود 3 مل بـ 18 ريالًا").ShouldBe("دهن عود 3 مل: 18");

    [Test]
    public void The_number_of_a_shop_behind_a_list_of_prices_is_no_price() =>
        Prices("ar-OM", "مجموعة الهدايا 25 ر.ع. سوق مطرح، المحل 112.").Count.ShouldBe(1);

    [Test]
    public void A_suite_in_a_list_of_prices_is_one() =>
        NamedPrices("fr-MA", "Chambre double 900 DH, suite 1200.").ShouldBe("Chambre double: 900; suite: 1200");

    [Test]
    public void An_hour_on_top_is_named_by_its_measure()
    {
        var prices = Prices("es-MX", "Camión con dos cargadores: $2,800 por 4 horas, hora extra $450.");

        ((string?)prices[1]["what"]).ShouldBe("hora extra");
        ((string?)prices[1]["qualifier"]).ShouldBe("plus");
    }

    [TestCase("en-GB", "Groups of six at most. Monthly fee £48.", "Monthly fee: 48")]
    [TestCase("en-GB", "Deposit £100.", "Deposit: 100")]
    [TestCase("en-GB", "An eye test is free with a frame, otherwise £35.", "An eye test: 35")]
    public void A_name_is_taken_from_before_only_where_it_is_one(string language, string text, string prices) =>
        NamedPrices(language, text).ShouldBe(prices);

    [Test]
    public void Whose_dollars_they_are_stands_behind_the_amount() =>
        ((string?)Prices("en-US", "Early price $79 CAD.").ShouldHaveSingleItem()["currency"]).ShouldBe("CAD");

    private static string NamedPrices(string language, string text) =>
        string.Join(
            "; ",
            Prices(language, text)
                .Select(price =>
                    (string?)price["what"] is { } what ? $"{what}: {price["amount"]}" : $"{price["amount"]}"
                )
        );

    private static List<JsonNode> Prices(string language, string text) =>
        [
            .. new FactReader()
                .Read(new Brief("", "landing_page", text, null, null, [], null, language))
                .Facts.Where(fact => fact.Kind == "price")
                .Select(fact => fact.Value),
        ];
}
