using AiWebBuilder.Application.Campaigns.Themes.Brands;
using AiWebBuilder.Domain.Campaigns.Looks;

namespace AiWebBuilder.Infrastructure.Campaigns.Brands;

/// <summary>Colours that a brand was seen in, and how much each sighting tells.</summary>
internal sealed class ColourVotes
{
    /// <summary>Less is a shade of grey, or paper.</summary>
    private const double LeastChroma = 0.04;

    /// <summary>Less tells of a link here and there, and of no second colour.</summary>
    private const int LeastForSecond = 30;

    private const int MostShown = 8;

    /// <summary>A page of a builder has some dozens.</summary>
    private const int MostVotes = 2_000;

    private readonly List<Vote> votes = [];

    private sealed record Vote(Colour Colour, string From, int Weight);

    /// <param name="from">One of <see cref="ColourSources"/>.</param>
    /// <param name="weight">100: the brand says that it is its colour. 20: it may be.</param>
    public void Add(Colour colour, string from, int weight)
    {
        if (votes.Count < MostVotes)
        {
            votes.Add(new(colour, from, weight));
        }
    }

    /// <returns>Null: no brand colour was seen.</returns>
    public (Colour Primary, Colour? Highlight, IReadOnlyList<FoundColour> All)? Count()
    {
        var ranked = Ranked();
        var colourful = ranked.Where(one => one.Colour.Chroma >= LeastChroma).ToArray();
        // Black is a brand's colour where its buttons are black, or where it says so.
        var primary =
            colourful.Length > 0
                ? colourful[0]
                : ranked.Find(one => one.Colour.RelativeLuminance < 0.2 && one.Weight >= LeastForSecond);
        if (primary is null)
        {
            return null;
        }
        var second = Array.Find(
            colourful,
            one => one.Weight >= LeastForSecond && Likeness.AreApart(one.Colour, primary.Colour)
        );
        return (
            primary.Colour,
            second?.Colour,
            [
                .. ranked
                    .Where(one => one == primary || one.Colour.Chroma >= LeastChroma)
                    .Take(MostShown)
                    .Select(one => new FoundColour(one.Colour.ToString(), one.From)),
            ]
        );
    }

    /// <summary>Each colour once, with what all of its sightings tell.</summary>
    private List<Vote> Ranked()
    {
        List<Vote> ranked = [];
        foreach (var vote in votes.OrderByDescending(vote => vote.Weight))
        {
            var same = ranked.FindIndex(one => Likeness.AreSame(one.Colour, vote.Colour));
            if (same < 0)
            {
                ranked.Add(vote);
            }
            else
            {
                ranked[same] = ranked[same] with { Weight = ranked[same].Weight + vote.Weight };
            }
        }
        return [.. ranked.OrderByDescending(vote => vote.Weight)];
    }
}
