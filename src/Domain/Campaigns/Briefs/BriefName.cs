using System.Text.RegularExpressions;

namespace AiWebBuilder.Domain.Campaigns.Briefs;

/// <summary>What the name of a brief says.</summary>
/// <param name="Brand">How the business or the offer signs itself.</param>
/// <param name="Topic">What is announced: behind a dash, or before <c>at</c>; null: nothing.</param>
public sealed partial record BriefName(string Brand, string? Topic)
{
    /// <param name="name">The name as it was given; <c>24h plumber call-out</c> signs as "24h plumber".</param>
    public static BriefName Of(string name)
    {
        name = BriefText.Clean(name);
        var parts = Dash().Split(name, 2);
        if (parts is [{ Length: > 1 } signs, { Length: > 1 } topic])
        {
            return new(signs.Trim(), topic.Trim());
        }
        if (AtBrand().Match(name) is { Success: true } at)
        {
            return new(at.Groups["brand"].Value.Trim(), at.Groups["topic"].Value.Trim());
        }
        var stripped = CampaignWords().Replace(name, "").Trim();
        // A name of control characters alone says nothing, and something has to stand for it.
        return new(
            stripped.Length > 2 ? stripped
                : name.Length > 0 ? name
                : "·",
            null
        );
    }

    [GeneratedRegex(@"\s+[—–|:]\s+|\s+-\s+|：|｜", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Dash();

    [GeneratedRegex(
        @"^(?<topic>[\p{L}\s]{2,40}) (at|bei|chez|en|@) (?<brand>\p{Lu}.{2,})$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex AtBrand();

    [GeneratedRegex(
        @"(\s+(launch|campaign|call-out|webinar|appeal|landing page|pricing table|pricing|hero|funnel|newsletter|page|website|e-?mails?|kampagne|webseite|campagne|campaña))+$|の(開店|ご案内|お知らせ|オープン|キャンペーン)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex CampaignWords();
}
