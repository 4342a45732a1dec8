using System.Globalization;
using System.Net;
using AiWebBuilder.Application.Analytics.Ingestion;

namespace AiWebBuilder.Api.Demo;

/// <summary>
/// A month of plausible traffic: working days and week-ends, hours of the day, a slow rise, five sources that convert
/// differently, readers who stop somewhere on the page. Every event says in its data and its session that it is simulated.
/// </summary>
/// <param name="Visits">Visits on an average day at the beginning.</param>
/// <param name="Price">What a conversion brings in, USD; null for a lead.</param>
internal sealed record SimulatedMonth(int Visits, decimal? Price)
{
    private const int Days = 30;

    private static readonly (string? Source, string? Medium, string? Referrer, int Share, double Converts)[] Sources =
    [
        ("google.com", "referral", "https://www.google.com/", 38, 0.045),
        (null, null, null, 22, 0.060),
        ("newsletter", "email", null, 18, 0.085),
        ("instagram", "social", "https://l.instagram.com/", 14, 0.020),
        ("google", "cpc", "https://www.google.com/", 8, 0.035),
    ];

    private static readonly string[] Agents =
    [
        "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 Version/19.1 Mobile Safari/604.1",
        "Mozilla/5.0 (Linux; Android 16; Pixel 10) AppleWebKit/537.36 Chrome/156.0.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_7) AppleWebKit/605.1.15 Version/19.1 Safari/605.1.15",
        "Mozilla/5.0 (X11; Linux x86_64; rv:146.0) Gecko/20100101 Firefox/146.0",
    ];

    // Visits by hour of the day, UTC: quiet nights, a peak at lunch and one in the evening.
    private static readonly int[] Hours =
    [
        2,
        1,
        1,
        1,
        1,
        2,
        4,
        7,
        9,
        10,
        10,
        11,
        13,
        11,
        9,
        9,
        9,
        10,
        12,
        14,
        15,
        12,
        8,
        4,
    ];

    /// <param name="until">The end of the month; nothing lies behind it.</param>
    /// <param name="sections">The page's components from top to bottom.</param>
    public IEnumerable<TrackedEvent> Events(DateTimeOffset until, IReadOnlyList<Guid> sections)
    {
        var random = new Random(Visits);
        for (var day = 0; day < Days; day++)
        {
            var midnight = new DateTimeOffset(until.UtcDateTime.Date, TimeSpan.Zero).AddDays(day + 1 - Days);
            var weekend = midnight.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            var visits = Visits * (1 + day * 0.015) * (weekend ? 0.65 : 1.1) * (0.85 + random.NextDouble() * 0.3);
            for (var visit = 0; visit < visits; visit++)
            {
                var start = midnight.AddHours(Pick(Hours, random)).AddSeconds(random.Next(3600));
                foreach (var one in Visit(start, sections, random))
                {
                    if (one.At <= until)
                    {
                        yield return one;
                    }
                }
            }
        }
    }

    private IEnumerable<TrackedEvent> Visit(DateTimeOffset start, IReadOnlyList<Guid> sections, Random random)
    {
        var (source, medium, referrer, _, converts) = Sources[Pick([.. Sources.Select(one => one.Share)], random)];
        // 198.18.0.0/15 is set aside for tests (RFC 2544).
        var network = IPAddress.Parse(
            string.Create(CultureInfo.InvariantCulture, $"198.{18 + random.Next(2)}.{random.Next(256)}.0")
        );
        var agent = UserAgent.Parse(Agents[random.Next(Agents.Length)]);
        var visitor = $"simulated-{random.Next():x8}";
        var at = start;
        yield return Event("view", null, null);
        var read = 1 + random.Next(sections.Count);
        for (var i = 0; i < read; i++)
        {
            at = at.AddSeconds(random.Next(2, 20));
            yield return Event("view", sections[i], null);
        }
        var last = sections[read - 1];
        if (random.NextDouble() < 0.3)
        {
            at = at.AddSeconds(random.Next(1, 10));
            yield return Event("click", last, null);
        }
        if (random.NextDouble() < converts)
        {
            at = at.AddSeconds(random.Next(20, 90));
            yield return Event("form_submit", last, null);
            yield return Event(
                "conversion",
                last,
                new Conversion(Price is null ? "lead" : "purchase", Price ?? 0, Price is null ? null : "USD", null)
            );
        }

        TrackedEvent Event(string type, Guid? component, Conversion? conversion) =>
            new(
                Guid.CreateVersion7(at),
                type,
                component,
                at,
                visitor,
                visitor,
                """{"simulated":true}""",
                referrer,
                source,
                medium,
                "index",
                agent.Family,
                agent.Device,
                IsBot: false,
                network,
                Country: null,
                conversion
            );
    }

    private static int Pick(int[] weights, Random random)
    {
        var point = random.Next(weights.Sum());
        var index = 0;
        while ((point -= weights[index]) >= 0)
        {
            index++;
        }
        return index;
    }
}
