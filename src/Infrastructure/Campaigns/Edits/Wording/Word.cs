namespace AiWebBuilder.Infrastructure.Campaigns.Edits.Wording;

/// <summary>A word of a list.</summary>
/// <param name="LongestEnding">How many letters may follow.</param>
internal sealed record Word(string Key, string Text, bool AnyBeginning, int LongestEnding)
{
    // Those of five letters and more take an ending of at most this many.
    public const int LongWord = 5;
    private const int LongestEnds = 3;

    // "Take" and "off" are one verb.
    private const char Gap = '…';

    public static Word Of(string key, string text, bool anyBeginning, bool anyEnding)
    {
        var gap = text.IndexOf(Gap, StringComparison.Ordinal);
        return gap > 0
            ? new(key, text[..gap].Trim(), AnyBeginning: false, 0) { Tail = text[(gap + 1)..].Trim() }
            : new(
                key,
                text,
                anyBeginning,
                anyEnding ? int.MaxValue
                    : text.Length >= LongWord ? LongestEnds
                    : 0
            );
    }

    /// <summary>The second half of a verb whose object stands between the two; null: it is one word.</summary>
    public string? Tail { get; init; }

    public string Bare { get; } = Spelling.Bare(Text);
}
