using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Infrastructure.Campaigns.Blocks;

namespace AiWebBuilder.UnitTests.Campaigns.Blocks;

/// <summary>Facts as each language writes them.</summary>
internal sealed class FactPrintingTests
{
    private static readonly BlockCatalogue Blocks = new();

    [TestCase("en-GB", """{"amount":"45","currency":"GBP"}""", "£45")]
    [TestCase(
        "en-GB",
        """{"amount":"45.5","currency":"GBP","qualifier":"from","unit":"hour"}""",
        "from £45.50 per hour"
    )]
    [TestCase("en-US", """{"amount":"1250","currency":"USD"}""", "$1,250")]
    [TestCase("de-DE", """{"amount":"1250.5","currency":"EUR"}""", "1.250,50 €")]
    [TestCase("de-CH", """{"amount":"95","currency":"CHF","qualifier":"about"}""", "ca. CHF 95")]
    [TestCase("fr-FR", """{"amount":"1250","currency":"EUR","qualifier":"until"}""", "jusqu’à 1 250 €")]
    [TestCase("es-ES", """{"amount":"40","currency":"EUR","qualifier":"range","amountTo":"160"}""", "40 € – 160 €")]
    [TestCase("it-IT", """{"amount":"0","currency":"EUR","qualifier":"free"}""", "gratis")]
    [TestCase("ja", """{"amount":"480","currency":"JPY"}""", "480円")]
    [TestCase("fa", """{"amount":"1800000","currency":"IRR"}""", "۱٬۸۰۰٬۰۰۰ ریال")]
    [TestCase("pl-PL", """{"amount":"900","currency":"PLN","tax":"excl"}""", "900 zł netto")]
    [TestCase(
        "en-AU",
        """{"amount":"390","currency":"AUD","unit":"month","tax":"excl"}""",
        "$390 per month, excl. tax"
    )]
    [TestCase("de-DE", """{"amount":"45","currency":"EUR","tax":"incl"}""", "45 €")]
    public void A_price(string language, string value, string expected) =>
        Printed(language, "price", value).ShouldBe(expected);

    [TestCase("fr-FR", """{"date":"2027-03-13","to":"2027-03-14"}""", "samedi 13 mars 2027 – dimanche 14 mars 2027")]
    [TestCase("en-GB", """{"date":"--04-01","to":"--09-30"}""", "1 April – 30 September")]
    public void A_date_and_the_last_day_of_it(string language, string value, string expected) =>
        Printed(language, "date", value).ShouldBe(expected);

    [TestCase("en-GB", "Monday|closed;Tuesday – Friday|08:00 – 18:00;Saturday|08:00 – 13:00;Sunday|closed")]
    [TestCase("en-US", "Sunday, Monday|closed;Tuesday – Friday|8:00 AM – 6:00 PM;Saturday|8:00 AM – 1:00 PM")]
    [TestCase("de-DE", "Montag|geschlossen;Dienstag – Freitag|08:00 – 18:00;Samstag|08:00 – 13:00;Sonntag|geschlossen")]
    public void A_week_begins_on_the_languages_own_day(string language, string expected)
    {
        const string value =
            """{"regular":[{"days":["tu","we","th","fr"],"open":"08:00","close":"18:00"},{"days":["sa"],"open":"08:00","close":"13:00"},{"days":["su","mo"],"closed":true}]}""";
        string.Join(';', Rows(language, value).Select(Spaces)).ShouldBe(expected);
    }

    [TestCase("""{"regular":[{"days":["mo"],"open":"18:00","close":"02:00"}]}""", "Montag|18:00 – 02:00")]
    [TestCase("""{"regular":[{"days":["mo"],"open":"00:00","close":"24:00"}]}""", "Montag|24 Stunden")]
    [TestCase(
        """{"regular":[{"days":["mo"],"open":"09:00","close":"12:00"},{"days":["mo"],"open":"14:00","close":"18:00"}]}""",
        "Montag|09:00 – 12:00, 14:00 – 18:00"
    )]
    [TestCase(
        """{"regular":[{"days":["mo"],"byAppointment":true},{"days":["ph"],"closed":true}]}""",
        "Montag|nach Vereinbarung;Feiertage|geschlossen"
    )]
    [TestCase("""{"regular":[{"days":["mo"],"open":"09:00","close":null}]}""", "Montag|ab 09:00")]
    public void Odd_hours(string value, string expected) =>
        string.Join(';', Rows("de-DE", value).Select(Spaces)).ShouldBe(expected);

    [TestCase(
        "en-GB",
        """{"street":"14 Mill Lane","locality":"Hebden Bridge","postcode":"HX7 8AD"}""",
        "14 Mill Lane, Hebden Bridge HX7 8AD"
    )]
    [TestCase(
        "en-US",
        """{"street":"9 Main St","unit":"Suite 4","locality":"Austin","region":"TX","postcode":"78701"}""",
        "9 Main St, Suite 4, Austin, TX 78701"
    )]
    [TestCase("de-AT", """{"street":"Gasse 3","locality":"Graz","postcode":"8010"}""", "Gasse 3, 8010 Graz")]
    [TestCase(
        "ja",
        """{"street":"谷中3-1-2","locality":"台東区","region":"東京都","postcode":"110-0001"}""",
        "〒110-0001 東京都台東区谷中3-1-2"
    )]
    public void An_address(string language, string value, string expected) =>
        Text(
                Render(
                    "footer",
                    language,
                    """{"v":1,"name":"A","facts":["f"]}""",
                    new("f", "address", JsonNode.Parse(value)!.AsObject())
                ),
                "query=",
                "</a>"
            )
            .Split('>')[1]
            .ShouldBe(expected);

    [Test]
    public void A_phone_number_is_shown_as_written_and_dialled_as_the_fact_says()
    {
        var html = Header("""{"written":"(020) 7946-0018","e164":"+442079460018"}""");

        html.ShouldContain("""href="tel:+442079460018" """.Trim());
        html.ShouldContain("(020) 7946-0018");
    }

    [Test]
    public void A_number_that_cannot_be_completed_is_not_dialled() =>
        Header("""{"written":"7946 0018","e164":null}""").ShouldNotContain("tel:");

    private static string Printed(string language, string kind, string value)
    {
        var html = Render(
            "price-list",
            language,
            """{"v":1,"heading":"A","groups":[{"items":[{"title":"B","price":"f"}]}]}""",
            new("f", kind, JsonNode.Parse(value)!.AsObject())
        );
        return Spaces(Text(html, """<dd class="price">""", "</dd>"));
    }

    private static IEnumerable<string> Rows(string language, string value) =>
        Render(
                "hours",
                language,
                """{"v":1,"heading":"A","hours":["f"]}""",
                new("f", "hours", JsonNode.Parse(value)!.AsObject())
            )
            .Split("<tr>")
            .Skip(2)
            .Select(row => $"{Text(row, "<th scope=\"row\">", "</th>")}|{Text(row, "<td>", "</td>")}");

    private static string Header(string phone) =>
        Render(
            "header",
            "en-GB",
            """{"v":1,"name":"A","phone":"f"}""",
            new("f", "phone", JsonNode.Parse(phone)!.AsObject())
        );

    [Test]
    public void A_price_that_stands_by_itself_says_what_for() =>
        Render(
                "hero",
                "en-GB",
                """{"heading":"Hello","facts":["price-1"]}""",
                new BlockFact(
                    "price-1",
                    "price",
                    new()
                    {
                        ["what"] = "full service",
                        ["amount"] = "45",
                        ["currency"] = "GBP",
                    }
                )
            )
            .ShouldContain("Full service: £45");

    private static string Render(string kind, string language, string props, BlockFact fact) =>
        Blocks
            .Render(
                Blocks.Find(kind)!,
                JsonNode.Parse(props)!.AsObject(),
                new BlockPage(
                    BlockPages.Theme("soft", language),
                    "here",
                    new Dictionary<string, BlockFact>(StringComparer.Ordinal) { [fact.Id] = fact }
                )
            )
            .Html;

    private static string Text(string html, string from, string to)
    {
        var start = html.IndexOf(from, StringComparison.Ordinal) + from.Length;
        return Regex.Replace(
            html[start..html.IndexOf(to, start, StringComparison.Ordinal)],
            "<[^>]+>",
            "",
            RegexOptions.None,
            TimeSpan.FromSeconds(1)
        );
    }

    // Languages differ in which of the narrow and unbroken spaces they write.
    private static string Spaces(string text) =>
        text.Replace('\u00A0', ' ').Replace('\u202F', ' ').Replace("\u200F", "", StringComparison.Ordinal);
}
