using AiWebBuilder.Domain.Campaigns.Facts;

namespace AiWebBuilder.Domain.Campaigns.Planning.Parts;

/// <summary>Where the owner's pictures stand on a page: each of them once.</summary>
/// <param name="Opening">What the page begins with.</param>
/// <param name="Story">What stands beside the owner's words.</param>
internal sealed record PicturePlaces(
    IReadOnlyList<Guid> Opening,
    IReadOnlyList<Guid> Story,
    IReadOnlyList<Guid> Team,
    IReadOnlyList<Guid> Gallery
)
{
    /// <param name="images">In the owner's order, with what they show where he has said it.</param>
    /// <param name="named">Everybody whom the owner names.</param>
    /// <param name="team">Those of them whom the page presents side by side; else whoever is pictured stands beside the owner's words.</param>
    /// <param name="hasStory">Whether the page has words that a picture can stand beside.</param>
    public static PicturePlaces Of(
        IReadOnlyList<(Guid Id, string? Alt)> images,
        IEnumerable<Fact> named,
        IReadOnlyCollection<Fact> team,
        bool hasStory
    )
    {
        Guid[] ofTeam = team.Count > 1 ? Naming(images, team) : [];
        var portraits = Naming(images, named).Except(ofTeam).ToArray();
        var views = images.Select(image => image.Id).Except(ofTeam).Except(portraits).ToArray();
        Guid[] beside =
            !hasStory ? []
            : portraits.Length > 0 ? [portraits[0]]
            // One picture is no gallery.
            : views.Length == 2 ? [views[1]]
            : [];
        return new([.. views.Take(1)], beside, ofTeam, [.. views.Skip(1).Concat(portraits).Except(beside)]);
    }

    private static Guid[] Naming(IEnumerable<(Guid Id, string? Alt)> images, IEnumerable<Fact> people)
    {
        var names = people.Select(person => (string?)person.Value["name"]).OfType<string>().ToArray();
        return
        [
            .. images
                .Where(image =>
                    image.Alt is { } alt
                    && Array.Exists(names, name => alt.Contains(name, StringComparison.OrdinalIgnoreCase))
                )
                .Select(image => image.Id),
        ];
    }
}
