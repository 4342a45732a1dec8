using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace AiWebBuilder.Domain.Campaigns.Facts;

/// <summary>
/// What the owner of a campaign stated: as it was read in the brief, and as people have corrected it since. Their word stands, whatever
/// the brief says later.
/// </summary>
/// <param name="Language">BCP 47: the one asked for, else the one that the brief is in; English unless another clearly wins.</param>
/// <param name="Country">ISO 3166-1 alpha-2: whose telephone numbers, currency and dates hold; null: nothing tells.</param>
/// <param name="Read">What stands in the brief, by field and place in it.</param>
/// <param name="Sentences">The whole brief, in order.</param>
/// <param name="Stated">What people have added, and what they have put in place of what was read: by its id.</param>
/// <param name="Removed">The ids of what was read and does not hold.</param>
public sealed record FactLedger(
    string Language,
    string? Country,
    IReadOnlyList<Fact> Read,
    IReadOnlyList<BriefSentence> Sentences,
    IReadOnlyList<Fact> Stated,
    IReadOnlyList<string> Removed
)
{
    /// <summary>As many as hold at once: no owner states more.</summary>
    public const int MaxFacts = 500;

    /// <summary>Of a brief that says nothing.</summary>
    public static FactLedger Nothing { get; } = new("en", null, [], [], [], []);

    /// <summary>All that holds: corrections stand where what they correct stood, and additions at the end.</summary>
    [JsonIgnore]
    public IReadOnlyList<Fact> All =>
        [
            .. Read.Where(fact => !Removed.Contains(fact.Id))
                .Select(fact => Stated.FirstOrDefault(one => one.Id == fact.Id) ?? fact),
            .. Stated.Where(fact => !Read.Any(one => one.Id == fact.Id)),
        ];

    /// <summary>The same changes to what another brief says.</summary>
    public FactLedger Over(FactLedger read) => read with { Stated = Stated, Removed = Removed };

    /// <summary>What people make of it: <paramref name="wanted"/> is all that is to hold from now on.</summary>
    public FactLedger Changed(IReadOnlyList<Fact> wanted) =>
        this with
        {
            Stated =
            [
                .. wanted
                    .Where(fact => !Read.Any(one => IsSame(one, fact)))
                    .Select(fact =>
                        fact with
                        {
                            Source = Stated.FirstOrDefault(one => IsSame(one, fact))?.Source ?? FactSources.Person,
                            Unsure = false,
                        }
                    ),
            ],
            Removed = [.. Read.Select(fact => fact.Id).Except(wanted.Select(fact => fact.Id), StringComparer.Ordinal)],
        };

    // What was unsure, and is given as it was without being called so, has been confirmed.
    private static bool IsSame(Fact read, Fact wanted) =>
        read.Id == wanted.Id
        && read.Kind == wanted.Kind
        && read.Unsure == wanted.Unsure
        && JsonNode.DeepEquals(read.Value, wanted.Value);
}
