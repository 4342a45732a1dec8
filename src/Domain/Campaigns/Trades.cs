namespace AiWebBuilder.Domain.Campaigns;

/// <summary>The trades that the planner and the offline copywriter know by name.</summary>
public static class Trades
{
    public const string Generic = "generic";

    // The order matters: "webinar of a dental clinic" is a webinar, "yoga course" is a course only when nothing says studio.
    private static readonly (string Trade, string[] Words)[] Known =
    [
        ("webinar", ["webinar", "ウェビナー", "ندوة عبر", "ובינר"]),
        ("yoga", ["yoga", "pilates", "ヨガ", "يوغا", "יוגה"]),
        (
            "plumbing",
            ["plumb", "klempner", "sanitär", "plomb", "fontaner", "水道", "水まわり", "سباك", "שרברב", "אינסטלט"]
        ),
        ("bakery", ["baker", "bäcker", "boulanger", "panader", "パン屋", "ベーカリー", "مخبز", "מאפיי"]),
        ("restaurant", ["restaurant", "osteria", "trattoria", "bistro", "gasthaus", "レストラン", "مطعم", "מסעד"]),
        ("dental", ["dental", "dentist", "zahnarzt", "zahnärzt", "dentaire", "歯科", "أسنان", "שיניים"]),
        ("real-estate", ["real estate", "estate agent", "realtor", "immobili", "inmobiliari", "不動産", "عقار", "נדל"]),
        (
            "charity",
            ["charit", "nonprofit", "non-profit", "spendenaktion", "wohltätig", "caritat", "慈善", "خيري", "עמות"]
        ),
        ("gym", ["gym", "fitness", "crossfit", "gimnasio", "ジム", "نادي رياضي", "חדר כושר"]),
        (
            "course",
            [
                "online course",
                "self-paced",
                "onlinekurs",
                "cours en ligne",
                "curso en línea",
                "オンライン講座",
                "دورة",
                "קורס",
            ]
        ),
        ("saas", ["saas", "software", "logiciel", "ソフトウェア", "برمجيات", "תוכנה"]),
    ];

    private static readonly string[] Invoicing = ["invoic", "rechnung", "factur", "請求書", "فواتير", "חשבוניות"];

    /// <summary>The trade of the brief, by its business type first, then by its name and description.</summary>
    public static string Of(Brief brief)
    {
        // What is sold outranks who sells it: a consultancy's webinar is sold as a webinar.
        if (Find($"{brief.Name} {brief.Description}") is "webinar")
        {
            return "webinar";
        }

        var trade = Find(brief.BusinessType) ?? Find(brief.Name) ?? Find(brief.Description) ?? Generic;
        return
            trade == "saas"
            && Invoicing.Any(word =>
                $"{brief.Name} {brief.Description}".Contains(word, StringComparison.OrdinalIgnoreCase)
            )
            ? "saas-invoicing"
            : trade;
    }

    private static string? Find(string? text) =>
        string.IsNullOrWhiteSpace(text)
            ? null
            : Known
                .FirstOrDefault(trade =>
                    trade.Words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase))
                )
                .Trade;
}
