using System.Text.RegularExpressions;

namespace AiWebBuilder.Domain.Campaigns.Briefs;

/// <summary>What a visitor is asked to do, read from the owner's words.</summary>
/// <param name="Kind">One of the goals that pages know: <c>call, call-back, book, reserve, register, viewing, trial, buy,
/// waiting-list, donate, share, order, visit, download, subscribe, consult, membership, reply, contact</c>.</param>
/// <param name="Text">The owner's own words.</param>
public sealed partial record VisitorGoal(string Kind, string Text)
{
    private static readonly (string Kind, string[] Words)[] Known =
    [
        (
            "waiting-list",
            [
                "waiting list",
                "waitlist",
                "warteliste",
                "liste d'attente",
                "liste d’attente",
                "lista de espera",
                "待ち",
                "قائمة الانتظار",
                "רשימת המתנה",
            ]
        ),
        ("reply", ["reply", "antworten auf", "répondre", "responder", "返信", "الرد على", "להשיב"]),
        (
            "donate",
            ["donat", "give again", "spende", "faire un don", "donar", "donación", "寄付", "تبرع", "תרומ", "לתרום"]
        ),
        ("share", ["share", "weitersagen", "teilen", "partag", "compart", "シェア", "共有", "مشارك", "שתפ", "שיתוף"]),
        (
            "call-back",
            [
                "call back",
                "callback",
                "call-back",
                "rückruf",
                "être rappelé",
                "te llamemos",
                "折り返し",
                "معاودة الاتصال",
                "שיחה חוזרת",
            ]
        ),
        (
            "call",
            [
                "phone",
                "call us",
                "call me",
                "ring us",
                "ring me",
                "text us",
                "text me",
                "give us a ring",
                "give me a ring",
                "telefon",
                "anruf",
                "appeler",
                "appel",
                "llamar",
                "llamada",
                "電話",
                "الاتصال",
                "اتصل",
                "להתקשר",
                "טלפון",
            ]
        ),
        (
            "trial",
            ["trial", "kostenlos testen", "testphase", "essai", "prueba", "トライアル", "試用", "تجرب", "ניסיון"]
        ),
        ("viewing", ["viewing", "besichtig", "visite du bien", "visita al piso", "内見", "معاينة", "סיור בדירה"]),
        (
            "download",
            [
                "download",
                "brochure",
                "herunterlad",
                "télécharg",
                "descarg",
                "ダウンロード",
                "資料請求",
                "تنزيل",
                "تحميل",
                "הורד",
            ]
        ),
        ("consult", ["consult", "beratung", "conseil", "asesor", "相談", "استشار", "ייעוץ"]),
        ("reserve", ["reserv", "réserv", "tisch", "table", "席の予約", "حجز طاولة", "הזמנת שולחן"]),
        (
            "order",
            [
                "order",
                "bestell",
                "commander",
                "commande",
                "pedido",
                "encargo",
                "注文",
                "طلب مسبق",
                "طلبية",
                "הזמנה מראש",
                "הזמנת",
                "להזמין",
            ]
        ),
        (
            "subscribe",
            [
                "newsletter",
                "e-mail address",
                "email address",
                "subscribe",
                "abonnieren",
                "infolettre",
                "boletín",
                "メルマガ",
                "النشرة",
                "ניוזלטר",
            ]
        ),
        ("book", ["book", "appointment", "termin", "rendez-vous", "cita", "予約", "حجز", "موعد", "תור", "פגישה"]),
        (
            "membership",
            ["member", "mitglied", "adhér", "abonnement", "hazte socio", "会員", "入会", "عضوي", "اشتراك", "מנוי"]
        ),
        (
            "register",
            ["register", "registr", "sign up", "anmeld", "inscri", "登録", "申し込", "تسجيل", "הרשמ", "להירשם"]
        ),
        ("buy", ["buy", "purchase", "kauf", "achet", "compr", "購入", "شراء", "לקנות", "רכיש"]),
        (
            "visit",
            [
                "visit",
                "come to",
                "come by",
                "drop in",
                "drop by",
                "walk in",
                "walk-in",
                "besuch",
                "vorbeikommen",
                "venir",
                "venez",
                "passer à",
                "passer au",
                "ven a",
                "pasarse",
                "来店",
                "زيارة",
                "ביקור",
                "לבקר",
            ]
        ),
    ];

    /// <summary>
    /// The goals of the brief, most important first, each kind once; <c>contact</c> alone when the brief names none. A list of
    /// hundreds is read up to its first fifty: a page asks for one thing and offers a second.
    /// </summary>
    public static IReadOnlyList<VisitorGoal> Of(Brief brief)
    {
        var goals = brief
            .Goals.Where(text => !string.IsNullOrWhiteSpace(text))
            .Take(50)
            .Select(text => new VisitorGoal(KindOf(text), text.Trim()))
            .DistinctBy(goal => goal.Kind)
            .ToList();
        return goals.Count > 0 ? goals : [new VisitorGoal("contact", "")];
    }

    /// <summary>
    /// Whether the owner's words can stand on a button as they are: what a visitor would do ("Book a free first class", "Termin
    /// buchen", "Pedir cita"), not an internal target ("Collect e-mail addresses").
    /// </summary>
    public bool ReadsAsCallToAction(string language) =>
        Text.Length <= 36
        && language switch
        {
            "en" => Imperative().IsMatch(Text),
            "de" => GermanInfinitive().IsMatch(Text),
            "fr" => FrenchInfinitive().IsMatch(Text),
            "es" => SpanishInfinitive().IsMatch(Text),
            "he" => HebrewNoun().IsMatch(Text),
            _ => false,
        };

    /// <summary>What is sent to subscribers, from "Collect e-mail addresses for the weekly timetable": "the weekly timetable".</summary>
    public string? Subject =>
        Kind == "subscribe" && ForSubject().Match(Text) is { Success: true } match
            ? match.Groups["subject"].Value
            : null;

    // A short Latin word must begin a word ("timetable" holds no table); longer ones may end a German compound.
    private static bool Mentions(string text, string word)
    {
        var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase);
        return at == 0 || (at > 0 && (word.Length > 5 || !char.IsAsciiLetter(word[0]) || !char.IsLetter(text[at - 1])));
    }

    private static string KindOf(string text) =>
        Known.FirstOrDefault(goal => goal.Words.Any(word => Mentions(text, word))).Kind ?? "contact";

    [GeneratedRegex(
        // Not what the owner wants ("Get more customers") and not what is on the page ("Call back form").
        @"^(?!(get|find|bring|attract) (\w+ )?(more|new|customers?|clients?|leads?|bookings?|sales|visitors|traffic|people)\b)"
            + @"(apply|ask|book|browse|buy|check|choose|claim|come|donate|download|drop in|enquire|find|get|hire|join|meet|order|plan|read|register|rent|request|reserve|schedule|see|share|sign up|start|support|taste|try|visit|volunteer|walk in|watch|write|call)\b(?![^.]*\bform$)[^.!?<>{}]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Imperative();

    [GeneratedRegex(
        @"^\p{Lu}[^.!?<>{}]* (anfordern|anfragen|besichtigen|bestellen|buchen|kaufen|reservieren|sichern|testen|vereinbaren|vorbestellen)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex GermanInfinitive();

    [GeneratedRegex(
        @"^(acheter|appeler|choisir|commander|demander|essayer|faire un don|prendre|recevoir|réserver|s[’']inscrire|visiter)\b[^.!?<>{}]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex FrenchInfinitive();

    [GeneratedRegex(
        @"^(apuntarse|comprar|donar|encargar|inscribirse|llamar|pedir|probar|recibir|reservar|solicitar|visitar)\b[^.!?<>{}]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex SpanishInfinitive();

    // Hebrew buttons name the act: "booking of a table".
    [GeneratedRegex(
        @"^(הזמנת|קביעת|תיאום|הרשמה|רכישת|בקשת|הצטרפות) [^.!?<>{}]*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex HebrewNoun();

    [GeneratedRegex(
        @"\bfor (?<subject>(the|our|your) [^.,;!?<>{}]{3,40})$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex ForSubject();
}
