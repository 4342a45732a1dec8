using System.Text.RegularExpressions;

namespace AiWebBuilder.Infrastructure.AiUsage.Offline;

/// <summary>
/// What the offline writer can make of an instruction: a heading in quotation marks, brevity, or another wording. It
/// understands no more than that, and <see cref="Applied"/> says which it did.
/// </summary>
internal sealed partial record Rework(string? Heading, bool Shorter, bool AnotherWording)
{
    /// <summary>For the draft's properties: <c>heading</c>, <c>shorter</c>, <c>wording</c>; null without an instruction.</summary>
    public string? Applied =>
        Heading is not null ? "heading"
        : Shorter ? "shorter"
        : AnotherWording ? "wording"
        : null;

    public static Rework From(string? instruction)
    {
        if (string.IsNullOrWhiteSpace(instruction))
        {
            return new Rework(null, false, false);
        }

        var quoted = Quoted().Match(instruction);
        var heading = quoted.Success ? CopyWriting.Shorten(quoted.Groups["text"].Value.Trim(), 120) : null;
        var shorter = Shorten().IsMatch(instruction);
        return new Rework(heading, shorter, heading is null && (!shorter || Tone().IsMatch(instruction)));
    }

    [GeneratedRegex("[\"“„«「”](?<text>[^\"“”„«»「」]{1,500})[\"“”»」]", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Quoted();

    [GeneratedRegex(
        "short|brief|concise|kürz|knapp|court|bref|corto|breve|短|簡潔|أقصر|اختصر|קצר",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Shorten();

    [GeneratedRegex(
        "warm|friend|tone|word|other|different|freundlich|anders|chaleur|autre|cálid|otr[oa]|温か|別の|أدفأ|مختلف|חם|אחר",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Tone();
}
