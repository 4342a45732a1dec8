namespace AiWebBuilder.Domain.Campaigns;

/// <summary>How businesses of one kind like to look when nobody has said otherwise.</summary>
/// <param name="Motif">The drawing its pages carry, see <see cref="Theme.Motif"/>.</param>
/// <param name="Style">One of <see cref="Theme.Style"/>.</param>
/// <param name="Background">The paper.</param>
/// <param name="Primary">Bands and, without a highlight, buttons.</param>
/// <param name="Highlight">Buttons and marks.</param>
/// <param name="Words">Parts of the business type that tell it, lower case, in the languages that the product writes.</param>
internal sealed record TradeLook(
    string Motif,
    string Style,
    string Background,
    string Primary,
    string Highlight,
    params IReadOnlyList<string> Words
)
{
    // The order matters where one type holds words of two: an "online course for bakers" is a course.
    private static readonly IReadOnlyList<TradeLook> All =
    [
        new(
            "grain",
            "editorial",
            "#FBF8F2",
            "#5B4636",
            "#B4763A",
            "course",
            "academy",
            "workshop",
            "kurs",
            "cours",
            "curso",
            "講座",
            "دورة",
            "קורס",
            "carpent",
            "joiner",
            "furniture"
        ),
        new(
            "loaf",
            "soft",
            "#FFFBF4",
            "#C98F4A",
            "#D9683C",
            "bakery",
            "baker",
            "patisserie",
            "bäckerei",
            "boulanger",
            "panader",
            "パン",
            "ベーカリー",
            "مخبز",
            "מאפי"
        ),
        new(
            "table",
            "editorial",
            "#FBF6EF",
            "#7A2E22",
            "#C8742F",
            "restaurant",
            "osteria",
            "trattoria",
            "bistro",
            "cafe",
            "café",
            "coffee",
            "catering",
            "wine",
            "food",
            "gaststätte",
            "レストラン",
            "مطعم",
            "מסעדה"
        ),
        new(
            "pipes",
            "bold",
            "#FFFFFF",
            "#0F2C4C",
            "#F27A1A",
            "plumb",
            "heating",
            "electric",
            "roof",
            "builder",
            "construction",
            "locksmith",
            "garage",
            "repair",
            "klempner",
            "sanitär",
            "handwerk",
            "plombier",
            "fontaner",
            "水道",
            "سباك",
            "אינסטל"
        ),
        new(
            "facade",
            "editorial",
            "#FAF7F2",
            "#2F3E4E",
            "#A9744F",
            "real estate",
            "estate",
            "property",
            "architect",
            "immobil",
            "makler",
            "inmobil",
            "不動産",
            "عقار",
            "נדל"
        ),
        new(
            "care",
            "soft",
            "#FBFDFE",
            "#2B6C8F",
            "#E08E6D",
            "dental",
            "dentist",
            "clinic",
            "medical",
            "doctor",
            "physio",
            "health",
            "pharmac",
            "veterinar",
            "zahn",
            "praxis",
            "médec",
            "clínica",
            "歯科",
            "医院",
            "عيادة",
            "أسنان",
            "מרפא"
        ),
        new(
            "hills",
            "editorial",
            "#FAF7F0",
            "#4F7057",
            "#C08A5A",
            "yoga",
            "pilates",
            "wellness",
            "spa",
            "massage",
            "meditation",
            "garden",
            "florist",
            "travel",
            "hotel",
            "ヨガ",
            "يوغا",
            "יוגה"
        ),
        new(
            "plates",
            "bold",
            "#111214",
            "#F2C500",
            "#F2C500",
            "gym",
            "fitness",
            "crossfit",
            "boxing",
            "sport",
            "ジム",
            "صالة رياضية",
            "חדר כושר"
        ),
        new(
            "panels",
            "soft",
            "#FFFFFF",
            "#2F4BB3",
            "#F0A35E",
            "software",
            "saas",
            "app",
            "platform",
            "invoic",
            "finance",
            "account",
            "bank",
            "insur",
            "fintech",
            "ソフト",
            "برمج",
            "תוכנה"
        ),
        new(
            "network",
            "bold",
            "#FFFFFF",
            "#16303A",
            "#1BB39B",
            "energy",
            "consult",
            "engineering",
            "logistic",
            "industr",
            "security",
            "energie",
            "berat",
            "エネルギー",
            "طاقة",
            "אנרגיה"
        ),
        new(
            "shelter",
            "editorial",
            "#FBF8F5",
            "#7B2420",
            "#D39B3E",
            "charity",
            "non-profit",
            "nonprofit",
            "foundation",
            "ngo",
            "church",
            "verein",
            "association",
            "慈善",
            "جمعية",
            "עמותה"
        ),
        new(
            "forms",
            "bold",
            "#FFFDF8",
            "#1F2430",
            "#E4572E",
            "agency",
            "design",
            "studio",
            "photo",
            "fashion",
            "music",
            "event",
            "salon",
            "beauty"
        ),
    ];

    private static readonly TradeLook Unknown = new("forms", "editorial", "#FBFAF7", "#2E4650", "#B5653B");

    /// <summary>The trade that a business type names, else that the campaign's own words name, else a neutral one.</summary>
    public static TradeLook Of(Brief brief) =>
        Find(brief.BusinessType) ?? Find(brief.Name) ?? Find(brief.Description) ?? Unknown;

    private static TradeLook? Find(string? text) =>
        text is null ? null : All.FirstOrDefault(look => look.Words.Any(word => WordStarts(text, word)));

    // "spa" is not in "spanish lessons for space", "app" not in "happy": Latin words must start where the text's words do,
    // and short ones must end there. Scripts without spaces are searched as they are.
    private static bool WordStarts(string text, string word)
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
            var starts = at == 0 || !char.IsLetter(text[at - 1]);
            if (starts && (word.Length > 4 || end == text.Length || !char.IsLetter(text[end]) || text[end] is 's'))
                return true;
        }

        return false;
    }
}
