using System.Globalization;
using System.Text.RegularExpressions;
using AiWebBuilder.Domain.Campaigns.Briefs;

namespace AiWebBuilder.Domain.Campaigns.Planning;

/// <summary>What the owner's words ask to have made: one section, a number of e-mails.</summary>
internal static partial class Deliverables
{
    /// <summary>The kind of the one section that is to be reworked; the hero when the brief names none.</summary>
    public static string Component(Brief brief)
    {
        var text = $"{brief.Name} {brief.Description}";
        return ComponentWord().Matches(text).Select(match => match.Value.ToLowerInvariant()).FirstOrDefault() switch
        {
            null => SectionKinds.Hero,
            var word
                when word.StartsWith("pric", StringComparison.Ordinal)
                    || word is "preise" or "tarifs" or "precios" or "料金" or "أسعار" or "מחירים" => SectionKinds.Plans,
            "faq" or "questions" => SectionKinds.Faq,
            "header" or "navigation" => SectionKinds.Header,
            "footer" => SectionKinds.Footer,
            "testimonial" or "testimonials" => SectionKinds.Quotes,

            "form" or "formular" or "formulaire" or "formulario" => SectionKinds.Contact,

            "timetable"
            or "schedule"
            or "opening hours"
            or "opening times"
            or "öffnungszeiten"
            or "horaires"
            or "horario" => SectionKinds.Hours,
            "benefits" or "features" => SectionKinds.Reasons,
            "call to action" or "cta" => SectionKinds.CallOut,
            "checkout" => SectionKinds.Order,
            _ => SectionKinds.Hero,
        };
    }

    /// <summary>How many e-mails are asked for, in digits or in words; null: no number is given.</summary>
    public static int? EmailCount(Brief brief)
    {
        // Overlapping matches: in "and five e-mails" the first word before the e-mails is no number, the next one is.
        var counts = Emails()
            .Matches($"{brief.Description}\n{brief.Name}")
            .Select(match => NumberIn(match.Groups["count"].Value))
            .OfType<int>()
            .ToList();
        return counts.Count > 0 ? counts[0] : null;
    }

    /// <summary>Whether it speaks of a number of e-mails: to us, and to no visitor.</summary>
    public static bool NamesEmails(string text) =>
        Emails().Match(text) is { Success: true } match && NumberIn(match.Groups["count"].Value) is not null;

    public static int? NumberIn(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var digits) ? digits
        : NumberWords.GetValueOrDefault(text.ToLowerInvariant()) is > 0 and var value ? value
        : null;

    private static readonly Dictionary<string, int> NumberWords = new[]
    {
        "one two three four five six seven eight nine ten eleven twelve",
        "eine zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
        "une deux trois quatre cinq six sept huit neuf dix onze douze",
        "una dos tres cuatro cinco seis siete ocho nueve diez once doce",
        "一 二 三 四 五 六 七 八 九 十 十一 十二",
        "رسالة رسالتين ثلاث أربع خمس ست سبع ثماني تسع عشر",
        "אחת שתי שלוש ארבע חמש שש שבע שמונה תשע עשר",
    }
        .SelectMany(words => words.Split(' ').Select((word, index) => (word, Value: index + 1)))
        .DistinctBy(number => number.word, StringComparer.Ordinal)
        .ToDictionary(number => number.word, number => number.Value, StringComparer.Ordinal);

    [GeneratedRegex(
        @"pric(e|es|ing)|preise|tarifs|precios|料金|أسعار|מחירים|faq|questions|header|navigation|footer|testimonials?|\bform\b|formular|formulaire|formulario|gallery|timetable|schedule|opening (hours|times)|öffnungszeiten|horaires|\bhorario\b|benefits|features|call to action|\bcta\b|checkout|hero",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex ComponentWord();

    [GeneratedRegex(
        @"(?=((?<![\p{L}\d])(?<count>\d{1,3}|\p{L}{2,8})\s+(\p{L}{3,16}\s)?(e-?mails?|mails?|correos|رسائل|رسالة|הודעות|מיילים|אימיילים)|(?<count>\d{1,3}|[一二三四五六七八九十])[通本]の?メール))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Emails();
}
