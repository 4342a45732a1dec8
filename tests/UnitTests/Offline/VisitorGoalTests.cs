using System.Text.Json.Nodes;
using AiWebBuilder.Domain.Campaigns.Briefs;

namespace AiWebBuilder.UnitTests.Offline;

/// <summary>What visitors are asked to do: known by the owner's words in every language, and asked for by the fields that it needs.</summary>
internal sealed class VisitorGoalTests
{
    [TestCase(
        "en",
        "subscribe: Subscribe | see: See the portfolio | find: See where we are this week | availability: Check my date"
    )]
    [TestCase(
        "en",
        "demo: Request a demo | trial: Start a trial | quote: Get a quote | waiting-list: Join the waitlist | call: Call the clinic"
    )]
    [TestCase(
        "de",
        "subscribe: Newsletter abonnieren | quote: Angebot anfordern | availability: Termin prüfen | reserve: Tisch reservieren | call: Praxis anrufen"
    )]
    [TestCase(
        "fr",
        "subscribe: S’abonner à la newsletter | quote: Demander un devis | availability: Vérifier ma date | reserve: Réserver une table"
    )]
    [TestCase(
        "es",
        "subscribe: Suscribirse | quote: Pedir presupuesto | availability: Consultar mi fecha | reserve: Reservar mesa | call: Llamar"
    )]
    [TestCase(
        "it",
        "subscribe: Iscriviti alla newsletter | quote: Chiedi un preventivo | reserve: Prenota un tavolo | call: Chiama lo studio"
    )]
    [TestCase(
        "pt",
        "call: Ligar para a clínica | quote: Pedir orçamento | reserve: Reservar mesa | subscribe: Subscrever a newsletter | see: Ver portefólio"
    )]
    [TestCase(
        "nl",
        "call: Bel ons | quote: Offerte aanvragen | subscribe: Inschrijven voor de nieuwsbrief | book: Afspraak maken"
    )]
    [TestCase(
        "sv",
        "call: Ring oss | quote: Begär offert | subscribe: Prenumerera | reserve: Boka bord | book: Boka tid"
    )]
    [TestCase("da", "call: Ring til os | quote: Få et tilbud | subscribe: Tilmeld nyhedsbrev | reserve: Bestil bord")]
    [TestCase("nb", "call: Ring oss | quote: Be om tilbud | subscribe: Abonner på nyhetsbrev | reserve: Bestill bord")]
    [TestCase(
        "fi",
        "call: Soita meille | quote: Pyydä tarjous | subscribe: Tilaa uutiskirje | reserve: Varaa pöytä | book: Varaa aika"
    )]
    [TestCase(
        "pl",
        "call: Zadzwoń | quote: Poproś o wycenę | subscribe: Zapisz się na newsletter | reserve: Zarezerwuj stolik | book: Umów wizytę"
    )]
    [TestCase(
        "cs",
        "call: Zavolat | quote: Poptávka | subscribe: Odebírat novinky | reserve: Rezervovat stůl | book: Objednat se"
    )]
    [TestCase(
        "hu",
        "call: Hívjon minket | quote: Árajánlat kérése | subscribe: Feliratkozás a hírlevélre | reserve: Asztalfoglalás"
    )]
    [TestCase(
        "ro",
        "call: Sună acum | quote: Cere ofertă | subscribe: Abonează-te la newsletter | reserve: Rezervă o masă | book: Fă o programare"
    )]
    [TestCase(
        "el",
        "call: Καλέστε μας | quote: Ζητήστε προσφορά | subscribe: Εγγραφή στο newsletter | reserve: Κράτηση τραπεζιού"
    )]
    [TestCase(
        "tr",
        "call: Telefon et | quote: Teklif al | subscribe: Bültene abone ol | reserve: Masa ayırt | book: Randevu al"
    )]
    [TestCase(
        "ru",
        "call: Позвонить | quote: Узнать стоимость | subscribe: Подписаться на рассылку | reserve: Забронировать столик | book: Записаться"
    )]
    [TestCase(
        "uk",
        "call: Зателефонувати | quote: Дізнатися вартість | subscribe: Підписатися на розсилку | reserve: Забронювати столик"
    )]
    [TestCase(
        "ja",
        "call: 電話する | quote: 見積もりを依頼 | subscribe: メルマガ登録 | reserve: 席の予約 | availability: 空き状況を確認"
    )]
    [TestCase("zh", "call: 致电我们 | quote: 获取报价 | subscribe: 订阅 | reserve: 订座 | availability: 查询档期")]
    [TestCase(
        "ko",
        "call: 전화하기 | quote: 견적 요청 | subscribe: 뉴스레터 구독 | reserve: 테이블 예약 | book: 예약하기"
    )]
    [TestCase(
        "ar",
        "call: اتصل بنا | quote: اطلب عرض سعر | subscribe: اشترك في النشرة | reserve: حجز طاولة | book: حجز موعد"
    )]
    [TestCase(
        "he",
        "call: להתקשר | quote: בקשת הצעת מחיר | subscribe: הרשמה לניוזלטר | reserve: הזמנת שולחן | book: קביעת תור"
    )]
    [TestCase("hi", "call: कॉल करें | quote: कोटेशन लें | subscribe: न्यूज़लेटर पाएँ | reserve: टेबल बुक करें")]
    [TestCase(
        "id",
        "call: Telepon kami | quote: Minta penawaran harga | subscribe: Berlangganan buletin | reserve: Reservasi meja"
    )]
    [TestCase(
        "vi",
        "call: Gọi ngay | quote: Nhận báo giá | subscribe: Đăng ký nhận tin | reserve: Đặt bàn | book: Đặt lịch hẹn"
    )]
    [TestCase("th", "call: โทรหาเรา | quote: ขอใบเสนอราคา | subscribe: รับจดหมายข่าว | reserve: จองโต๊ะ")]
    public void A_goal_is_known_by_its_words_in_the_language_of_the_brief(string language, string goals)
    {
        foreach (var goal in goals.Split(" | ").Select(one => one.Split(": ")))
        {
            VisitorGoal.Of(Asking(language, goal[1]))[0].Kind.ShouldBe(goal[0], goal[1]);
        }
    }

    [TestCase("Check my date", "name* email* date* place message")]
    [TestCase("Subscribe", "email*")]
    [TestCase("Join the waitlist", "email*")]
    [TestCase("Request a call back", "name* phone* message")]
    [TestCase("Get a quote", "name* email* message")]
    [TestCase("Reserve a table", "name* email* date* people* message")]
    [TestCase("Ask a question", "name* email* message*")]
    [TestCase("Request a demo", "name* email* company")]
    public void A_form_has_the_fields_that_its_goal_needs(string goal, string fields) =>
        FieldsOf(Form(Asking("en", goal))).ShouldBe(fields);

    [TestCase("Get a quote", "name* phone* problem")]
    [TestCase("Ask a question", "name* phone* message*")]
    public void Trades_ring_back(string goal, string fields) =>
        FieldsOf(Form(Asking("en", goal) with { BusinessType = "plumber" })).ShouldBe(fields);

    [Test]
    public void Of_several_goals_each_has_its_button_its_thanks_and_its_fields()
    {
        var form = Form(Asking("en", "Subscribe", "Request a demo", "Check my date"));

        form["goals"]!
            .AsArray()
            .Select(goal => $"{goal!["label"]}: {goal["thanks"]}")
            .ShouldBe([
                "Subscribe: Thank you. You are on the list.",
                "Request a demo: Thank you. Your request for a demo has arrived.",
                "Check my date: Thank you. Your question about the date has arrived.",
            ]);
        form["thanks"].ShouldBeNull("nobody is thanked for what another button stands for");
        FieldsOf(form).ShouldBe("email* name date");
    }

    [TestCase("See the portfolio", "section")]
    [TestCase("See the price list", "section")]
    public void What_is_to_be_seen_is_a_link_and_no_wish_of_the_form(string goal, string to)
    {
        var brief = Asking("en", goal) with
        {
            Description = "We frame pictures.\n\nServices: small frames, large frames, repairs.",
        };
        var hero = SampleBriefs.Props(SampleBriefs.Prompts(brief).First(prompt => prompt.Section.Kind == "hero"));
        hero["link"]?["to"]!.GetValue<string>().ShouldBe(to);
        hero["link"]?["label"]!.GetValue<string>().ShouldBe(goal);
        Form(brief)["goals"]!.AsArray().ShouldHaveSingleItem()!["ref"]!.GetValue<string>().ShouldBe("contact");
    }

    [Test]
    public void To_ring_is_a_telephone_link_with_the_owners_words()
    {
        var brief = Asking("pt", "Ligar para a clínica") with
        {
            Description = "Clínica dentária no Porto. Telefone 22 200 00 12.",
        };
        var hero = SampleBriefs.Props(SampleBriefs.Prompts(brief).First(prompt => prompt.Section.Kind == "hero"));
        hero["link"]!["to"]!.GetValue<string>().ShouldBe("fact");
        hero["link"]!["label"]!.GetValue<string>().ShouldBe("Ligar para a clínica");
    }

    private static string FieldsOf(JsonObject form) =>
        string.Join(
            ' ',
            form["fields"]!
                .AsArray()
                .Select(field => $"{field!["kind"]}{((bool?)field["required"] is true ? "*" : "")}")
        );

    private static JsonObject Form(Brief brief) =>
        SampleBriefs.Props(SampleBriefs.Prompts(brief).First(prompt => prompt.Section.Kind == "contact"));

    private static Brief Asking(string language, params string[] goals) =>
        new("Nordwind", "landing_page", null, null, null, goals, null, language);

    [TestCase("en", "Book a fitting")]
    [TestCase("de", "Tisch reservieren")]
    [TestCase("fr", "Réserver le premier cours")]
    [TestCase("es", "Cotizar por WhatsApp")]
    [TestCase("es", "Apuntarme al taller")]
    [TestCase("he", "הזמנת שולחן")]
    [TestCase("nl", "Meld je aan als vrijwilliger")]
    [TestCase("ja", "見学を申し込む")]
    public void What_a_visitor_does_stands_on_a_button(string language, string goal) =>
        new VisitorGoal("contact", goal).ReadsAsCallToAction(language).ShouldBeTrue();

    [TestCase("en", "More customers from the area")]
    [TestCase("de", "Termine für Gruppen")]
    [TestCase("fr", "Plus de clients")]
    [TestCase("es", "Captar clientes nuevos")]
    [TestCase("nl", "Meer klanten")]
    [TestCase("it", "Più prenotazioni")]
    [TestCase("en", "Book now. We answer <b>soon</b>")]
    public void What_the_owner_aims_at_does_not(string language, string goal) =>
        new VisitorGoal("contact", goal).ReadsAsCallToAction(language).ShouldBeFalse();
}
