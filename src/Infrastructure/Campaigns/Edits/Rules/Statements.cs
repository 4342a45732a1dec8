using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Edits;
using AiWebBuilder.Infrastructure.Campaigns.Edits.Wording;

namespace AiWebBuilder.Infrastructure.Campaigns.Edits.Rules;

/// <summary>"Add that we are insured": what the owner says of the business is a fact, and stands in the owner's words below the heading.</summary>
internal static class Statements
{
    // "Add, please, that".
    private const int FarthestVerb = 12;
    private const int ShortestStatement = 8;

    public static EditReading? Read(Step step)
    {
        var clause = step.Clause;
        if (
            clause.Quoted.Count > 0
            || clause.Has("question", "answer", "field", "button", "subject", "heading", "mail")
        )
        {
            return null;
        }
        if (Said(clause, "that") is { } said)
        {
            return Placed(step, said);
        }
        // Where the verb stands last in such a clause, a sentence has it second.
        return Said(clause, "bent") is not { } bent ? null
            : Straightened(clause, bent) is { } sentence ? Placed(step, sentence)
            : step.Ask("sentence");
    }

    /// <summary>Whether it has a sentence to be added, whatever that is about.</summary>
    public static bool IsOne(Clause clause) => (Said(clause, "that") ?? Said(clause, "bent")) is not null;

    /// <summary>What stands behind the conjunction; null: nothing is to be added.</summary>
    private static string? Said(Clause clause, string list)
    {
        foreach (var conjunction in clause.Words.Find(list, clause.Plain))
        {
            var verb = clause.Mentions.LastOrDefault(mention =>
                mention.Key is "add" or "write" && mention.Start < conjunction.Start
            );
            if (
                verb.Length > 0
                && conjunction.Start - verb.End < FarthestVerb
                && !clause.Every("remove").Any(remove => remove.Start < conjunction.Start)
                && clause.Text[conjunction.End..].Trim(' ', '.', ',', ':') is { Length: >= ShortestStatement } said
            )
            {
                return said;
            }
        }
        return null;
    }

    private static string? Straightened(Clause clause, string said)
    {
        string[] words = said.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 3 || !IsWord(clause.Words, "subject", words[0]) || said.IndexOfAny([',', ';']) >= 0)
        {
            return null;
        }
        var verb = words[^1];
        // "Anbieten": its first part stays at the end.
        var first = IsWord(clause.Words, "finite", verb) ? 0 : FirstPartOf(clause.Words, verb);
        return first == 0 && !IsWord(clause.Words, "finite", verb) && !IsWord(clause.Words, "several", words[0]) ? null
            : !verb.EndsWith('n') && first > 0 ? null
            : string.Join(
                ' ',
                [words[0], verb[first..], .. words[1..^1], .. first > 0 ? [verb[..first]] : Array.Empty<string>()]
            );
    }

    /// <summary>How long the part of a verb is that stands apart from it; 0: it has none.</summary>
    private static int FirstPartOf(EditWords words, string verb) =>
        words
            .Find("apart", Clause.PlainOf(verb))
            .Where(found => found.Start == 0 && verb.Length - found.Known > 3)
            .Select(found => found.Known)
            .FirstOrDefault();

    private static bool IsWord(EditWords words, string list, string word) =>
        words.Find(list, Clause.PlainOf(word)).Any(found => found.Length == word.Length);

    private static EditReading Placed(Step step, string said)
    {
        var sentence = $"{char.ToUpperInvariant(said[0])}{said[1..]}{(char.IsPunctuation(said[^1]) ? "" : ".")}";
        if (Promises.In(step, sentence))
        {
            return step.Ask("promise", sentence);
        }
        var place =
            step.Target is { Props: { } own } target && PathIn(step, target, own) is not null
                ? step.Target
                : step.Sections.Select(one => one.Component)
                    .FirstOrDefault(one => one.Props is not null && PathIn(step, one, one.Props) is not null)
                    ?? step.Standing.Components.FirstOrDefault(one =>
                        one is { Kind: "hero", Page: "index", Props: not null }
                    )
                    ?? step.Standing.Components.FirstOrDefault(one => one is { Kind: "hero", Props: not null });
        if (place is null || PathIn(step, place, place.Props!) is not { } path)
        {
            return step.Ask("unclear");
        }
        var old = PropPath.Find(place.Props, path)?.ToString();
        var joined = old is null or ""
            ? sentence
            : $"{old}{(EditWords.HasNoSpaces(old[^1]) || old[^1] == '。' ? "" : " ")}{sentence}";
        return new EditReading([
            new(
                null,
                "/facts/-",
                null,
                new JsonObject
                {
                    ["kind"] = "claim",
                    ["value"] = said,
                    ["quote"] = said,
                }
            ),
            Step.Put(place, path, joined),
        ]);
    }

    /// <summary>The text that it has, or can have.</summary>
    private static string? PathIn(Step step, StandingComponent component, JsonObject props) =>
        new[] { "lead", "body" }
            .Where(name =>
                props.ContainsKey(name)
                || (name == "lead" && step.Blocks.Find(component.Kind)?.Schema["properties"]?[name] is not null)
            )
            .Select(name => $"/{name}")
            .FirstOrDefault();
}
