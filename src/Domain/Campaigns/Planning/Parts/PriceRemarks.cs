namespace AiWebBuilder.Domain.Campaigns.Planning.Parts;

/// <summary>What an owner says behind a price, and of it.</summary>
internal static class PriceRemarks
{
    private const int LeastClause = 6;

    /// <summary>"…, breakfast included": a clause that goes on behind the price. Null: none does.</summary>
    public static string? ClauseIn(string behind) =>
        behind.Trim().TrimEnd('.', '。', '।', '!', ' ')
            is [',' or ';' or '–' or '—' or '،' or '、' or '，', .. var words]
        && words.Count(char.IsLetter) >= LeastClause
            ? words.Trim()
            : null;

    /// <summary>"… (breakfast included)", "… with breakfast": what belongs to the price itself. Null: nothing does.</summary>
    public static string? AttachedIn(string behind)
    {
        var said = behind.TrimStart();
        if (said is ['(' or '（', ..])
        {
            var end = said.IndexOfAny([')', '）']);
            return end > 1 && said[1..end].Count(char.IsLetter) > 1 ? said[1..end].Trim() : null;
        }
        if (said.Length == behind.Length || said.Length == 0 || !char.IsLetter(said[0]))
        {
            return null;
        }
        var divider = said.IndexOfAny([',', ';', '(', '/', '·', '•', '–', '—', '،', '、', '，', '（', '\n']);
        var words = (divider < 0 ? said : said[..divider]).Trim().TrimEnd('.', '。', '।', '!');
        return words.Count(char.IsLetter) >= LeastClause ? words : null;
    }
}
