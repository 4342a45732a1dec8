using AiWebBuilder.Application.Campaigns.Facts;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Addressing;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Opening;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Pricing;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Requested;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Telephones;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Times;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Wording;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts;

/// <summary>
/// Reads facts with one tokenizer, one grammar of quantities and one of times for all languages; what their words mean stands in <c>Words/</c>.
/// Each reader takes the tokens that it has read: what is surest comes first. Linear in the length of the brief.
/// </summary>
internal sealed class FactReader : IFactReader
{
    // In UTF-16 code units: longer than what most owners write in a field.
    private const int LongestPiece = 2_000;

    public FactReading Read(Brief brief)
    {
        ArgumentNullException.ThrowIfNull(brief);
        var fields = Fields(brief).Where(field => !string.IsNullOrWhiteSpace(field.Text)).ToList();
        var texts = fields.ConvertAll(field => field.Text!);
        var (region, tag) = FactRegion.Of(
            string.IsNullOrWhiteSpace(brief.Language) ? null : brief.Language.Trim(),
            texts
        );
        var words = FactWords.Of(region.Language, region.Country);
        List<ReadFact> facts = [];
        List<ReadSentence> sentences = [];
        foreach (var (name, text) in fields)
        {
            foreach (var (start, piece) in Pieces(text!))
            {
                var scan = new FactScan(new SourceText(name, piece, words), region);
                Scan(scan);
                facts.AddRange(
                    scan.Facts.Select(one => one.Fact with { Start = one.Fact.Start + start })
                        .OrderBy(fact => fact.Start)
                );
                sentences.AddRange(
                    scan.Sentences.All()
                        .Select(one => new ReadSentence(
                            scan.Text.Words(one.Start, one.End),
                            name,
                            scan.Text[one.Start].Start + start
                        ))
                        .SelectMany(Clauses)
                );
            }
        }

        return new FactReading(tag, region.Country, facts, sentences);
    }

    // Thai ends no sentence with a sign: a space between two of its words does.
    private static IEnumerable<ReadSentence> Clauses(ReadSentence sentence)
    {
        var start = 0;
        for (var at = 1; at + 1 < sentence.Text.Length; at++)
        {
            if (
                sentence.Text[at] == ' '
                && Scripts.IsThai(sentence.Text[at - 1])
                && Scripts.IsThai(sentence.Text[at + 1])
            )
            {
                yield return new(sentence.Text[start..at], sentence.Field, sentence.Start + start);
                start = at + 1;
            }
        }
        yield return start == 0 ? sentence : new(sentence.Text[start..], sentence.Field, sentence.Start + start);
    }

    /// <summary>
    /// A long text in pieces that end where a line, a sentence or a word does: some readers look around in what they read, and
    /// their time must not grow with the square of what a stranger pastes.
    /// </summary>
    private static IEnumerable<(int Start, string Text)> Pieces(string text)
    {
        for (var start = 0; start < text.Length; )
        {
            var end = text.Length;
            if (end - start > LongestPiece)
            {
                var piece = text.AsSpan(start, LongestPiece);
                var cut = piece.LastIndexOfAny('\n', '。', '।');
                cut = cut > LongestPiece / 2 ? cut : piece.LastIndexOf(". ");
                cut = cut > LongestPiece / 2 ? cut : piece.LastIndexOf(' ');
                end = start + (cut > LongestPiece / 2 ? cut + 1 : LongestPiece);
                end -= char.IsHighSurrogate(text[end - 1]) ? 1 : 0;
            }
            if (!string.IsNullOrWhiteSpace(text[start..end]))
            {
                yield return (start, text[start..end]);
            }
            start = end;
        }
    }

    private static void Scan(FactScan scan)
    {
        Contacts.Read(scan);
        Registrations.Read(scan);
        Phones.Read(scan);
        Requests.Read(scan);
        Addresses.Read(scan);
        CompactAddresses.Read(scan);
        Dates.Read(scan);
        Stays.Read(scan);
        Hours.Read(scan);
        Prices.Read(scan);
        People.Read(scan);
        Statements.Read(scan);
    }

    private static IEnumerable<(string Name, string? Text)> Fields(Brief brief)
    {
        yield return ("name", brief.Name);
        yield return ("description", brief.Description);
        yield return ("targetAudience", brief.TargetAudience);
        yield return ("businessType", brief.BusinessType);
        for (var i = 0; i < brief.Goals.Count; i++)
        {
            yield return (
                string.Create(System.Globalization.CultureInfo.InvariantCulture, $"goals/{i}"),
                brief.Goals[i]
            );
        }

        yield return ("brandGuidelines", brief.BrandGuidelines);
    }
}
