using System.Text.RegularExpressions;

namespace AiWebBuilder.Domain.Campaigns.Briefs;

/// <summary>What a visitor is asked to do, read from the owner's words.</summary>
/// <param name="Kind">One of the goals that pages know: <c>call, call-back, book, reserve, register, viewing, trial, demo,
/// buy, waiting-list, donate, share, order, visit, download, subscribe, consult, quote, availability, membership, see, find, reply,
/// contact</c>.</param>
/// <param name="Text">The owner's own words.</param>
public sealed partial record VisitorGoal(string Kind, string Text)
{
    /// <summary>Whether what is reserved is a table: people count.</summary>
    public bool IsForTable { get; private init; }

    /// <summary>What leads to a section of the page, and is asked for by no form.</summary>
    public bool IsLook => Kind is "see" or "find";

    /// <summary>
    /// The goals of the brief, most important first, each kind once; <c>contact</c> alone when the brief names none. A list of
    /// hundreds is read up to its first fifty: a page asks for one thing and offers a second.
    /// </summary>
    public static IReadOnlyList<VisitorGoal> Of(Brief brief)
    {
        var language = BriefLanguage.Of(brief);
        var goals = brief
            .Goals.Where(text => !string.IsNullOrWhiteSpace(text))
            .Take(50)
            .Select(text => text.Trim())
            .Select(text => new VisitorGoal(GoalWords.KindOf(text, language), text)
            {
                IsForTable = GoalWords.SpeaksOfTable(text, language),
            })
            .DistinctBy(goal => goal.Kind)
            .ToList();
        return goals.Count > 0 ? goals : [new VisitorGoal("contact", "")];
    }

    /// <summary>
    /// Whether the owner's words can stand on a button as they are: what a visitor would do ("Book a free first class", "Termin
    /// buchen", "Pedir cita"), not an internal target ("Collect e-mail addresses").
    /// </summary>
    public bool ReadsAsCallToAction(string language) =>
        Text.Length is > 0 and <= 36
        && language switch
        {
            "en" => Imperative().IsMatch(Text),
            "de" => GermanInfinitive().IsMatch(Text),
            "fr" => FrenchInfinitive().IsMatch(Text),
            "es" => SpanishInfinitive().IsMatch(Text),
            "he" => HebrewNoun().IsMatch(Text),
            // Owners give goals as they would put them on a button; only in these languages can targets be told from them.
            _ => true,
        };

    /// <summary>What is sent to subscribers, from "Collect e-mail addresses for the weekly timetable": "the weekly timetable".</summary>
    public string? Subject =>
        Kind == "subscribe" && ForSubject().Match(Text) is { Success: true } match
            ? match.Groups["subject"].Value
            : null;

    [GeneratedRegex(
        // Not what the owner wants ("Get more customers") and not what is on the page ("Call back form").
        @"^(?!(get|find|bring|attract) (\w+ )?(more|new|customers?|clients?|leads?|bookings?|sales|visitors|traffic|people)\b)"
            + @"(add|adopt|apply|arrange|ask|become|book|bring|browse|buy|check|choose|claim|come|compare|contact|discover|donate|download|drop in|enquire|enrol|explore|fill|find|follow|get|give|grab|hire|join|learn|leave|listen|look|make|meet|message|open|order|pay|pick|plan|pre-?order|read|register|rent|request|reserve|save|schedule|secure|see|send|set up|share|shop|sign up|speak|sponsor|switch|start|subscribe|support|talk|taste|tell|text|try|view|visit|volunteer|walk in|watch|write|call)\b(?![^.]*\bform$)[^.!?<>{}]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Imperative();

    [GeneratedRegex(
        @"^([\p{Lu}\p{N}][^.!?<>{}]* )?((?i)(abonnieren|anfordern|anfragen|anmelden|anrufen|anschauen|ansehen|ausprobieren|besichtigen|bestellen|buchen|eintragen|entdecken|herunterladen|kaufen|kontaktieren|mieten|mitmachen|prüfen|reservieren|schreiben|sichern|spenden|stellen|testen|vereinbaren|vorbestellen))$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex GermanInfinitive();

    [GeneratedRegex(
        @"^(acheter|adhérer|appeler|choisir|commander|consulter|contacter|découvrir|demander|donner|écrire|essayer|faire un don|louer|nous (contacter|écrire|trouver|appeler)|participer|poser|prendre|profiter|recevoir|réserver|(m|s)[’'](abonner|inscrire)|télécharger|vérifier|visiter|voir)\b[^.!?<>{}]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex FrenchInfinitive();

    [GeneratedRegex(
        @"^(agendar|alquilar|apuntar(me|se)|comprar|comprobar|concertar|conocer|consultar|contactar|descargar|descubrir|donar|encargar|escribir|inscribir(me|se)|llamar|participar|pedir|preguntar|probar|quiero|recibir|registrar(me|se)|reservar|solicitar|suscribir(me|se)|unir(me|se)|ver|visitar)\b[^.!?<>{}]*$",
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
