using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Facts;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Wording;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts;

/// <summary>One field while it is being read: what each reader found, and which tokens it took, so that no number is two things.</summary>
internal sealed class FactScan(SourceText text, FactRegion region)
{
    private readonly bool[] taken = new bool[text.Count];
    private readonly List<(ReadFact Fact, int Start, int End)> facts = [];
    private readonly Dictionary<(string Kind, int Start), List<JsonNode>> values = [];
    private readonly Dictionary<string, bool[]> covers = new(StringComparer.Ordinal);

    public SourceText Text { get; } = text;

    public FactRegion Region { get; } = region;

    public Sentences Sentences { get; } = text.Sentences!;

    public IReadOnlyList<(ReadFact Fact, int Start, int End)> Facts => facts;

    /// <summary>Whether the token stands in the quote of a fact of one of the kinds.</summary>
    public bool IsWithin(int index, params ReadOnlySpan<string> kinds)
    {
        foreach (var kind in kinds)
        {
            if (covers.TryGetValue(kind, out var cover) && index >= 0 && index < cover.Length && cover[index])
            {
                return true;
            }
        }

        return false;
    }

    public bool IsTaken(int index) => index < 0 || index >= taken.Length || taken[index];

    public bool AnyTaken(int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (IsTaken(i))
            {
                return true;
            }
        }

        return false;
    }

    public void Take(int start, int end)
    {
        for (var i = Math.Max(0, start); i < Math.Min(end, taken.Length); i++)
        {
            taken[i] = true;
        }
    }

    /// <summary>Adds a fact whose quote is the tokens' words, and takes those.</summary>
    public void Add(string kind, JsonNode value, int start, int end, bool takes = true, bool unsure = false)
    {
        if (start >= end)
        {
            return;
        }

        if (kind != "deliverable" && value is JsonObject { } told && told["what"] is { } what)
        {
            told["what"] = Phrases.Tidied(what.GetValue<string>(), Text);
        }

        var fact = new ReadFact(kind, value, Text.Words(start, end), Text.Field, Text[start].Start, unsure);
        var known = values.TryGetValue((kind, start), out var same) ? same : values[(kind, start)] = [];
        if (known.Exists(one => JsonNode.DeepEquals(one, value)))
        {
            return;
        }

        known.Add(value);
        facts.Add((fact, start, end));
        var cover = covers.TryGetValue(kind, out var tokens) ? tokens : covers[kind] = new bool[Text.Count];
        Array.Fill(cover, true, start, Math.Min(end, cover.Length) - start);
        if (takes)
        {
            Take(start, end);
        }
    }

    /// <summary>A string fact that is its own quote.</summary>
    public void AddWords(string kind, int start, int end, bool takes = false)
    {
        (start, end) = Trimmed(start, end);
        if (start < end)
        {
            Add(kind, JsonValue.Create(Text.Words(start, end)), start, end, takes);
        }
    }

    /// <summary>Without signs, breaks and joining words at both ends.</summary>
    public (int Start, int End) Trimmed(int start, int end)
    {
        while (start < end && (IsTrim(start) || Joins(start, end) is var joins && joins > 0))
        {
            start += Math.Max(1, Joins(start, end));
        }

        while (
            end > start
            && (
                IsTrim(end - 1)
                || Text.Before(end, "and") is ({ }, var at and >= 0)
                    && at >= start
                    && at == end - 1
                    && Text[at].Kind == TokenKind.Word
            )
        )
        {
            end--;
        }

        return (start, end);
    }

    private int Joins(int start, int end) =>
        Text[start].Kind == TokenKind.Word
        && Math.Max(Text.Is(start, "and"), Text.Is(start, "or")) is var length
        && start + length < end
            ? length
            : 0;

    private bool IsTrim(int index) =>
        Text[index].Kind is TokenKind.Break
        || (
            Text[index].Kind == TokenKind.Sign
            && Text[index].Text[0] is not ('#' or '@' or '+' or '$' or '%' or '\u00B0' or '\u00B2' or '\u00B3')
        );
}
