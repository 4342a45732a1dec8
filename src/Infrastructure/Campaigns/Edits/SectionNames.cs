namespace AiWebBuilder.Infrastructure.Campaigns.Edits;

/// <summary>The blocks that a section's name can stand for, the likeliest first.</summary>
internal static class SectionNames
{
    public static IReadOnlyDictionary<string, string[]> Kinds { get; } =
        new Dictionary<string, string[]>(StringComparer.Ordinal)
        {
            ["hero"] = ["hero"],
            ["services"] = ["services"],
            ["prices"] = ["price-list", "plans", "offer"],
            ["faq"] = ["faq"],
            ["team"] = ["team"],
            ["hours"] = ["hours"],
            ["place"] = ["place"],
            ["form"] = ["contact", "booking", "order", "newsletter"],
            ["gallery"] = ["gallery"],
            ["steps"] = ["steps"],
            ["story"] = ["story"],
            ["quotes"] = ["quotes"],
            ["footer"] = ["footer"],
            ["header"] = ["header"],
            ["offer"] = ["offer", "deadline"],
            ["dates"] = ["dates"],
        };
}
