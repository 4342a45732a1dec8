using System.Text.RegularExpressions;

namespace AiWebBuilder.Domain.Campaigns.Briefs;

/// <summary>How dates, weekdays and times are written.</summary>
internal static partial class BriefPatterns
{
    private const string Months =
        "January|February|March|April|May|June|July|August|September|October|November|December"
        + "|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember"
        + "|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
        + "|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
        + "|يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر"
        + "|ב?ינואר|ב?פברואר|ב?מרץ|ב?אפריל|ב?מאי|ב?יוני|ב?יולי|ב?אוגוסט|ב?ספטמבר|ב?אוקטובר|ב?נובמבר|ב?דצמבר";

    private const string Days =
        "Mondays?|Tuesdays?|Wednesdays?|Thursdays?|Fridays?|Saturdays?|Sundays?"
        + "|Montags?|Dienstags?|Mittwochs?|Donnerstags?|Freitags?|Samstags?|Sonntags?"
        + "|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
        + "|lunes|martes|miércoles|jueves|viernes|sábados?|domingos?"
        + "|[月火水木金土日]曜日?|الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد"
        + "|יום ראשון|יום שני|יום שלישי|יום רביעי|יום חמישי|יום שישי|שבת";

    // As they are written in opening hours: "Mo–Fr", "Tue-Fri", "א׳–ה׳".
    private const string DaysInShort =
        Days
        + "|Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun|lun|mar|mer|jeu|ven|sam|dim|Mo|Di|Mi|Do|Fr|Sa|So|[א-ו][׳']"
        + "|daily|every day|weekdays|weekends?|täglich|werktags|tous les jours|todos los días|毎日|平日|يومي(?:ا|ًا|اً)";

    private const string DayArticle = "du|le|les|de|von|am|from|on|el|los|من|ימים|בימים";

    // What has been read as a day stays one: else "mardi" is also a "mar" and a "Di", and a row of them 2ⁿ rows.
    private const string DayList =
        $@"(?>(?:(?:{DayArticle})\s+)?(?:\s{{0,3}}(?:(?:[-–—~〜/,&+]|to|till|until|through|and|bis|und|à|au|et|a|al|y|إلى|حتى|و|עד|から)\s{{0,3}})?"
        + $@"(?:(?:{DayArticle})\s+)?(?:{DaysInShort})\.?){{1,14}})";

    private const string Hour =
        @"\d{1,2}(?:[:.h]\d{2}|h|時(?:\d{2}分)?)?(?!\d)(?:\s?(?:am|pm|a\.m\.|p\.m\.|Uhr|صباح(?:ا|ًا|اً)|مساء(?:ً|ا)?|ظهر(?:ا|ًا|اً)))?";

    private static readonly string[][] Weeks =
    [
        ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
        ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
        ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
        ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
        ["月曜日", "火曜日", "水曜日", "木曜日", "金曜日", "土曜日", "日曜日"],
        ["الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت"],
        ["יום ראשון", "יום שני", "יום שלישי", "יום רביעי", "יום חמישי", "יום שישי", "שבת"],
    ];

    public static WhenFact? Dates(string text)
    {
        var matches = Date().Matches(text).Take(4).ToList();
        if (matches.Count == 0)
        {
            return null;
        }

        var days = matches.SelectMany(match =>
            match.Groups["second"].Success
            && match.Groups["joint"].Value.Trim().ToLowerInvariant() is "and" or "und" or "et" or "y" or "&"
                ?
                [
                    $"{match.Groups["first"].Value} {match.Groups["month"].Value}",
                    $"{match.Groups["second"].Value} {match.Groups["month"].Value}",
                ]
                : new[] { match.Value }
        );
        return new WhenFact(string.Join(", ", matches.Select(match => match.Value)), [.. days]);
    }

    public static IEnumerable<OpeningTime> OpeningTimes(string text) =>
        OpeningTime()
            .Matches(text)
            .Select(match => new OpeningTime(
                JointBefore().Replace(match.Groups["days"].Value, "").TrimEnd('.'),
                (match.Groups["hours"].Success ? match.Groups["hours"] : match.Groups["closed"]).Value.Trim()
            ))
            .DistinctBy(time => time.Days, StringComparer.OrdinalIgnoreCase);

    /// <summary>The sentence without its opening times.</summary>
    public static string WithoutOpeningTimes(string sentence) => OpeningTime().Replace(sentence, "");

    public static WhenFact? Weekdays(string text)
    {
        if (DayRange().Match(text) is { Success: true } range)
        {
            var week = Weeks.FirstOrDefault(days =>
                Index(days, range.Groups["from"].Value) >= 0 && Index(days, range.Groups["to"].Value) >= 0
            );
            if (week is not null)
            {
                var (from, to) = (Index(week, range.Groups["from"].Value), Index(week, range.Groups["to"].Value));
                var length = ((to - from + 7) % 7) + 1;
                return new WhenFact(range.Value, [.. Enumerable.Range(from, length).Select(day => week[day % 7])]);
            }
        }

        var named = Day()
            .Matches(text)
            .Select(match => match.Value)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Take(7)
            .ToList();
        return named.Count == 0 ? null : new WhenFact(string.Join(", ", named), named);

        static int Index(string[] days, string name) =>
            Array.FindIndex(days, day => name.StartsWith(day, StringComparison.OrdinalIgnoreCase));
    }

    [GeneratedRegex(
        $@"(?<!\p{{L}})(?:(?<closed>closed|geschlossen|fermé|cerrado)\s+)?(?<days>{DayList})(?!\p{{L}})(?(closed)|\s*[:,]?\s*"
            + @"(?:(?<closed>closed|geschlossen|fermé|cerrado|休み|定休|مغلق|סגור)|(?<hours>(?:(?:from|von|de|من)\s+)?"
            + $@"(?:(?:\s*(?:,|&|/|and|und|et|y)\s*)?{Hour}\s*(?:[-–—~〜]|to|till|until|bis|à|a|إلى|حتى|עד|から)\s*{Hour})+)(?!\d|\s(?:people|persons|guests|Personen|Gäste|personnes|personas))))",
        Options,
        TimeoutMs
    )]
    private static partial Regex OpeningTime();

    [GeneratedRegex(@"^([\s,&+/–-]|(and|und|et|y|to|a)\s|و)+", Options, TimeoutMs)]
    private static partial Regex JointBefore();

    [GeneratedRegex(
        @"(?<!\d)\d{1,2}:\d{2}(\s?[–-]\s?\d{1,2}:\d{2})?(?!\d)|\b\d{1,2}\s?(am|pm|Uhr)\b",
        Options,
        TimeoutMs
    )]
    public static partial Regex Time();

    [GeneratedRegex(
        $@"(?<first>\b\d{{1,2}})\.?(?<joint>\s*(and|und|et|y|&|–|-|to|bis|au|al)\s*)?(?(joint)(?<second>\d{{1,2}})\.?)\s+(de\s+)?(?<month>{Months})\b(\s+(de\s+)?\d{{4}})?|\b({Months})\s+\d{{1,2}}\b(,\s*\d{{4}})?|(\d{{4}}年)?\d{{1,2}}月\d{{1,2}}日|\b\d{{4}}-\d{{2}}-\d{{2}}\b",
        Options,
        TimeoutMs
    )]
    private static partial Regex Date();

    // Hebrew joins "and", "on", "the", "from" to the day, Arabic "and".
    [GeneratedRegex($@"(?<=(^|\P{{L}})[וو]?[בהלמ]?)({Days})(?!\p{{L}})", Options, TimeoutMs)]
    private static partial Regex Day();

    [GeneratedRegex(
        $@"(?<=(^|\P{{L}})[וو]?[בהלמ]?)((from|von|du|de)\s+)?(?<from>{Days})\s*(to|till|until|through|bis|à|au|a|al|から|[–~〜-]|إلى|עד)\s*(?<to>{Days})(?!\p{{L}})",
        Options,
        TimeoutMs
    )]
    private static partial Regex DayRange();
}
