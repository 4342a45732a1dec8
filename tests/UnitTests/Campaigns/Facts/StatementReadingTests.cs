using AiWebBuilder.Application.Campaigns.Facts;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Infrastructure.Campaigns.Facts;

namespace AiWebBuilder.UnitTests.Campaigns.Facts;

/// <summary>What is left of a sentence once its telephone numbers, times and prices are read; events, and days beside all days.</summary>
internal sealed class StatementReadingTests
{
    [TestCase("en-GB", "Call or WhatsApp 07700 900345.")]
    [TestCase("nl-NL", "Vragen: info@warmewinkel.example.")]
    [TestCase("cs-CZ", "Přihlášky na kurzy@podlipou.example nebo 606 123 456.")]
    [TestCase("ja-JP", "会場：札幌市豊平区平岸3条5丁目 平岸体育館。")]
    public void What_leads_to_a_number_or_an_address_is_no_claim(string language, string text) =>
        Quotes(language, text, "claim").ShouldBeEmpty();

    [Test]
    public void What_is_listed_ends_before_where_it_is_offered() =>
        Quotes("de-DE", "Steildach, Flachdach, Dachfenster und Spenglerarbeiten im Raum Rosenheim.", "service")
            .ShouldBe(["Steildach", "Flachdach", "Dachfenster und Spenglerarbeiten"]);

    [Test]
    public void What_the_prices_behind_a_colon_are_for_is_a_service() =>
        Quotes("en-US", "Piano lessons: $40 for half an hour.", "service").ShouldContain("Piano lessons");

    [Test]
    public void Words_behind_a_number_that_go_on_with_the_sentence_name_nobody()
    {
        var phone = Facts("es-MX", "Cotiza por WhatsApp 33 1234 5678 mandando fotos.", "phone").ShouldHaveSingleItem();

        phone.Value["role"].ShouldBeNull();
        ((string?)phone.Value["channel"]).ShouldBe("whatsapp");
    }

    [TestCase("en-GB", "Open 7am to 10pm every day including bank holidays.")]
    [TestCase("de-DE", "Täglich, auch an Feiertagen, 7–22 Uhr.")]
    [TestCase("fr-FR", "Tous les jours, y compris les jours fériés, de 7h à 22h.")]
    public void Holidays_beside_all_days_are_open_too(string language, string text)
    {
        var hours = Facts(language, text, "hours").ShouldHaveSingleItem();

        hours.Value["regular"]!.ToJsonString().ShouldContain("\"ph\"");
    }

    [Test]
    public void Holidays_named_after_a_feast_are_one_exception() =>
        Facts("fr-FR", "Pas de cours pendant les vacances de Noël.", "hours").ShouldHaveSingleItem().Value[
            "exceptions"
        ]!
            .AsArray()
            .Count.ShouldBe(1);

    [Test]
    public void What_leads_to_a_day_is_no_part_of_what_is_on() =>
        Quotes("en-GB", "The workshop is on Saturday 16 January 2027, 10am to 4pm.", "claim")
            .ShouldNotContain(claim => claim.EndsWith(" on", StringComparison.Ordinal));

    [Test]
    public void What_begins_on_one_day_of_one_year_is_an_event_also_where_its_doors_open()
    {
        Facts("en-GB", "Concert in the church on 19 December 2026 at 7.30pm, doors 7pm.", "hours").ShouldBeEmpty();
        Facts("en-GB", "Concert in the church on 19 December 2026 at 7.30pm, doors 7pm.", "date").ShouldNotBeEmpty();
    }

    private static List<string> Quotes(string language, string text, string kind) =>
        [.. Facts(language, text, kind).Select(fact => fact.Quote)];

    private static List<ReadFact> Facts(string language, string text, string kind) =>
        [
            .. new FactReader()
                .Read(new Brief("", "landing_page", text, null, null, [], null, language))
                .Facts.Where(fact => fact.Kind == kind),
        ];
}
