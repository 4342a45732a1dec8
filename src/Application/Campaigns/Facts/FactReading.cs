using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AiWebBuilder.Domain.Campaigns.Facts;

namespace AiWebBuilder.Application.Campaigns.Facts;

/// <summary>What was read from a brief.</summary>
/// <param name="Language">BCP 47: the one asked for, else the one that the texts are in; English unless another clearly wins.</param>
/// <param name="Country">ISO 3166-1 alpha-2: whose telephone numbers, currency and order of day and month hold; null: nothing tells.</param>
/// <param name="Facts">By field and place in it.</param>
/// <param name="Sentences">Every sentence, line or item of a list, in order; together they hold every word of the brief.</param>
public sealed record FactReading(
    string Language,
    string? Country,
    IReadOnlyList<ReadFact> Facts,
    IReadOnlyList<ReadSentence> Sentences
)
{
    // No owner states more; a stranger's list is cut.
    private const int MaxFacts = 400;

    /// <summary>With ids that are made of what each fact says; what is said twice is one fact.</summary>
    internal FactLedger ToLedger() =>
        new(
            Language,
            Country,
            [
                .. Facts
                    .Select(fact => new Fact(
                        IdOf(fact.Kind, fact.Value),
                        fact.Kind,
                        fact.Value,
                        fact.Quote,
                        FactSources.Brief,
                        fact.Field,
                        fact.Start,
                        fact.Unsure
                    ))
                    .DistinctBy(fact => fact.Id, StringComparer.Ordinal)
                    .Take(MaxFacts),
            ],
            [.. Sentences.Select(one => new BriefSentence(one.Text, one.Field, one.Start))],
            Stated: [],
            Removed: []
        );

    /// <summary>Whether it has the form of the ids of this kind.</summary>
    internal static bool IsIdOf(string kind, string id) =>
        id.Length == kind.Length + 9
        && id.StartsWith($"{kind}-", StringComparison.Ordinal)
        && id[(kind.Length + 1)..].All(char.IsAsciiHexDigitLower);

    /// <summary>Made of what the fact says.</summary>
    public static string IdOf(string kind, JsonNode value)
    {
        var said = SHA256.HashData(Encoding.UTF8.GetBytes(value.ToJsonString()));
        return $"{kind}-{Convert.ToHexStringLower(said.AsSpan(0, 4))}";
    }
}

/// <param name="Text">Verbatim, without the space around it.</param>
/// <param name="Start">Where it begins in the field, in UTF-16 code units.</param>
public sealed record ReadSentence(string Text, string Field, int Start);
