using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AiWebBuilder.Infrastructure.AiUsage.Offline;

/// <summary>
/// What the offline writer can make of an instruction: a heading in quotation marks, brevity, or another wording. It
/// understands no more than that.
/// </summary>
internal sealed partial record Rework(string? Heading, bool Shorter, bool AnotherWording)
{
    // A section's, and those of an e-mail's title and head.
    private static readonly string[] Headings = ["heading", "title", "subject"];
    private static readonly string[] Texts = ["lead", "text", "body", "answer", "note"];

    /// <summary>The props with what the instruction asks for; nothing else of them changes.</summary>
    public JsonObject Of(JsonObject current)
    {
        var props = current.DeepClone().AsObject();
        if (Heading is not null && Headings.FirstOrDefault(props.ContainsKey) is { } heading)
        {
            props[heading] = Props.Fit(Heading, Headline.MaxWidth);
        }
        if (Shorter)
        {
            ShortenIn(props);
        }
        return props;
    }

    private static void ShortenIn(JsonObject members)
    {
        foreach (var (name, value) in members.ToArray())
        {
            switch (value)
            {
                case JsonValue text when Texts.Contains(name) && text.TryGetValue<string>(out var words):
                    members[name] = CopyWriting.FirstSentenceOf(words);
                    break;
                case JsonArray items:
                    foreach (var item in items.OfType<JsonObject>())
                    {
                        ShortenIn(item);
                    }
                    break;
                default:
                    break;
            }
        }
    }

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
