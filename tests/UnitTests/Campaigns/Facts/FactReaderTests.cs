using System.Text;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Facts;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Infrastructure.Campaigns.Facts;

namespace AiWebBuilder.UnitTests.Campaigns.Facts;

internal sealed class FactReaderTests
{
    private static readonly FactReader Reader = new();

    [Test]
    public void A_number_of_a_house_is_no_part_of_the_telephone_number_before_it()
    {
        var reading = Read("en-GB", "Phone 0161 496 0123. 4 Tib Street, Manchester M4 1LA.");

        One(reading, "phone")["e164"]!.GetValue<string>().ShouldBe("+441614960123");
        One(reading, "phone")["written"]!.GetValue<string>().ShouldBe("0161 496 0123");
        One(reading, "address")
            .ToJsonString()
            .ShouldBe("""{"street":"4 Tib Street","locality":"Manchester","postcode":"M4 1LA"}""");
    }

    [Test]
    public void A_German_address_keeps_its_street_and_Saturday_is_by_appointment()
    {
        var reading = Read(
            "de",
            "Telefon 0341 900 12 34, Karl-Heine-Straße 12, 04229 Leipzig. Sa nach Vereinbarung. Decke 18 €/m²"
        );

        One(reading, "address")["street"]!.GetValue<string>().ShouldBe("Karl-Heine-Straße 12");
        One(reading, "address")["postcode"]!.GetValue<string>().ShouldBe("04229");
        One(reading, "hours")["regular"]!.ToJsonString().ShouldBe("""[{"days":["sa"],"byAppointment":true}]""");
        One(reading, "price")["unit"]!.GetValue<string>().ShouldBe("m²");
    }

    [Test]
    public void A_title_ends_no_sentence_and_two_persons_are_two()
    {
        var reading = Read(
            "pt-PT",
            "Clínica com duas médicas dentistas: Dra. Ana Sá e Dra. Rita Luz. Marcações por telefone."
        );

        reading
            .Sentences.Select(sentence => sentence.Text)
            .ShouldBe(["Clínica com duas médicas dentistas: Dra. Ana Sá e Dra. Rita Luz.", "Marcações por telefone."]);
        All(reading, "person")
            .Select(person => person["name"]!.GetValue<string>())
            .ShouldBe(["Dra. Ana Sá", "Dra. Rita Luz"]);
    }

    [Test]
    public void Two_places_have_their_own_days_and_times_and_three_for_fifteen_dollars_is_one_price()
    {
        var reading = Read(
            "en-US",
            "Tues-Thurs lunch 11-2 at the Domain, Fri and Sat 5-10pm on Rainey Street. Tacos three for $15"
        );

        All(reading, "hours")
            .Select(hours => hours["place"]!.GetValue<string>())
            .ShouldBe(["the Domain", "Rainey Street"]);
        All(reading, "hours")[0]["regular"]!
            .ToJsonString()
            .ShouldBe("""[{"days":["tu","we","th"],"open":"11:00","close":"14:00"}]""");
        All(reading, "hours")[1]["regular"]!
            .ToJsonString()
            .ShouldBe("""[{"days":["fr","sa"],"open":"17:00","close":"22:00"}]""");
        One(reading, "price")["quantity"]!.GetValue<string>().ShouldBe("3");
        One(reading, "price")["what"]!.GetValue<string>().ShouldBe("Tacos");
    }

    [TestCase(
        "pt-PT",
        "Página de inscrição para o desafio, página de obrigado e página de oferta do plano anual",
        "inscrição para o desafio|obrigado|oferta do plano anual"
    )]
    [TestCase("en-GB", "Opt-in, thank-you, offer and upsell pages", "Opt-in|thank-you|offer|upsell")]
    [TestCase(
        "en-GB",
        "Five e-mails: 1 welcome, 2 what changes in April, 3 how our fixed prices work, 4 a common mistake, 5 last call. Sign off as Nell.",
        "welcome|what changes in April|how our fixed prices work|a common mistake|last call"
    )]
    public void Pages_and_emails_are_those_that_were_asked_for_in_their_order(
        string language,
        string text,
        string topics
    )
    {
        var deliverables = All(Read(language, text), "deliverable");

        deliverables.Select(one => one["topic"]!.GetValue<string>()).ShouldBe(topics.Split('|'));
        deliverables.Select(one => one["order"]!.GetValue<int>()).ShouldBe(Enumerable.Range(1, deliverables.Count));
    }

    [TestCase("en-GB", "Not open on Sundays or Mondays.", "su mo")]
    [TestCase("en-GB", "Open every day except Tuesday 9-5", "tu")]
    [TestCase("fr", "Ouvert tous les jours sauf le lundi, 9h-18h", "mo")]
    [TestCase("de", "Montag und Dienstag Ruhetag", "mo tu")]
    [TestCase("en-GB", "We are closed on Mondays.", "mo")]
    public void No_day_is_open_that_is_said_to_be_closed(string language, string text, string closed)
    {
        var entries = One(Read(language, text), "hours")["regular"]!.AsArray();

        entries.Where(entry => entry!["closed"] is not null).SelectMany(DaysOf).ShouldBe(closed.Split(' '));
        entries
            .Where(entry => entry!["closed"] is null)
            .SelectMany(DaysOf)
            .Intersect(closed.Split(' '))
            .ShouldBeEmpty();
    }

    [TestCase("en-IN", "Flats at ₹1,25,000 a month", "125000 INR")]
    [TestCase("en-GB", "Supper £24.50pp", "24.50 GBP")]
    [TestCase("de-CH", "Kurs CHF 12’500", "12500 CHF")]
    [TestCase("sv", "Kurs kr 4 500", "4500 SEK")]
    [TestCase("ja", "コース1万8000円", "18000 JPY")]
    [TestCase("ja", "体験１８，０００円", "18000 JPY")]
    [TestCase("fr", "Menu 14€50", "14.50 EUR")]
    [TestCase("en-GB", "Guide US$120", "120 USD")]
    [TestCase("en-ZA", "Tour R1,450", "1450 ZAR")]
    [TestCase("en-GB", "Cut\t£35", "35 GBP")]
    public void An_amount_is_worked_out_as_its_country_writes_it(string language, string text, string expected)
    {
        var price = One(Read(language, text), "price");

        $"{price["amount"]} {price["currency"]}".ShouldBe(expected);
    }

    [Test]
    public void A_range_is_one_price_and_an_old_price_is_no_second_one()
    {
        One(Read("en-IE", "Portraits €90 to €140"), "price")["amountTo"]!.GetValue<string>().ShouldBe("140");

        var reading = Read("en-GB", "Course was £80, now £60. Students save £10");
        All(reading, "price").Select(price => price["qualifier"]!.GetValue<string>()).ShouldBe(["was", "now"]);
        All(reading, "offer").ShouldHaveSingleItem()["amount"]!.GetValue<string>().ShouldBe("10");
    }

    [TestCase("en-GB", "We raised €1.2m")]
    [TestCase("en-GB", "Room for 40. Since 2009.")]
    public void What_is_no_price_is_none(string language, string text) =>
        All(Read(language, text), "price").ShouldBeEmpty();

    [TestCase("de", "Fest 03.–05.07.2026, täglich 08.00–18.30")]
    [TestCase("en-GB", "ISBN 978-0-555-01234-7. Company no. 12345678.")]
    [TestCase("vi", "nội soi 1.200.000–1.500.000 VNĐ")]
    public void Dates_hours_registers_and_amounts_are_never_dialled(string language, string text) =>
        All(Read(language, text), "phone").ShouldBeEmpty();

    [Test]
    public void The_fax_is_not_the_telephone_and_the_trunk_zero_in_brackets_is_not_dialled()
    {
        var reading = Read("en-GB", "Fax 0113 496 0199, phone +44 (0)113 496 0122");

        One(reading, "fax")["e164"]!.GetValue<string>().ShouldBe("+441134960199");
        One(reading, "phone")["e164"]!.GetValue<string>().ShouldBe("+441134960122");
    }

    [Test]
    public void Two_numbers_are_never_joined()
    {
        All(Read("en-IN", "Call 98555 01234 / 98555-01235"), "phone")
            .Select(phone => phone["e164"]!.GetValue<string>())
            .ShouldBe(["+919855501234", "+919855501235"]);
    }

    [TestCase("en-US", "Call 503-555-0142", "+15035550142")]
    [TestCase("ar-SA", "للحجز ٠٥٥ ٥٥٥ ٠١٢٣", "+966555550123")]
    [TestCase("ja", "TEL ０３−５５５０−０１２３", "+81355500123")]
    public void Digits_of_any_script_are_dialled(string language, string text, string number) =>
        One(Read(language, text), "phone")["e164"]!.GetValue<string>().ShouldBe(number);

    [TestCase("Kids football Saturdays 10am. £6 per session.", "en")]
    [TestCase("Portrait studio in Lisbon. Sessions cost €80.", "en")]
    [TestCase("Wir reparieren Fahrräder und verleihen sie auch.", "de")]
    [TestCase("Мы ремонтируем обувь и шьём на заказ.", "ru")]
    public void The_language_is_English_unless_another_clearly_wins(string text, string language) =>
        Read(null, text).Language.ShouldBe(language);

    [Test]
    public void A_language_that_is_asked_for_wins() =>
        Read("fr", "Kids football Saturdays 10am.").Language.ShouldBe("fr");

    [TestCase("en-GB", "We open at 7 a.m. every day. Bring a mat.", 2)]
    [TestCase("hi", "हम रोज़ खुले हैं। आइए।", 2)]
    [TestCase("ur", "ہم روز کھلے ہیں۔ آئیے۔", 2)]
    public void Sentences_end_where_they_do(string language, string text, int sentences) =>
        Read(language, text).Sentences.Count.ShouldBe(sentences);

    [Test]
    public void Every_quote_stands_in_its_field_where_it_is_said_to()
    {
        var brief = new Brief(
            "Copper Row Plumbing",
            "landing_page",
            "£60 call-out, 24/7. Ring 0161 496 0187.",
            "Landlords in Leeds",
            null,
            ["Ring us"],
            "Navy #1B2A41",
            "en-GB"
        );
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["name"] = brief.Name,
            ["description"] = brief.Description!,
            ["targetAudience"] = brief.TargetAudience!,
            ["goals/0"] = brief.Goals[0],
            ["brandGuidelines"] = brief.BrandGuidelines!,
        };

        var facts = Reader.Read(brief).Facts;

        facts
            .Select(fact => fact.Field)
            .Distinct()
            .ShouldBe(["description", "targetAudience", "brandGuidelines"], ignoreOrder: true);
        facts.ShouldAllBe(fact => fields[fact.Field].Substring(fact.Start, fact.Quote.Length) == fact.Quote);
    }

    [Test]
    public void What_is_asked_of_us_is_nothing_that_the_owner_offers()
    {
        var brief = new Brief(
            "Otter & Reed canoe trips",
            "landing_page",
            "Half day £38 per adult. We are Meg and Tom.",
            "Families and couples",
            "guided canoe trips",
            ["Book a trip", "Call us"],
            "Calm, outdoorsy. River green #2E5E4E. A lesson is £20.",
            "en-GB"
        );

        var facts = Reader.Read(brief).Facts;

        facts
            .Where(fact => fact.Kind is "service" or "product")
            .Select(fact => fact.Quote)
            .ShouldBe(["Half day", "guided canoe trips", "A lesson"], ignoreOrder: true);
        facts.Where(fact => fact.Kind == "claim").Select(fact => fact.Quote).ShouldBe(["We are Meg and Tom"]);
        facts.Count(fact => fact.Kind == "price").ShouldBe(2);
    }

    [TestCase("es", "Reparamos bicis en el día en Lavapiés.", null)]
    [TestCase("es", "Hablamos idiomas en el centro: español e inglés.", "es,en")]
    [TestCase("de", "Wir sprechen de/en/fr.", "de,en,fr")]
    [TestCase("fi", "Sienet ja marjat torilla.", null)]
    public void A_word_of_two_letters_is_the_code_of_no_language_in_the_middle_of_a_sentence(
        string language,
        string text,
        string? codes
    ) =>
        All(Read(language, text), "language")
            .Select(one => string.Join(',', one["codes"]!.AsArray().Select(code => code!.GetValue<string>())))
            .SingleOrDefault()
            .ShouldBe(codes);

    [TestCase("شجرة زيتون ٣٥٠ ريال، نبتة ٤٥ ريال، باقة ٦٩٠ ريال. هاتف ‎+974 4455 0161", "QAR")]
    [TestCase("شجرة زيتون ٣٥٠ ريال في الدوحة", "QAR")]
    [TestCase("شجرة زيتون ٣٥٠ ريال", "SAR")]
    public void A_currency_that_several_countries_have_is_that_of_the_telephone_number_or_the_town(
        string text,
        string currency
    ) =>
        All(Read("ar", text), "price")
            .Select(price => price["currency"]!.GetValue<string>())
            .Distinct()
            .ShouldBe([currency]);

    [TestCase("Consulta $18.000 en Bariloche. Guardia: 2944 55-0199.", "AR")]
    [TestCase("Portrait studio in Lisbon. Sessions cost €80.", "PT")]
    [TestCase("Ring Baz 0491 570 156 or office (08) 5550 0173. No job too small, from $80.", "AU")]
    [TestCase("Emergencies after 6 p.m. go to 208-555-0166.", "US")]
    [TestCase("Dog grooming in Leeds. Ring 0113 496 0122.", "GB")]
    [TestCase("We give nice baths to reading mobile dogs.", "GB")]
    public void Where_a_brief_comes_from_is_told_by_its_towns_and_telephone_numbers(string text, string country) =>
        Read(null, text).Country.ShouldBe(country);

    [TestCase("毎週月曜定休。午前９時〜午後６時半。札幌市中央区南一条西５丁目。お問合せください。", "ja")]
    [TestCase("花之の茶，每天10点到18点营业，地址成都市锦江区。", "zh")]
    public void A_few_letters_of_its_own_make_a_text_Japanese(string text, string language) =>
        Read(null, text).Language.ShouldBe(language);

    [TestCase("en-GB", "£22 per person, £18 before 5pm on weekdays.")]
    [TestCase("fr", "Stage d'un week-end (12 h) à 260 €, matériel compris.")]
    [TestCase("de", "Festpreis binnen 24 Stunden.")]
    [TestCase("en-GB", "A quote within 24 hours.")]
    [TestCase("ja", "24時間以内にご返信します。")]
    public void How_long_something_takes_or_until_when_it_costs_less_is_no_opening_time(string language, string text) =>
        Read(language, text).Facts.Where(fact => fact.Kind == "hours" && !fact.Unsure).ShouldBeEmpty();

    [Test]
    public void A_street_begins_a_sentence_in_small_letters() =>
        Read("pl", "Pierwsza konsultacja bezpłatna. ul. Długa 3, 81-391 Gdynia.").Sentences.Count.ShouldBe(2);

    [Test]
    public void The_number_of_a_colour_and_a_time_are_no_length_of_time() =>
        All(Read("en-GB", "Last start 8.45pm. Brass #B08D57 on black."), "duration").ShouldBeEmpty();

    [TestCase("de", "Wochenendkurs \"Mein erstes Kleid\" 119 €", "Wochenendkurs \"Mein erstes Kleid\"")]
    [TestCase("de", "Grundkurs an vier Abenden (je 2,5 Stunden) für 148 €", "Grundkurs an vier Abenden")]
    [TestCase("en-GB", "Half day (3 hours) £38 per adult, £24 per child", "Half day")]
    [TestCase("ja", "小学生は2,000円。", "小学生")]
    [TestCase("en-GB", "A lesson is £20.", "A lesson")]
    public void What_a_price_is_for_can_stand_alone(string language, string text, string what) =>
        All(Read(language, text), "price")[0]["what"]!.GetValue<string>().ShouldBe(what);

    [Test]
    public void The_same_groups_again_are_another_end_of_the_number_before()
    {
        var reading = Read("uk-UA", "Реєстратура (0372) 55-50-11, 55-50-12");

        All(reading, "phone")
            .Select(phone => phone["e164"]!.GetValue<string>())
            .ShouldBe(["+380372555011", "+380372555012"]);
    }

    [Test]
    public void Months_in_Roman_numerals_are_a_season_and_counted_Saturdays_are_none()
    {
        One(Read("pl-PL", "Czynne V–IX codziennie 9:00–19:00."), "hours")["exceptions"]![0]!["when"]!
            .GetValue<string>()
            .ShouldBe("--05/--09");
        All(Read("bg-BG", "Курс по грънчарство. 6 съботи от 10 ч. до 13 ч."), "hours").ShouldBeEmpty();
    }

    /// <summary>Time is not asserted: twice the text may take twice the time, and what is not linear never ends within a test's patience.</summary>
    [TestCase("1")]
    [TestCase("1,")]
    [TestCase("(")]
    [TestCase("+49 ")]
    [TestCase("Mo-")]
    [TestCase("a.")]
    [TestCase("“")]
    [TestCase("£1 was ")]
    [TestCase("12 High Street, ")]
    [TestCase("don't say ")]
    [TestCase("555 000 0000, ")]
    [TestCase("London, Lagos, ")]
    public void Hostile_texts_of_twenty_kilobytes_are_read_to_the_end(string part)
    {
        var text = new StringBuilder(20_000).Insert(0, part, 20_000 / part.Length).ToString();

        Read("en-GB", text).Sentences.Sum(sentence => sentence.Text.Length).ShouldBeLessThanOrEqualTo(text.Length);
    }

    private static FactReading Read(string? language, string text) =>
        Reader.Read(new Brief("", "landing_page", text, null, null, [], null, language));

    private static List<JsonNode> All(FactReading reading, string kind) =>
        [.. reading.Facts.Where(fact => fact.Kind == kind).Select(fact => fact.Value)];

    private static JsonNode One(FactReading reading, string kind) => All(reading, kind).ShouldHaveSingleItem();

    private static IEnumerable<string> DaysOf(JsonNode? entry) =>
        entry!["days"]!.AsArray().Select(day => day!.GetValue<string>());
}
