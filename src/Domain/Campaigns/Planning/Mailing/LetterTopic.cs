namespace AiWebBuilder.Domain.Campaigns.Planning.Mailing;

/// <summary>
/// What an e-mail is about, and what the brief says of it at once: "how much to set aside (25 to 30% of each invoice)", "three receipts
/// everyone forgets: phone, home office, mileage".
/// </summary>
/// <param name="Detail">What stands in brackets or behind the colon; null: nothing does.</param>
public sealed record LetterTopic(string Title, string? Detail)
{
    // "Q&A: prices": what is shorter is a label of what follows.
    private const int ShortestTitle = 10;

    public static LetterTopic Of(string topic)
    {
        var at = topic.IndexOfAny([':', '：', '(', '（']);
        var detail = at < ShortestTitle ? "" : topic[(at + 1)..].Trim().TrimEnd(')', '）', '.', ' ');
        // What is said behind a closing bracket goes on with the title.
        return detail.Length == 0 || detail.IndexOfAny([')', '）']) >= 0
            ? new(topic, null)
            : new(topic[..at].TrimEnd(), detail);
    }
}
