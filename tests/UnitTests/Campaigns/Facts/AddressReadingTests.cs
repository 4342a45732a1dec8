using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Infrastructure.Campaigns.Facts;

namespace AiWebBuilder.UnitTests.Campaigns.Facts;

internal sealed class AddressReadingTests
{
    [TestCase(
        "da-DK",
        "Klinikken ligger Nørregade 7A, st., 7400 Herning.",
        """{"street":"Nørregade 7A","unit":"st.","postcode":"7400","locality":"Herning"}"""
    )]
    [TestCase(
        "nb-NO",
        "Vi holder til i Fjellgata 3B, inng. fra bakgården, 7014 Trondheim.",
        """{"street":"Fjellgata 3B","unit":"inng. fra bakgården","postcode":"7014","locality":"Trondheim"}"""
    )]
    [TestCase(
        "uk-UA",
        "Студія: Львів, вул. Зелена, 115 (вхід з двору).",
        """{"locality":"Львів","street":"вул. Зелена, 115","unit":"вхід з двору","role":"Студія"}"""
    )]
    [TestCase(
        "cs-CZ",
        "Salon: Palackého třída 2203/84a, Brno – Královo Pole, zadní vchod.",
        """{"street":"Palackého třída 2203/84a","locality":"Brno – Královo Pole","unit":"zadní vchod","role":"Salon"}"""
    )]
    [TestCase(
        "hr-HR",
        "Obala kneza Branimira 2 (vez 14), 23210 Biograd.",
        """{"street":"Obala kneza Branimira 2","unit":"vez 14","postcode":"23210","locality":"Biograd"}"""
    )]
    [TestCase(
        "hu-HU",
        "Szalon: 1114 Bp., Bartók Béla út 52. II. em. 4",
        """{"postcode":"1114","locality":"Bp.","street":"Bartók Béla út 52.","unit":"II. em. 4","role":"Szalon"}"""
    )]
    public void Units_entrances_and_towns_stand_where_each_country_puts_them(
        string language,
        string text,
        string address
    )
    {
        var reading = new FactReader().Read(new Brief("", "landing_page", text, null, null, [], null, language));

        reading
            .Facts.Where(fact => fact.Kind == "address")
            .ShouldHaveSingleItem()
            .Value.ToJsonString(
                new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
            )
            .ShouldBe(address);
    }
}
