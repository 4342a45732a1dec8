using System.Text.RegularExpressions;

namespace AiWebBuilder.Domain.Campaigns.Briefs;

/// <summary>How facts are written in the seven languages. Every pattern has a time limit, since briefs come from strangers.</summary>
internal static partial class BriefPatterns
{
    private const RegexOptions Options =
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>The patterns are linear: a limit is met by their own compilation, on a busy machine, sooner than by a text.</summary>
    private const int TimeoutMs = 10_000;

    private const string Currency =
        @"EUR\b|USD\b|GBP\b|CHF\b|JPY\b|ILS\b|SAR\b|AED\b|JOD\b|EGP\b|MAD\b|CAD\b|AUD\b|SEK\b|NOK\b|DKK\b"
        + @"|PLN\b|CZK\b|RON\b|TRY\b|INR\b|BRL\b|zł|Kč|kr\b|lei\b|TL\b|R\$|₺|₽|₩|₹|₴|€|\$|£|¥|₪|円|ש""ח|ש״ח|شيكل|دينار(ًا)?|درهم(ًا)?|ريال(ًا)?|جنيه(ًا)?|euros?\b|dollars?\b|pounds?\b|Franken\b";

    private const string Number = @"\d{1,3}([.,'\u00A0\u202F]\d{3})+([.,]\d{1,2})?|\d+([.,]\d{1,2})?";

    private const string ThenWords = "then|dann|danach|puis|ensuite|luego|después|or|oder|ou";

    private const string LeadingWords =
        @"\b(prices?|costs?|for|is|are|at|only|and|or|plus|preise?|kostet|für|und|oder|prix|coûte|et|ou|precios?|cuesta|por|y)\b"
        + "|価格|料金|السعر|الأسعار|מחיר|[:=：は]";

    // Longest words behind a price that a card shows.
    private const int MaxSuffix = 80;

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

    /// <summary>With a capital first letter, as a sentence has it that was typed in a hurry. A name like "iRun" keeps its own.</summary>
    public static string Begun(string sentence) =>
        sentence.Length > 1 && char.IsLower(sentence[0]) && !char.IsUpper(sentence[1])
            ? char.ToUpperInvariant(sentence[0]) + sentence[1..]
            : sentence;

    /// <summary>Whether a sentence lists nothing but prices, their conditions, counts and dates, which have sections of their own.</summary>
    public static bool IsListOfFigures(string sentence)
    {
        var clauses = ClausesOf(sentence).ToList();
        return clauses.TrueForAll(clause =>
                Amount().IsMatch(clause)
                || FreePrice().IsMatch(clause)
                || ConditionWord().IsMatch(clause)
                || (clauses.Count > 1 && (Count().IsMatch(clause) || Date().IsMatch(clause) || Day().IsMatch(clause)))
            )
            && (clauses.Count > 1 || Amount().IsMatch(sentence))
            && MoneyOf(sentence).TrueForAll(money => money.Label is not null || clauses.Count > 1);
    }

    /// <summary>Whether a sentence says nothing but opening hours.</summary>
    public static bool IsOpeningHours(string sentence) =>
        WithoutOpeningTimes(sentence) is var rest && rest.Length < sentence.Length && rest.Count(char.IsLetter) < 20;

    /// <summary>Whether the sentences are one person's: "I", and never "we".</summary>
    public static bool SpeaksAsOne(IReadOnlyList<string> sentences) =>
        sentences.Any(sentence => One().IsMatch(sentence)) && !sentences.Any(sentence => Several().IsMatch(sentence));

    public static IReadOnlyList<string> Statements(string text) =>
        [
            .. StatementList()
                .Matches(text)
                .SelectMany(match => match.Groups["list"].Value.Split([';', '；', '؛'], StringSplitOptions.TrimEntries))
                .Where(statement => statement.Length is > 0 and <= 200),
        ];

    public static IEnumerable<MoneyFact> Money(string text) => Sentences(text).SelectMany(MoneyOf);

    // What a sentence prices. "£60 incl. the first hour, then £45" is one price with a second stage, not two.
    private static List<MoneyFact> MoneyOf(string sentence)
    {
        var found = new List<MoneyFact>();
        var priced = Amount().IsMatch(sentence);
        foreach (var fact in ClausesOf(sentence).SelectMany(clause => MoneyIn(clause, priced)))
        {
            var text = found.Count > 0 ? $"{found[^1].Suffix}{(found[^1].Suffix is null ? "" : ", ")}{fact.Text}" : "";
            if (
                found.Count > 0
                && fact.Label is null
                && ThenWord().IsMatch(fact.Prefix ?? "")
                && text.Length <= MaxSuffix
            )
            {
                found[^1] = found[^1] with { Suffix = text };
            }
            else
            {
                found.Add(fact);
            }
        }

        return found;
    }

    private static IEnumerable<MoneyFact> MoneyIn(string clause, bool priced)
    {
        // Free of charge is a price where the sentence names others beside it.
        if (priced && !Amount().IsMatch(clause) && FreePrice().Match(clause) is { Success: true } free)
        {
            yield return new MoneyFact(
                free.Groups["amount"].Value,
                free.Groups["label"] is { Success: true, Value: var what } ? what.Trim() : null,
                null,
                free.Groups["suffix"] is { Success: true, Value: var forWhom } ? forWhom.Trim() : null
            );
        }

        var match = Amount().Match(clause);
        for (var start = 0; match.Success; match = match.NextMatch())
        {
            var next = match.NextMatch();
            var end = match.Index + match.Length;
            var (label, prefix) = LabelOf(AfterColon(clause[start..match.Index]).Trim());
            var after = clause[end..(next.Success ? next.Index : clause.Length)];
            // Between two amounts the words belong to the second ("Solo 9 EUR and Studio 24 EUR"), but for a unit or what is
            // included: "£60 incl. the first hour then £45".
            var unit = next.Success ? UnitBetween().Match(after) : Match.Empty;
            var own = next.Success ? unit.Groups["suffix"].Value : after;
            var suffix = own.Trim().Trim('.', ',', ';', '。', ')').Trim();
            yield return new MoneyFact(
                match.Value.Trim(),
                label,
                prefix,
                suffix is { Length: > 0 and <= MaxSuffix } ? suffix : null
            );
            start = end + unit.Length;
        }
    }

    public static IEnumerable<PhoneFact> Phones(string text) =>
        Phone()
            .Matches(text)
            .Select(match => match.Value.Trim())
            .Where(number => number.Count(char.IsAsciiDigit) is >= 7 and <= 15 && !DateInDigits().IsMatch(number))
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
                clause.Length <= 80
                && ConditionWord().IsMatch(clause)
                && !Amount().IsMatch(clause)
                && !FreePrice().IsMatch(clause)
                && !Count().IsMatch(clause)
                && !Day().IsMatch(clause)
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
            .Replace(prefix is null ? before : before[..^prefix.Length].TrimEnd(), "")
            .Trim()
            .Trim('-', '–', '—', '=', '(')
            .Trim();
        return (label.Length is > 0 and <= 48 && label.Split(' ').Length <= 6 ? label : null, prefix);
    }

    // Not after an abbreviation ("incl. the first hour"), a number's sign ("no. 12") or the day of a date ("14. April").
    [GeneratedRegex(
        @"(?<=[.!?؟])(?<!\b(incl|inkl|excl|exkl|approx|ca|env|tel|tél|zzgl|bzw|evtl|vs|dr|mr|mrs|ms|st|e\.g|i\.e|z\.\s?B|d\.\s?h|p\.\s?ej)\.)"
            + $@"(?!(?<=\b(no|nr|núm)\.)\s+\d)(?!(?<=\b\d{{1,2}}\.)\s+({Months})\b)\s+|(?<=[。！？])|\n",
        Options,
        TimeoutMs
    )]
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
        $@"(?<![#A-Z0-9_.,])(({Currency})\s?({Number})(?![\w%])|(\d{{1,3}}( \d{{3}})+|{Number})[ \u00A0\u202F]?({Currency}))(/\s?\p{{L}}{{1,12}})?",
        Options,
        TimeoutMs
    )]
    private static partial Regex Amount();

    // A number without a leading 0 or + is one when a word before it says so; digits before it are its own beginning.
    [GeneratedRegex(
        @"(?<![#\w+]|\d[ \u00A0\u202F.\-–/])(\+\d|0|\(0|(?<=\b(tel\p{L}*|tél\p{L}*|tfn|phone|mobile|call|ring|text|sms|whatsapp|fon|handy|móvil)[.:]?\s{0,2}((us|me|on|at|is|al|au|unter)\s){0,2})\(?[1-9])[\d ().\-–/\u00A0\u202F]{5,18}\d(?!\w)",
        Options,
        TimeoutMs
    )]
    private static partial Regex Phone();

    // "0460-00-1234" is a telephone number, "2026-03-14" and "01.02.2026" are days.
    [GeneratedRegex(
        @"^((19|20)\d{2}-(0[1-9]|1[0-2])-\d{2}(?!\d)|\d{1,2}[./-]\d{1,2}[./-](19|20)\d{2})",
        Options,
        TimeoutMs
    )]
    private static partial Regex DateInDigits();

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
        @"^(e-?mails?|pages?|sections?|components?|newsletters?|seiten|mails|correos|años|years|jahren?|ans|uhr|am|pm)\b",
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

    // "I" in capitals, and with what English puts behind it: in Italian it is an article.
    [GeneratedRegex(
        @"\b(I['’](m|ve|ll|d)|I (am|was|have|had|do|make|made|take|walk|teach|work|help|photograph|offer|build|write|bake|fix|repair|cook|design|always|also|only|will|can|run|started)|[Ii]ch (bin|habe|mache|biete|arbeite|fotografiere|unterrichte|helfe)|[Jj]e (suis|fais|propose|travaille|réalise|crée)|[Jj]['’]ai)\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeoutMs
    )]
    private static partial Regex One();

    [GeneratedRegex(@"\b(we|our|us|wir|uns|unser\w*|nous|notre|nos)\b", Options, TimeoutMs)]
    private static partial Regex Several();

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
        @"\b(page|pages|website|e-?mails?|campaign|funnel|section|component|form|cards?|phone first|headline|seite|webseite|kampagne|formular|site|formulaire|(?<!pain (de )?)campagne|página|campaña|formulario|register for|launch of|offer for|announce\w*|rework|redesign|show|landing|opt-in|lorem ipsum|dolor sit amet|TB[CDA]|TODO|add (more )?text|text here)\b|\[[^\]\n]*\]|https?://|ページ|告知|フォーム|サイト|キャンペーン|صفحة|حملة|نموذج|موقع|עמוד|(?<!\p{L})דף(?!\p{L})|קמפיין|טופס|אתר|[<>{}]",
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

    [GeneratedRegex(@"(?<![\p{L}])في (مدينة )?(?<place>[\p{IsArabic}-[،؛؟]]{3,15})", Options, TimeoutMs)]
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

    [GeneratedRegex(
        $@"(\b(from|ab|da|vanaf|od|från|à partir de|dès|desde|{ThenWords})|من|החל מ-?)\s*$",
        Options,
        TimeoutMs
    )]
    private static partial Regex FromWord();

    [GeneratedRegex($"^({ThenWords})$", Options, TimeoutMs)]
    private static partial Regex ThenWord();

    // Words that only lead up to the sum; inside a label they are part of it: "A parcel for a family".
    [GeneratedRegex($@"^(({LeadingWords})\s*)+|(\s*({LeadingWords}))+$", Options, TimeoutMs)]
    private static partial Regex PriceWords();

    [GeneratedRegex(
        $@"^\s*(?<suffix>(/|(per|an?|each|incl\w*|inkl\w*|for|im|pro|je|par|por|al|cada)\b).*?)\s*\b(?=({ThenWords}|and|plus|or|und|oder|et|ou|y|o)\b)",
        Options,
        TimeoutMs
    )]
    private static partial Regex UnitBetween();

    [GeneratedRegex(
        @"^(?<amount>free|kostenlos|gratis|gratuit\w*)\s+(?<suffix>(for|für|pour|para|up to|bis)\b.{1,60})$"
            + @"|^(?<label>.{2,48}?)(?<!\b(gluten|lactose|dairy|sugar|risk|tax|duty|care|hassle)[ -]?)\s+((is|are|ist|sind|est|sont|es|son)\s+)?(?<amount>free|kostenlos|gratis|gratuit\w*|offert\w*|ללא תשלום|חינם|مجان\S*)$",
        Options,
        TimeoutMs
    )]
    private static partial Regex FreePrice();

    // What stands beside a price and is about it; whatever else the sentence says is no condition.
    [GeneratedRegex(
        @"\b(with(out)?|incl\w*|refund\w*|money[- ]back|guarantee\w*|free|cancel\w*|minimum|VAT|tax|deposit|trial|contract|nach|inkl\w*|zzgl|MwSt|ohne|mit|kostenlos|kündbar|Rückgabe\w*|Geld zurück|sans|avec|compris\w*|inclus\w*|TTC|HT|gratuit\w*|rembours\w*|garantie|sin|con|IVA|incluid\w*|gratis|devoluci\w*|garantía)\b"
            + "|込|税|付|無料|返金|شامل|ضريبة|مجان|استرداد|כולל|מע\"מ|חינם|ללא|החזר",
        Options,
        TimeoutMs
    )]
    private static partial Regex ConditionWord();
}
