using System.Text.Json.Nodes;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Planning;

namespace AiWebBuilder.UnitTests.Offline;

/// <summary>Briefs as owners type them: what they say of their business reaches the reader, and reads as they meant it.</summary>
internal sealed class OwnersFactsTests
{
    private static readonly Brief Plumber = new(
        "Dave's Plumbing & Heating",
        "landing_page",
        "hi, so I'm Dave, been doing plumbing round Sheffield since 1998. I do boilers, leaks and blocked drains. Call out is "
            + "£60 incl. first half hour then £45/hr after, boiler service £85 (landlords £75 if more than 3), no vat cos I'm not "
            + "registered. Phone is 0114 496 0182 or mobile 07700-900 456, evenings try the mobile. don't do gas on sundays. "
            + "Insured and Gas Safe registered no. 123456. Want people to fill in the form.",
        "landlords and home owners",
        "plumber",
        ["ring me", "call back form"],
        "Blue. Tel: (0114) 496-0182",
        null
    );

    private static readonly Brief Rota = new(
        "Shiftly",
        "complete_campaign",
        "Shiftly is a rota app for cafes. Staff swap shifts on their phones. Free for up to 5 staff, then $3 per person per month. "
            + "Works on any phone, no app store needed. A landing page and 4 emails.",
        null,
        "SaaS",
        ["Start free trial", "Book a demo"],
        "hello@shiftly.example",
        null
    );

    private static readonly Brief FoodBank = new(
        "Riverbank Food Bank – spring appeal",
        "email_sequence",
        "Three emails to our supporters. We gave out 1,240 food parcels last year. A parcel for a family of four costs us £22. We "
            + "need volunteers on Tuesdays.",
        "Supporters who signed up at our open day",
        "charity",
        ["Donate", "Volunteer"],
        "Warm.",
        null
    );

    [Test]
    public void A_trade_with_words_of_its_own_still_says_what_the_owner_said()
    {
        var text = PageOf(Plumber);
        text.ShouldContain("I do boilers, leaks and blocked drains.");
        text.ShouldContain("Don't do gas on sundays.");
        text.ShouldContain("Insured and Gas Safe registered no. 123456.");
        text.ShouldNotContain("fill in the form.");
        PageOf(Rota).ShouldContain("Staff swap shifts on their phones.");
    }

    [Test]
    public void Prices_typed_in_a_hurry_stay_whole()
    {
        BriefFacts
            .From(Plumber)
            .Money.Select(money => $"{money.Label}: {money.Text}")
            .ShouldBe([
                "Call out: £60 incl. first half hour, then £45/hr after",
                "boiler service: £85",
                "landlords: £75 if more than 3",
            ]);
        BriefFacts
            .From(Rota)
            .Money.Select(money => money.Text)
            .ShouldBe(["Free for up to 5 staff, then $3 per person per month"]);
        BriefFacts
            .From(Described("Limpieza 45 €, primera visita gratis, ortodoncia desde 1.900 €."))
            .Money.Select(money => $"{money.Label}: {money.Text}")
            .ShouldBe(["Limpieza: 45 €", "primera visita: gratis", "ortodoncia: desde 1.900 €"]);
        BriefFacts.From(Described("Bukiety od 80 zł.")).Money.Single().Text.ShouldBe("od 80 zł");
        BriefFacts.From(Described("お一人様 28,600円から。")).Money.Single().Text.ShouldBe("28,600円から");
        BriefFacts.From(Described("עריכת צוואה החל מ-1,200 ₪.")).Money.Single().Text.ShouldBe("החל מ-1,200 ₪");
    }

    [TestCase(
        "Phone is 0114 496 0182 or mobile 07700-900 456. Tel: (0114) 496-0182",
        "tel:01144960182|tel:07700900456"
    )]
    [TestCase("Teléfono 954 00 12 34. WhatsApp 600 000 123.", "tel:954001234|tel:600000123")]
    [TestCase("Telefon 12 000 12 34.", "tel:120001234")]
    [TestCase("電話 0460-00-1234。", "tel:0460001234")]
    [TestCase("Call us on (555) 010-0199.", "tel:5550100199")]
    [TestCase("Since 2026-03-14, no. 12 000 12 34, from 01.02.2026.", "")]
    public void Phone_numbers_are_read_in_the_forms_that_people_write(string text, string links) =>
        string.Join('|', BriefFacts.From(Described(text)).Phones.Select(phone => phone.Href)).ShouldBe(links);

    [TestCase("Tue-Fri 9-18, Sat 9-16, closed Sun & Mon.", "Tue-Fri=9-18|Sat=9-16|Sun & Mon=closed")]
    [TestCase("Öffnungszeiten Mo–Fr 7–16 Uhr.", "Mo–Fr=7–16 Uhr")]
    [TestCase(
        "Boulangerie ouverte du mardi au samedi de 7h à 19h30, le dimanche de 7h à 13h.",
        "du mardi au samedi=de 7h à 19h30|le dimanche=de 7h à 13h"
    )]
    [TestCase("Horario de lunes a viernes de 9:30 a 20:00.", "de lunes a viernes=de 9:30 a 20:00")]
    [TestCase("مفتوح من السبت إلى الخميس من 8 صباحاً إلى 9 مساءً.", "من السبت إلى الخميس=من 8 صباحاً إلى 9 مساءً")]
    [TestCase("פתוח בימים א׳–ה׳ 9:00–18:00.", "בימים א׳–ה׳=9:00–18:00")]
    [TestCase("火曜日から土曜日 10:00〜18:00。", "火曜日から土曜日=10:00〜18:00")]
    [TestCase("Story hour on Friday at 10:30. So 2-3 people and a sat nav.", "")]
    public void Opening_hours_stand_row_by_row_as_written(string text, string rows)
    {
        string.Join('|', BriefFacts.From(Described(text)).OpeningTimes.Select(time => $"{time.Days}={time.Hours}"))
            .ShouldBe(rows);
        var brief = Described("Ein Laden. " + text);
        var schedule = SampleBriefs.Prompts(brief).FirstOrDefault(prompt => prompt.Section.Kind == "hours");
        if (rows.Length > 0)
        {
            var said = string.Join('\n', SampleBriefs.Texts(schedule!));
            rows.Split('|', '=').ShouldAllBe(part => said.Contains(part));
        }
    }

    [Test]
    public void What_takes_a_risk_away_stands_beside_the_prices() =>
        SampleBriefs.Props(
            SampleBriefs
                .Prompts(SampleBriefs.Load("saas-invoicing"))
                .Single(prompt => prompt.Section.Kind is "plans" or "price-list")
        )["lead"]!
            .GetValue<string>()
            .ShouldBe("Both without a card during the trial");

    [Test]
    public void The_owners_goal_makes_the_button()
    {
        Hero(Plumber)["link"]!["label"]!.GetValue<string>().ShouldBe("Call 0114 496 0182");
        Hero(Plumber)["link2"]!["label"]!.GetValue<string>().ShouldBe("Request a call back");
        Hero(Goal("check my date"))["link"]!["label"]!.GetValue<string>().ShouldBe("Check my date");
        Hero(Goal("Get more customers"))["link"]!["label"]!.GetValue<string>().ShouldBe("Get in touch");
        VisitorGoal.Of(Goal("Venir à la boutique"))[0].Kind.ShouldBe("visit");

        static Brief Goal(string goal) => Described("We repair the bicycles.") with { Goals = [goal] };
    }

    [Test]
    public void Every_way_to_reach_the_owner_stands_beside_the_form()
    {
        var form = SampleBriefs.Prompts(Plumber).Single(prompt => prompt.Section.Kind == "contact");
        SampleBriefs.Props(form)["facts"]!
            .AsArray()
            .Select(id => form.Facts.Single(fact => fact.Id == id!.GetValue<string>()).Value["shortCode"]!.ToString())
            .ShouldBe(["01144960182", "07700900456"]);
    }

    [Test]
    public void One_person_speaks_as_one()
    {
        BriefFacts.From(Plumber).FirstPersonSingular.ShouldBeTrue();
        BriefFacts.From(Described("I bake bread. We are open daily.")).FirstPersonSingular.ShouldBeFalse();
        BriefFacts.From(Described("I want a landing page. The shop sells bread.")).FirstPersonSingular.ShouldBeFalse();
    }

    [Test]
    public void Notes_to_be_filled_in_reach_no_page() =>
        PageOf(Described("Coffee in a yard. Opening TBC. [insert address]. Lorem ipsum dolor sit amet."))
            .ShouldNotMatch("TBC|insert|Lorem");

    [Test]
    public void Each_email_says_something_of_the_business_and_nothing_that_is_not_so()
    {
        var emails = SampleBriefs.Prompts(FoodBank).ToLookup(prompt => prompt.Section.Kind, SampleBriefs.Props);
        emails["e-text"].Count().ShouldBe(3);
        var text = Said(emails["e-text"], "body");
        text.ShouldContain("We gave out 1,240 food parcels last year.");
        text.ShouldContain("A parcel for a family of four costs us £22");
        text.ShouldContain("We need volunteers on Tuesdays.");
        // Nobody says that they gave before, or that the appeal is to be shared.
        Said(emails["e-footer"], "reason").ShouldNotContain("before");
        text.ShouldNotContain("been there before");
        Said(emails["e-head"], "subject").ShouldNotContain("Could you pass this on?");

        SampleBriefs
            .Prompts(Rota)
            .Where(prompt => prompt.Section.Kind == "e-text")
            .Select(SampleBriefs.Props)
            .Count(part => part["body"]!.GetValue<string>().Contains("any phone, no app store"))
            .ShouldBe(1);

        static string Said(IEnumerable<JsonObject> parts, string member) =>
            string.Join('\n', parts.Select(part => part[member]!.GetValue<string>()));
    }

    [Test]
    public void Prices_that_an_email_lists_are_not_said_in_its_text_as_well()
    {
        var brief = new Brief(
            "Fahrradwerkstatt Kranich",
            "email_sequence",
            "Drei E-Mails. Wir reparieren Fahrräder in Leipzig. Inspektion 45 €, Kette 22 €. Leihräder stehen bereit.",
            null,
            "Fahrradwerkstatt",
            ["Termin buchen"],
            null,
            "de"
        );
        var parts = SampleBriefs.Prompts(brief).ToLookup(prompt => prompt.Section.Kind, SampleBriefs.Props);
        parts["e-list"].Single()["items"]!
            .AsArray()
            .Select(item => item!["title"]!.GetValue<string>())
            .ShouldBe(["Inspektion", "Kette"]);
        var text = string.Join('\n', parts["e-text"].Select(part => part["body"]!.GetValue<string>()));
        text.ShouldNotContain("45");
        text.ShouldContain("Wir reparieren Fahrräder in Leipzig.");
        text.ShouldContain("Leihräder stehen bereit.");
    }

    [Test]
    public void An_email_leads_to_what_it_asks_for()
    {
        Links(FoodBank).ShouldAllBe(link => link == "goal:donate");
        Links(Rota).ShouldAllBe(link => link == "page:index");
        Links(FoodBank with { BrandGuidelines = "Warm. https://riverbank.example/give" })
            .ShouldAllBe(link => link.StartsWith("fact:link-", StringComparison.Ordinal));
        Links(FoodBank with { Goals = ["Reply to this e-mail"], BrandGuidelines = "hello@riverbank.example" })
            .ShouldAllBe(link => link.StartsWith("fact:email-", StringComparison.Ordinal));
        // The mail program's own button answers.
        CampaignPlanner
            .Plan(FoodBank with { Goals = ["Reply to this e-mail"] })
            .Sections.ShouldNotContain(section => section.Kind == "e-button");

        static IReadOnlyList<string> Links(Brief brief)
        {
            var links = SampleBriefs
                .Prompts(brief)
                .Where(prompt => prompt.Section.Kind == "e-button")
                .Select(prompt => SampleBriefs.Props(prompt)["link"]!)
                .Select(link => $"{link["to"]}:{link["ref"]}")
                .ToList();
            links.ShouldNotBeEmpty();
            return links;
        }
    }

    [Test]
    public void A_place_on_a_course_is_reserved_without_a_question_about_allergies()
    {
        var brief = new Brief(
            "Atelier Lichtblick",
            "landing_page",
            "Ein Töpferkurs für Anfänger. Sechs Abende, 210 € inklusive Material.",
            null,
            "Töpferwerkstatt",
            ["Platz reservieren"],
            null,
            "de"
        );
        SampleBriefs.Props(SampleBriefs.Prompts(brief).Single(prompt => prompt.Section.Kind == "contact"))["fields"]!
            .AsArray()
            .Select(field => field!["kind"]!.GetValue<string>())
            .ShouldBe(["name", "email", "date", "message"]);
    }

    private static JsonObject Hero(Brief brief) =>
        SampleBriefs.Props(SampleBriefs.Prompts(brief).First(prompt => prompt.Section.Kind == "hero"));

    private static string PageOf(Brief brief) =>
        string.Join('\n', SampleBriefs.Prompts(brief).SelectMany(SampleBriefs.Texts));

    private static Brief Described(string text) => new("Nordwind", "landing_page", text, null, null, [], null, null);
}
