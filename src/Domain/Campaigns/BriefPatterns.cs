using System.Text.RegularExpressions;

namespace AiWebBuilder.Domain.Campaigns;

/// <summary>How facts are written in the seven languages. Every pattern has a time limit, since briefs come from strangers.</summary>
internal static partial class BriefPatterns
{
    private const RegexOptions Options =
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const int TimeoutMs = 1000;

    private const string Currency =
        @"EUR\b|USD\b|GBP\b|CHF\b|JPY\b|ILS\b|SAR\b|AED\b|JOD\b|EGP\b|MAD\b|CAD\b|AUD\b|SEK\b|NOK\b|DKK\b|PLN\b"
        + @"|€|\$|£|¥|₪|円|ש""ח|ש״ח|شيكل|دينار(ًا)?|درهم(ًا)?|ريال(ًا)?|جنيه(ًا)?|euros?\b|dollars?\b|pounds?\b|Franken\b";

    private const string Number = @"\d{1,3}([.,'\u00A0\u202F]\d{3})+([.,]\d{1,2})?|\d+([.,]\d{1,2})?";

    /// <summary>Number words one to twelve in the languages that write them.</summary>
    public static IReadOnlyDictionary<string, int> NumberWords { get; } =
        new[]
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
            .DistinctBy(number => number.word)
            .ToDictionary(number => number.word, number => number.Value, StringComparer.Ordinal);

    public static IEnumerable<string> Sentences(string text) =>
        SentenceEnd().Split(text).Select(sentence => sentence.Trim()).Where(sentence => sentence.Length > 0);

    /// <summary>The parts of sentences between commas and semicolons; the comma of "245,000" is not one.</summary>
    public static IEnumerable<string> Clauses(string text) => Sentences(text).SelectMany(ClausesOf);

    public static IReadOnlyList<string> Statements(string text) =>
        [
            .. StatementList()
                .Matches(text)
                .SelectMany(match => match.Groups["list"].Value.Split([';', '；', '؛'], StringSplitOptions.TrimEntries))
                .Where(statement => statement.Length is > 0 and <= 200),
        ];

    public static IEnumerable<MoneyFact> Money(string text)
    {
        foreach (var clause in Clauses(text))
        {
            var match = Amount().Match(clause);
            for (var start = 0; match.Success; match = match.NextMatch())
            {
                var next = match.NextMatch();
                var before = AfterColon(clause[start..match.Index]).Trim();
                var after = clause[(match.Index + match.Length)..(next.Success ? next.Index : clause.Length)];
                var (label, prefix) = LabelOf(before);
                // Between two amounts the words belong to the second: "Solo 9 EUR and Studio 24 EUR".
                var suffix = next.Success ? null : after.Trim().Trim('.', ',', ';', '。', ')').Trim();
                yield return new MoneyFact(
                    match.Value.Trim(),
                    label,
                    prefix,
                    suffix is { Length: > 0 and <= 80 } ? suffix : null
                );
                start = match.Index + match.Length;
            }
        }
    }

    public static IEnumerable<PhoneFact> Phones(string text) =>
        Phone()
            .Matches(text)
            .Select(match => match.Value.Trim())
            .Where(number => number.Count(char.IsAsciiDigit) is >= 7 and <= 15 && !IsoDate().IsMatch(number))
            .Select(number => new PhoneFact(
                number,
                "tel:" + new string([.. number.Where(c => c == '+' || char.IsAsciiDigit(c))])
            ))
            .DistinctBy(phone => phone.Href, StringComparer.Ordinal);

    /// <summary>Clauses without a sum in a sentence that names one, when they are neither a count nor a day.</summary>
    public static IEnumerable<string> Conditions(string text) =>
        Sentences(text)
            .Where(sentence => Amount().IsMatch(sentence) && !StatementList().IsMatch(sentence))
            .SelectMany(ClausesOf)
            .Where(clause =>
                clause.Length <= 80 && !Amount().IsMatch(clause) && !Count().IsMatch(clause) && !Day().IsMatch(clause)
            )
            .Distinct(StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<CountFact> Counts(string text) =>
        Clauses(text)
            .Where(clause => !Amount().IsMatch(clause))
            .Select(clause => Count().Match(clause) is { Success: true } whole ? whole : Range().Match(clause))
            .Where(match => match.Success && !Deliverable().IsMatch(match.Groups["noun"].Value))
            .Select(match => new CountFact(match.Groups["number"].Value, match.Groups["noun"].Value.Trim()))
            .DistinctBy(count => count.Text, StringComparer.OrdinalIgnoreCase);

    public static string? Place(string text) =>
        JapanesePlace().Match(text) is { Success: true } japanese ? japanese.Groups["place"].Value
        : ArabicPlace().Match(text) is { Success: true } arabic ? arabic.Groups["place"].Value
        : LatinPlace().Match(text) is { Success: true } latin ? latin.Groups["place"].Value
        : null;

    /// <summary>"Osteria Lina — new tasting menu" signs as "Osteria Lina"; "Spring at Riverside Yoga" as "Riverside Yoga".</summary>
    public static (string Brand, string? Topic) Brand(string name)
    {
        var parts = Dash().Split(name, 2);
        if (parts is [{ Length: > 1 } signs, { Length: > 1 } topic])
        {
            return (signs.Trim(), topic.Trim());
        }

        if (AtBrand().Match(name) is { Success: true } at)
        {
            return (at.Groups["brand"].Value.Trim(), at.Groups["topic"].Value.Trim());
        }

        var stripped = CampaignWords().Replace(name, "").Trim();
        return (stripped.Length > 2 ? stripped : name.Trim(), null);
    }

    private static IEnumerable<string> ClausesOf(string sentence) =>
        ClauseEnd()
            .Split(sentence)
            .Select(clause => clause.Trim().TrimEnd('.', '。'))
            .Where(clause => clause.Length > 0);

    private static string AfterColon(string text) => text[(text.LastIndexOfAny([':', '：']) + 1)..];

    private static (string? Label, string? Prefix) LabelOf(string before)
    {
        var prefix = FromWord().Match(before) is { Success: true } from ? from.Value.Trim() : null;
        var label = PriceWords()
            .Replace(prefix is null ? before : before[..^prefix.Length], " ")
            .Trim()
            .Trim('-', '–', '—', '=', '(')
            .Trim();
        return (label.Length is > 0 and <= 48 && label.Split(' ').Length <= 6 ? label : null, prefix);
    }

    [GeneratedRegex(@"(?<=[.!?؟])\s+|(?<=[。！？])|\n", Options, TimeoutMs)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"[,;]\s+|[、，；،؛]", Options, TimeoutMs)]
    private static partial Regex ClauseEnd();

    [GeneratedRegex(
        @"\b(facts|fakten|faits|datos|事実|حقائق|עובדות)[^:：\n.]{0,40}[:：]\s*(?<list>[^.\n。]{1,1000})",
        Options,
        TimeoutMs
    )]
    private static partial Regex StatementList();

    [GeneratedRegex(
        $@"(?<![#A-Z0-9_.,])(({Currency})\s?({Number})(?![\w%])|(\d{{1,3}}( \d{{3}})+|{Number})[ \u00A0\u202F]?({Currency}))",
        Options,
        TimeoutMs
    )]
    private static partial Regex Amount();

    [GeneratedRegex(@"(?<![#\w+])(\+\d|0|\(0)[\d\s().\-/]{5,18}\d(?!\w)", Options, TimeoutMs)]
    private static partial Regex Phone();

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}", Options, TimeoutMs)]
    private static partial Regex IsoDate();

    [GeneratedRegex(@"(?<![\w.+-])[\w.+-]{1,64}@[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63}){1,4}(?![\w@])", Options, TimeoutMs)]
    public static partial Regex Email();

    [GeneratedRegex(@"https://[a-z0-9.-]{3,200}(/[\w\-./%~]{0,300})?", Options, TimeoutMs)]
    public static partial Regex Link();

    [GeneratedRegex(
        @"^(?<number>\d{1,6}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce)\s+(?<noun>(?!-)\p{L}[\p{L}\s'’-]{1,48})$",
        Options,
        TimeoutMs
    )]
    private static partial Regex Count();

    [GeneratedRegex(@"(?<number>\b\d{1,4}\s?[–-]\s?\d{1,4})\s+(?<noun>\p{L}{3,30})", Options, TimeoutMs)]
    private static partial Regex Range();

    [GeneratedRegex(
        @"^(e-?mails?|pages?|sections?|components?|newsletters?|seiten|mails|correos|años|years|jahren?|ans)\b",
        Options,
        TimeoutMs
    )]
    private static partial Regex Deliverable();

    [GeneratedRegex(@"[“„«「""](?<text>[^“”„«»「」""\n]{2,120})[”“»」""]", Options, TimeoutMs)]
    public static partial Regex Quoted();

    [GeneratedRegex(
        @"^(never|no|don['’]t|do not|avoid|without|kein\w*|nie|niemals|nicht|jamais|pas de|aucun\w*|sin|nunca|לא|אין|ללא|بدون|لا)\s|禁止|しない",
        Options,
        TimeoutMs
    )]
    public static partial Regex Prohibition();

    [GeneratedRegex(
        // The topic is looked for behind the words that announce it: from the front every letter of a text would begin one.
        @"(?<=(?<topic>[\p{L} ]{3,40})) must be (mentioned|named|stated)|\b(always mention|mention the|mention) (?<topic>[\p{L} ]{3,40})",
        Options,
        TimeoutMs
    )]
    public static partial Regex MustMention();

    [GeneratedRegex(
        @"(?<length>\d{1,3}[- ](day|week|month|tägig\w*|jours?|días?|日間))[- ]?(free )?(trial|test|d['’]essai|de prueba|トライアル)",
        Options,
        TimeoutMs
    )]
    public static partial Regex Trial();

    [GeneratedRegex(
        @"first[- ](class|lesson|visit|session)[- ](is )?free|free first (class|lesson|visit|session)|erste \w+ (ist )?(gratis|kostenlos)|première séance (gratuite|offerte)|primera clase gratis|初回無料|الأولى مجان|ראשון חינם",
        Options,
        TimeoutMs
    )]
    public static partial Regex FirstFree();

    [GeneratedRegex(
        @"\bfree (webinar|event|seminar|guide|talk)\b|kostenlose[sn]? (webinar|seminar)|webinaire gratuit|(webinar|seminario) gratuito|無料ウェビナー|ندوة مجانية|ובינר חינם",
        Options,
        TimeoutMs
    )]
    public static partial Regex Free();

    [GeneratedRegex(
        @"\b(grand opening|now open|opening day|opens on|eröffnung|neueröffnung|ouverture|inauguración|apertura)\b|開店|オープン|افتتاح|פתיחה",
        Options,
        TimeoutMs
    )]
    public static partial Regex Opening();

    [GeneratedRegex(
        @"first[- ]person singular|ich-form|première personne du singulier|primera persona del singular",
        Options,
        TimeoutMs
    )]
    public static partial Regex FirstPerson();

    [GeneratedRegex(
        @"short sentences|kurze sätze|phrases courtes|frases cortas|短い文|جمل قصيرة|משפטים קצרים",
        Options,
        TimeoutMs
    )]
    public static partial Regex ShortSentences();

    [GeneratedRegex(
        @"testimonial|customer quotes?|reviews section|kundenstimm|témoignage|opiniones|お客様の声|آراء العملاء|המלצות לקוח",
        Options,
        TimeoutMs
    )]
    public static partial Regex Testimonials();

    // Owners describe the job ("Landing page with a form"), not the business, in these words.
    [GeneratedRegex(
        @"\b(page|pages|website|e-?mails?|campaign|funnel|section|component|form|cards?|phone first|headline|seite|webseite|kampagne|formular|site|formulaire|campagne|página|campaña|formulario|register for|launch of|offer for|announce\w*|rework|redesign|show|landing)\b|ページ|告知|フォーム|サイト|キャンペーン|صفحة|حملة|نموذج|موقع|עמוד|(?<!\p{L})דף(?!\p{L})|קמפיין|טופס|אתר|[<>{}]",
        Options,
        TimeoutMs
    )]
    public static partial Regex AboutThePage();

    [GeneratedRegex(
        @"(?<![\p{L}])(?<place>[\u4E00-\u9FFF]{2,6}(・[\u4E00-\u9FFF]{2,6})?)(に住む|の(?=(小さな|街|住宅街|駅|老舗|人気)))",
        Options,
        TimeoutMs
    )]
    private static partial Regex JapanesePlace();

    [GeneratedRegex(@"(?<![\p{L}])في (مدينة )?(?<place>[\p{IsArabic}]{3,15})", Options, TimeoutMs)]
    private static partial Regex ArabicPlace();

    [GeneratedRegex(
        @"(?<![\p{L}])(?i:in|near|around|of|nahe|bei|à|en)\s(?<place>(?!EU\b|UK\b|USA?\b)\p{Lu}\p{Ll}+([ -]\p{Lu}\p{Ll}+){0,2})(?![\p{L}])",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeoutMs
    )]
    private static partial Regex LatinPlace();

    [GeneratedRegex(@"\s+[—–|:]\s+|\s+-\s+|：|｜", Options, TimeoutMs)]
    private static partial Regex Dash();

    [GeneratedRegex(
        @"^(?<topic>[\p{L}\s]{2,40}) (at|bei|chez|en|@) (?<brand>\p{Lu}.{2,})$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeoutMs
    )]
    private static partial Regex AtBrand();

    [GeneratedRegex(
        @"(\s+(launch|campaign|call-out|webinar|appeal|landing page|pricing table|pricing|hero|funnel|newsletter|page|website|e-?mails?|kampagne|webseite|campagne|campaña))+$|の(開店|ご案内|お知らせ|オープン|キャンペーン)$",
        Options,
        TimeoutMs
    )]
    private static partial Regex CampaignWords();

    [GeneratedRegex(@"(\b(from|ab|da|vanaf|à partir de|dès|desde)|من|החל מ-?)\s*$", Options, TimeoutMs)]
    private static partial Regex FromWord();

    [GeneratedRegex(
        @"\b(prices?|costs?|for|is|at|only|and|plus|preise?|kostet|für|und|prix|coûte|et|precios?|cuesta|por|y)\b|価格|料金|السعر|الأسعار|מחיר|[:=：は]",
        Options,
        TimeoutMs
    )]
    private static partial Regex PriceWords();
}
