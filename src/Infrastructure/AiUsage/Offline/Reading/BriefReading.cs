using AiWebBuilder.Domain.Campaigns.Briefs;

namespace AiWebBuilder.Infrastructure.AiUsage.Offline.Reading;

/// <summary>
/// What a brief says. A campaign of thirty sections sends its brief thirty times, each time in a prompt of its own: it is read the
/// first time, and the last few readings are kept.
/// </summary>
internal sealed class BriefReading
{
    // As many campaigns as are likely to be written at the same time; a brief takes at most some 100 kB.
    private const int Kept = 16;

    private static readonly Dictionary<Brief, BriefReading> Readings = new(new SameWords());
    private static readonly Queue<Brief> Order = new();
    private static readonly Lock Access = new();

    private BriefReading(Brief brief)
    {
        Brief = BriefFacts.Cleaned(brief);
        Facts = BriefFacts.From(brief);
        Text = BriefFacts.TextOf(brief);
        Trade = Trades.Of(brief);
        Goals = VisitorGoal.Of(Brief);
    }

    /// <summary>The brief as pages may quote it.</summary>
    public Brief Brief { get; }

    public BriefFacts Facts { get; }
    public string Text { get; }
    public string Trade { get; }
    public IReadOnlyList<VisitorGoal> Goals { get; }

    public static BriefReading Of(Brief brief)
    {
        lock (Access)
        {
            if (Readings.TryGetValue(brief, out var known))
            {
                return known;
            }
        }

        // Outside the lock: a long brief must not hold up the others. Two that read the same one come to the same result.
        var reading = new BriefReading(brief);
        lock (Access)
        {
            if (Readings.TryAdd(brief, reading))
            {
                Order.Enqueue(brief);
                if (Order.Count > Kept)
                {
                    Readings.Remove(Order.Dequeue());
                }
            }

            return Readings[brief];
        }
    }

    // A record compares its list of goals by identity, which differs from prompt to prompt.
    private sealed class SameWords : IEqualityComparer<Brief>
    {
        public bool Equals(Brief? x, Brief? y) =>
            x is not null && y is not null && x.Goals.SequenceEqual(y.Goals) && x with { Goals = y.Goals } == y;

        public int GetHashCode(Brief brief) =>
            HashCode.Combine(brief.Name, brief.Description, brief.BrandGuidelines, brief.Language, brief.Goals.Count);
    }
}
