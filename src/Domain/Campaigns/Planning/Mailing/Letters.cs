using System.Globalization;
using System.Text.RegularExpressions;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Facts;

namespace AiWebBuilder.Domain.Campaigns.Planning.Mailing;

/// <summary>The e-mails that a brief asks for, each with its topic and with what the owner says about it.</summary>
internal static partial class Letters
{
    // A sequence of three is the shortest that can greet, explain and remind.
    private const int DefaultCount = 3;

    // Shorter words stand in any sentence.
    private const int TellingWord = 4;
    private const int LongestEnding = 2;

    public static IReadOnlyList<Letter> Of(Brief brief, Placement placement)
    {
        var topics = placement
            .Of("deliverable")
            .Where(fact => (string?)fact.Value["what"] == "email")
            .Select(fact => (string?)fact.Value["topic"])
            // "Five" says how many.
            .Select(topic => topic is null || Deliverables.NumberIn(topic) is not null ? null : topic)
            .ToList();
        if (brief.Type is not ("email_sequence" or "complete_campaign") && topics.Count == 0)
        {
            return [];
        }
        var count = Math.Clamp(
            Deliverables.EmailCount(brief) ?? (topics.Count > 0 ? topics.Count : DefaultCount),
            1,
            CampaignPlanner.MaxEmails
        );
        var asked = Enumerable.Range(0, count).Select(index => topics.ElementAtOrDefault(index)).ToList();
        List<string> left = [.. placement.Lead, .. placement.Story, .. placement.BesidePrices.Select(one => one.Text)];
        left.AddRange(placement.Beside);
        if (placement.List is not null)
        {
            left.Insert(Math.Min(left.Count, placement.Lead.Count), placement.List.Text);
        }
        left.AddRange(placement.Quotes);
        var words = asked
            .Select(topic => topic is null ? [] : Sharing(topic, left.Concat(placement.Tabulated)).ToList())
            .ToList();
        // "The workshop is on 16 January, $79. Limited to 25 seats": what follows a sentence goes on with it.
        foreach (var (sentence, before) in placement.InOrder.Skip(1).Zip(placement.InOrder))
        {
            if (left.Contains(sentence) && !words.Exists(own => own.Contains(sentence)))
            {
                words.Find(own => own.Count > 0 && own[^1] == before)?.Add(sentence);
            }
        }
        left.RemoveAll(sentence => words.Exists(own => own.Contains(sentence)));
        if (words[0].Count == 0 && left.Count > 0)
        {
            // The first one says what it is all about.
            words[0].Add(left[0]);
            left.RemoveAt(0);
        }
        // A letter that has nothing to say yet says what it costs, or gets the next of what belongs to no topic; what is left then is
        // shared out in its order.
        var hasPrices = placement.NamedPrices.Any(price => !words.Exists(own => own.Exists(one => Says(one, price))));
        var silent = Enumerable.Range(0, count).Where(index => words[index].Count == 0).ToList();
        var pricesIn = hasPrices && silent.Count > 0 && silent.Count >= left.Count ? silent[0] : 0;
        silent.Remove(pricesIn);
        foreach (var index in silent.Take(left.Count).ToList())
        {
            words[index].Add(left[0]);
            left.RemoveAt(0);
        }
        for (var i = 0; i < left.Count; i++)
        {
            words[i * count / Math.Max(left.Count, count)].Add(left[i]);
        }
        // What is said again is another sentence in each.
        string[] known = [.. placement.Lead, .. placement.Story, .. placement.Tabulated, .. placement.Beside];
        return
        [
            .. asked.Select(
                (topic, index) =>
                    new Letter(
                        topic,
                        words[index].Count > 0 || known.Length == 0 || HasDetail(topic)
                            ? words[index]
                            : [known[index % known.Length]],
                        hasPrices && index == pricesIn
                    )
            ),
        ];
    }

    private static bool HasDetail(string? topic) => topic is not null && LetterTopic.Of(topic).Detail is not null;

    private static bool Says(string sentence, Fact price) => sentence.Contains(price.Quote, StringComparison.Ordinal);

    /// <summary>The sentences that have a telling word of the topic, or its beginning.</summary>
    public static IEnumerable<string> Sharing(string topic, IEnumerable<string> sentences)
    {
        var stems = Words()
            .Matches(topic.ToLower(CultureInfo.InvariantCulture))
            .Select(word => word.Value)
            .Where(word => word.Length >= TellingWord || word[0] > '\u2e80')
            // Without its ending: "worksheet" is no workshop, "prices" are said of one price.
            .Select(word => word[..Math.Min(word.Length, Math.Max(TellingWord, word.Length - LongestEnding))])
            .ToHashSet(StringComparer.Ordinal);
        return sentences.Where(sentence =>
            Words()
                .Matches(sentence.ToLower(CultureInfo.InvariantCulture))
                .Any(word => stems.Any(stem => word.Value.StartsWith(stem, StringComparison.Ordinal)))
        );
    }

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Words();
}
