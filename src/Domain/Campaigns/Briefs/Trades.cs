namespace AiWebBuilder.Domain.Campaigns.Briefs;

/// <summary>The one table of trades: what a business is called by, what is said for it, and how it looks.</summary>
public static class Trades
{
    public const string Generic = "generic";

    private const string Webinar = "webinar";

    // The order matters where a text holds words of two: an "online course for bakers" is a course, a "yoga workshop" is yoga.
    private static readonly IReadOnlyList<Trade> Known =
    [
        Named(
            "course",
            TradeLook.Grain,
            "online course, self-paced, onlinekurs, cours en ligne, formation en ligne, curso en línea, curso online, オンライン講座, دورة, קורס"
        ),
        Named("yoga", TradeLook.Hills, "yoga, pilates, ヨガ, يوغا, יוגה"),
        Named(
            "plumbing",
            TradeLook.Pipes,
            "plumb, klempner, sanitär, plomb, fontaner, 水道, 水まわり, سباك, שרברב, אינסטלט"
        ),
        Named(
            "bakery",
            TradeLook.Loaf,
            "baker, patisserie, pâtisserie, bäcker, konditor, boulanger, panader, pastelería, パン屋, ベーカリー, مخبز, מאפייה, מאפיית"
        ),
        Named(
            "restaurant",
            TradeLook.Table,
            "restaurant, osteria, trattoria, bistro, gasthaus, gaststätte, レストラン, مطعم, מסעד"
        ),
        Named("dental", TradeLook.Care, "dental, dentist, zahnarzt, zahnärzt, dentaire, 歯科, أسنان, שיניים"),
        Named(
            "real-estate",
            TradeLook.Facade,
            "real estate, estate agent, realtor, immobili, inmobili, makler, 不動産, عقار, נדל"
        ),
        Named(
            "charity",
            TradeLook.Shelter,
            "charit, nonprofit, non-profit, spendenaktion, wohltätig, caritat, but non lucratif, benéfic, sin ánimo de lucro, 慈善, خيري, עמות"
        ),
        Named(
            "gym",
            TradeLook.Plates,
            "gym, fitness, crossfit, salle de sport, gimnasio, ジム, نادي رياضي, صالة رياضية, חדר כושר"
        ),
        Named("saas", TradeLook.Panels, "saas, software, logiciel, ソフト, برمج, תוכנה"),
        // From here on trades have a look of their own, and the words of any business.
        Named(
            Generic,
            TradeLook.Grain,
            "course, academy, workshop, kurs, cours, curso, 講座, carpent, joiner, furniture, tischler, schreiner, menuisier"
        ),
        Named(Generic, TradeLook.Table, "cafe, café, coffee, catering, wine, food, カフェ, مقهى, בית קפה"),
        Named(
            Generic,
            TradeLook.Pipes,
            "heating, electric, roof, builder, construction, locksmith, garage, repair, handwerk"
        ),
        Named(Generic, TradeLook.Facade, "estate, property, architect"),
        Named(
            Generic,
            TradeLook.Care,
            "clinic, medical, doctor, physio, health, pharmac, veterinar, praxis, médec, clínica, 医院, عيادة, מרפא"
        ),
        Named(
            Generic,
            TradeLook.Hills,
            "wellness, spa, massage, meditation, garden, florist, fleurist, travel, hotel, bookshop, bookstore, buchhandlung, librair, librer, 書店, مكتبة, חנות ספרים"
        ),
        Named(Generic, TradeLook.Plates, "boxing, sport"),
        Named(Generic, TradeLook.Panels, "app, platform, invoic, finance, account, bank, insur, fintech"),
        Named(
            Generic,
            TradeLook.Network,
            "energy, consult, engineering, logistic, industr, security, energie, berat, エネルギー, طاقة, אנרגיה"
        ),
        Named(Generic, TradeLook.Shelter, "foundation, ngo, church, verein, association, جمعية"),
        Named(Generic, TradeLook.Forms, "agency, design, studio, photo, fashion, music, event, salon, beauty"),
    ];

    private static readonly Trade Unknown = new(Generic, TradeLook.Unknown);
    private static readonly Trade Webinars = Named(
        Webinar,
        TradeLook.Network,
        "webinar, webinaire, seminario web, ウェビナー, ندوة عبر, ובינר"
    );
    private static readonly Trade Invoicing = Named(
        "saas-invoicing",
        TradeLook.Panels,
        "invoic, rechnung, factur, 請求書, فواتير, חשבוניות"
    );

    /// <summary>What the trade of a brief is called: by its business type first, then by its name and description.</summary>
    public static string Of(Brief brief) => Find(brief).Name;

    /// <summary>How the trade of a brief looks.</summary>
    internal static TradeLook LookOf(Brief brief) => Find(brief).Look;

    private static Trade Find(Brief brief)
    {
        var topic = $"{brief.Name} {brief.Description}";
        var trade = Find(brief.BusinessType) ?? Find(brief.Name) ?? Find(brief.Description);
        // What is sold outranks who sells it: a consultancy's webinar is sold as a webinar, and looks like the consultancy.
        if (Tells(Webinars, topic) || Tells(Webinars, brief.BusinessType))
        {
            return Webinars with { Look = trade?.Look ?? Webinars.Look };
        }

        return trade is { Name: "saas" } && Tells(Invoicing, topic) ? Invoicing : trade ?? Unknown;
    }

    private static Trade? Find(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : Known.FirstOrDefault(trade => Tells(trade, text));

    private static bool Tells(Trade trade, string? text) =>
        text is not null && trade.Words.Any(word => Mentions(text, word));

    // "spa" is not in "spanish lessons for space", "app" not in "happy": short Latin words must start and end where the text's words
    // do, longer ones must start there, and the longest may end a compound ("Fischrestaurant"). Other scripts join words to
    // prefixes or have no spaces: they are searched as they are.
    internal static bool Mentions(string text, string word)
    {
        for (
            var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase);
            at >= 0;
            at = text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase)
        )
        {
            if (word[0] > '\u024F')
                return true;
            var end = at + word.Length;
            var starts = word.Length > 6 || at == 0 || !char.IsLetter(text[at - 1]);
            if (starts && (word.Length > 4 || end == text.Length || !char.IsLetter(text[end]) || text[end] is 's'))
                return true;
        }

        return false;
    }

    private static Trade Named(string name, TradeLook look, string words) =>
        new(name, look) { Words = words.Split(", ") };
}
