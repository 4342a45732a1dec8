using AiWebBuilder.Application.Campaigns.Facts;
using AiWebBuilder.Domain.Campaigns.Briefs;

namespace AiWebBuilder.Quality.Facts;

/// <summary>How much of what a snippet states was read, and how much that it does not state.</summary>
internal sealed class FactCount
{
    private const string LeftOpen = "(left to a person)";
    private const string Wrong = "(wrong)";
    private const string NotRead = "(not read)";
    private const string NotStated = "(read, not stated)";

    private static readonly string[] Costly = ["phone", "price", "hours"];

    /// <summary>Facts of the strict kinds: stated, read complete and exact, and read without being stated.</summary>
    public int Strict { get; private set; }

    public int StrictRight { get; private set; }

    public int Extra { get; private set; }

    /// <summary>Telephone numbers, prices and hours that were read, and those of them that say what is not so.</summary>
    public int CostlyRead { get; private set; }

    public int CostlyWrong { get; private set; }

    /// <summary>Facts of the other kinds: stated, and found.</summary>
    public int Others { get; private set; }

    public int OthersFound { get; private set; }

    /// <summary>What only looks like a fact, and how often it was taken for one.</summary>
    public int LookAlikes { get; private set; }

    public int LookAlikesTaken { get; private set; }

    public Dictionary<string, (int Stated, int Right, int Extra)> Kinds { get; } = new(StringComparer.Ordinal);

    /// <summary>How many facts of a kind were not read, were read and left to a person, or differ in the member of their value.</summary>
    public SortedDictionary<(string Kind, string Member), int> Differences { get; } = [];

    public List<string> Misses { get; } = [];

    public double StrictShare => Share(StrictRight, Strict + Extra);

    public double CostlyShare => Share(CostlyWrong, CostlyRead);

    public double OthersShare => Share(OthersFound, Others);

    public double LookAlikesShare => Share(LookAlikesTaken, LookAlikes);

    /// <param name="asked">Whether the campaign asks for the language and country of the snippet, or the text has to tell.</param>
    public static FactReading ReadingOf(Snippet snippet, IFactReader reader, bool asked) =>
        reader.Read(new Brief("", "landing_page", snippet.Text, null, null, [], null, asked ? snippet.Tag : null));

    public void Add(Snippet snippet, FactReading reading)
    {
        var sure = reading.Facts.Where(fact => !fact.Unsure).ToList();
        var left = sure.Where(fact => FactComparison.Strict.Contains(fact.Kind, StringComparer.Ordinal)).ToList();
        List<StatedFact> missed = [];
        foreach (var stated in snippet.Facts)
        {
            var strict = FactComparison.Strict.Contains(stated.Kind, StringComparer.Ordinal);
            var match = strict
                ? left.Find(read => FactComparison.AreSame(stated, read, snippet.Text))
                : sure.Find(read => FactComparison.IsFound(stated, read));
            if (strict)
            {
                Strict++;
                StrictRight += match is null ? 0 : 1;
                left.Remove(match!);
            }
            else
            {
                Others++;
                OthersFound += match is null ? 0 : 1;
            }

            Count(stated.Kind, 1, match is null ? 0 : 1, 0);
            if (match is null)
            {
                missed.Add(stated);
                Misses.Add($"{snippet.Id} missed {stated.Kind} {stated.Value.ToJsonString(Text)} in: {stated.Quote}");
            }
        }

        AddDifferences(snippet, reading, missed, left);
        Extra += left.Count;
        foreach (var read in left)
        {
            Count(read.Kind, 0, 0, 1);
            Misses.Add($"{snippet.Id} read   {read.Kind} {read.Value.ToJsonString(Text)} in: {read.Quote}");
        }

        AddCostly(snippet, sure);
        foreach (var look in snippet.NotAFact)
        {
            LookAlikes++;
            if (IsTaken(look, snippet, sure, reading.Sentences))
            {
                LookAlikesTaken++;
                Misses.Add($"{snippet.Id} taken  {look.Text} as {look.As} ({look.WouldBe})");
            }
        }
    }

    private static readonly System.Text.Json.JsonSerializerOptions Text = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    // A fact that was missed is compared with what was read in its place and is nearest to it.
    private void AddDifferences(Snippet snippet, FactReading reading, List<StatedFact> missed, List<ReadFact> extra)
    {
        var open = extra.ToList();
        // A word too many of the other kinds is no fault: each of those may be what was missed.
        var others = reading
            .Facts.Where(read => !read.Unsure && !FactComparison.Strict.Contains(read.Kind, StringComparer.Ordinal))
            .ToList();
        foreach (var stated in missed)
        {
            var nearest = open.Concat(others)
                .Where(read => FactComparison.AreOfOne(stated, read))
                .MinBy(read => FactComparison.Members(stated, read, snippet.Text).Count(member => !member.IsSame));
            string[] members =
                nearest is not null
                    ?
                    [
                        .. FactComparison
                            .Members(stated, nearest, snippet.Text)
                            .Where(member => !member.IsSame)
                            .Select(member => member.Name),
                    ]
                : reading.Facts.Any(read => read.Unsure && FactComparison.AreOfOne(stated, read)) ? [LeftOpen]
                : [NotRead];
            foreach (var member in members)
            {
                Increase(stated.Kind, member);
            }

            open.Remove(nearest!);
        }

        foreach (var read in open)
        {
            Increase(read.Kind, NotStated);
        }
    }

    private void Increase(string kind, string member) =>
        Differences[(kind, member)] = Differences.GetValueOrDefault((kind, member)) + 1;

    private void AddCostly(Snippet snippet, List<ReadFact> sure)
    {
        foreach (var read in sure.Where(read => Costly.Contains(read.Kind, StringComparer.Ordinal)))
        {
            CostlyRead++;
            if (IsWrong(snippet, read))
            {
                CostlyWrong++;
                Increase(read.Kind, Wrong);
                Misses.Add($"{snippet.Id} WRONG  {read.Kind} {read.Value.ToJsonString(Text)} in: {read.Quote}");
            }
        }
    }

    private static bool IsWrong(Snippet snippet, ReadFact read)
    {
        var stated = snippet
            .Facts.Where(fact => fact.Kind == read.Kind)
            .SelectMany(fact => FactComparison.Core(fact.Kind, fact.Value))
            .ToHashSet(StringComparer.Ordinal);
        return !FactComparison.Core(read.Kind, read.Value).All(stated.Contains);
    }

    private static bool IsTaken(
        LookAlike look,
        Snippet snippet,
        List<ReadFact> sure,
        IReadOnlyList<ReadSentence> sentences
    )
    {
        var plain = FactComparison.Plain(look.Text);
        return look.As switch
        {
            "sentence-end" => EndsSentence(look.Text, snippet.Text, sentences),
            "open-day" => sure.Any(read => read.Kind == "hours" && Holds(read) && IsWrong(snippet, read)),
            "wrong-price" => sure.Any(read => read.Kind == "price" && Holds(read) && IsWrong(snippet, read)),
            "wrong-value" => sure.Any(read => read.Kind is "price" && Holds(read) && IsWrong(snippet, read))
                || sure.Any(read =>
                    read.Kind is "date"
                    && Holds(read)
                    && !snippet.Facts.Any(stated => FactComparison.AreSame(stated, read, ""))
                ),
            "customer-copy" => sure.Any(read =>
                read.Kind is "claim" or "offer" or "service" or "product" && Says(read)
            ),
            "statistic" => sure.Any(read => read.Kind is "capacity" && Says(read)),
            _ => sure.Any(read => read.Kind == look.As && Says(read)),
        };

        bool Holds(ReadFact read) => read.Quote.Contains(look.Text, StringComparison.Ordinal);

        bool Says(ReadFact read) =>
            FactComparison.Plain(read.Quote) == plain
            || FactComparison.Plain(
                read.Value is System.Text.Json.Nodes.JsonObject
                    ? read.Value["written"]?.ToString()
                    : read.Value.ToString()
            ) == plain;
    }

    private static bool EndsSentence(string words, string text, IReadOnlyList<ReadSentence> sentences)
    {
        for (
            var at = text.IndexOf(words, StringComparison.Ordinal);
            at >= 0;
            at = text.IndexOf(words, at + 1, StringComparison.Ordinal)
        )
        {
            var end = at + words.Length;
            // What ends the whole text ends its last sentence, and a line its own.
            var goesOn = end < text.Length && text[end..].TrimStart(' ', '.', ')') is [not '\n', ..];
            if (goesOn && sentences.Any(sentence => sentence.Start + sentence.Text.Length == end))
            {
                return true;
            }
        }

        return false;
    }

    private void Count(string kind, int stated, int right, int extra)
    {
        var sum = Kinds.GetValueOrDefault(kind);
        Kinds[kind] = (sum.Stated + stated, sum.Right + right, sum.Extra + extra);
    }

    private static double Share(int part, int whole) => whole == 0 ? 0 : 100.0 * part / whole;
}
