using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Edits;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Infrastructure.Campaigns.Edits.Wording;

namespace AiWebBuilder.Infrastructure.Campaigns.Edits.Rules;

/// <summary>The heading, the text, the button or the subject of a section: other words, fewer words, none.</summary>
internal static class TextEdits
{
    private const int LongestParticle = 3;
    private static readonly string[] Headings = ["heading", "title", "subject", "name"];
    private static readonly string[] Texts = ["lead", "text", "body", "note"];
    private static readonly string[] Long = ["lead", "text", "body", "answer", "note"];

    public static EditReading? Read(Step step)
    {
        var clause = step.Clause;
        // Shorter, and it says how.
        var isGiven =
            clause.Quoted.Count == 1 && clause.Has("heading", "text", "button") && !clause.Has("not", "remove");
        if (clause.Has("shorter") && !isGiven)
        {
            return Shortened(step);
        }
        // A part of a text, and what is to stand in its place.
        if (
            clause.Quoted is [var part, _]
            && clause.Has("instead", "not", "was")
            && step.Texts().Any(one => one.Text != part && one.Text.Contains(part, StringComparison.OrdinalIgnoreCase))
        )
        {
            return null;
        }
        var noun = new[] { "button", "heading", "subject", "text" }.FirstOrDefault(key => clause.Has(key));
        if (
            noun is null
            && step.Target is not null
            && clause.Quoted.Count == 1
            && clause.Has("set", "say")
            && !clause.Has("add", "remove")
        )
        {
            // What a section is called is its heading.
            noun = "heading";
        }
        if (noun is null)
        {
            return null;
        }
        if (noun == "heading" && clause.Has("above", "below") && clause.Quoted.Count == 1)
        {
            // Beside the heading is not in it.
            return step.Ask("unclear");
        }
        if (ComponentOf(step, noun) is not { Props: { } props } component)
        {
            return step.Refuse("missing", Said(clause, noun));
        }
        if (PathOf(props, noun) is not { } path)
        {
            return clause.Has("remove") ? step.Refuse("missing", Said(clause, noun)) : Created(step, component, noun);
        }
        if (clause.Has("remove") && clause.Quoted.Count == 0)
        {
            // A part of the text is named: what is left of it, nobody knows.
            if (Numbers.In(clause.Plain).Any() || Titles.LeftIn(clause, []).Count(EditWords.IsInWord) > LongestParticle)
            {
                return step.Ask("unclear");
            }
            // A heading has to be there.
            var whole = noun == "button" ? path[..path.LastIndexOf('/')] : path;
            return noun is "heading" or "subject" || whole.Contains('@', StringComparison.Ordinal)
                ? step.Refuse("cannot")
                : new EditReading([Step.Put(component, whole, null)]);
        }
        return Titles.NewText(clause) is { } text && !IsLook(clause, text)
            ? Written(step, component, path, text)
            : null;
    }

    /// <summary>"The button in orange" says how it looks, not what it says.</summary>
    private static bool IsLook(Clause clause, string text) =>
        clause.Quoted.Count == 0
        && clause.Words.In(Clause.PlainOf(text)) is { Count: > 0 } known
        && known.Any(mention =>
            mention.Key.StartsWith("c.", StringComparison.Ordinal)
            || mention.Key
                is "bigger"
                    or "smaller"
                    or "dark"
                    or "light"
                    or "elegant"
                    or "bold"
                    or "soft"
                    or "vague"
                    or "letters"
        )
        && text.Where(
                (letter, at) =>
                    EditWords.IsInWord(letter) && !known.Any(mention => mention.Start <= at && mention.End > at)
            )
            .Count() < 2;

    private static EditReading Written(Step step, StandingComponent component, string path, string text)
    {
        var old = PropPath.Find(component.Props, path)?.ToString();
        text = Titles.Ended(step.Clause, text, old);
        if (old == text)
        {
            return step.Refuse("same");
        }
        return Promises.In(step, text) ? step.Ask("promise", text)
            : LongestOf(step, component, path) is { } longest && TextWidth.Of(text) > longest
                ? step.Refuse("limit", longest)
            : new EditReading([Step.Put(component, path, text)]);
    }

    /// <summary>A text below the heading where none stood.</summary>
    private static EditReading? Created(Step step, StandingComponent component, string noun) =>
        noun == "text"
        && Titles.NewText(step.Clause) is { } text
        && !IsLook(step.Clause, text)
        && step.Blocks.Find(component.Kind)?.Schema["properties"]?["lead"] is not null
            ? new EditReading([Step.Put(component, "/lead", text)])
            : null;

    private static StandingComponent? ComponentOf(Step step, string noun)
    {
        // Two quotations: the first says which.
        if (
            step.Clause.Quoted is [var old, _, ..]
            && step.Texts().FirstOrDefault(one => one.Text == old) is { Component: { } holding }
        )
        {
            return holding;
        }
        if (noun == "subject" || (step.Clause.Has("mail") && noun != "button"))
        {
            var heads = step
                .Standing.Components.Where(one =>
                    one.ComponentType == ComponentTypes.Email
                    && one.Kind
                        == (
                            noun == "text" ? "e-text"
                            : noun == "heading" ? "e-title"
                            : "e-head"
                        )
                )
                .ToArray();
            var index = ItemEdits.Ordinal(step.Clause) is { } ordinal ? (ordinal == 0 ? heads.Length : ordinal) - 1 : 0;
            return index >= 0 && index < heads.Length ? heads[index] : null;
        }
        return step.Sections.Select(one => one.Component).FirstOrDefault()
            ?? step.Target
            ?? step.Standing.Components.FirstOrDefault(one => one.Kind == "hero" && one.Page == "index")
            ?? step.Standing.Components.FirstOrDefault(one => one.Kind == "hero");
    }

    private static string? PathOf(JsonObject props, string noun) =>
        noun switch
        {
            "button" => props["link"] is JsonObject ? "/link/label"
            : props["goals"] is JsonArray { Count: > 0 } goals ? $"/goals/@{goals[0]!["id"]}/label"
            : null,
            "subject" => props.ContainsKey("subject") ? "/subject" : null,
            "heading" => Array.Find(Headings, props.ContainsKey) is { } heading ? $"/{heading}" : null,
            _ => Array.Find(Texts, props.ContainsKey) is { } text ? $"/{text}" : null,
        };

    private static int? LongestOf(Step step, StandingComponent component, string path)
    {
        if (path.EndsWith("/label", StringComparison.Ordinal))
        {
            return 28;
        }
        return step.Blocks.Find(component.Kind)?.Schema["properties"]?[path[1..]] is { } property
            ? property["maxLength"]?.GetValue<int>()
            : null;
    }

    private static EditReading? Shortened(Step step)
    {
        var component =
            step.Sections.Select(one => one.Component).FirstOrDefault()
            ?? step.Target
            ?? step.Standing.Components.FirstOrDefault(one => one.Kind == "hero" && one.Page == "index");
        if (component?.Props is null)
        {
            return step.Refuse("missing", step.Clause.Text);
        }
        var avoided = step.Clause.Has("not", "remove") ? step.Clause.Quoted : [];
        // All that it says, unless a part is named.
        var paths =
            step.Clause.Has("heading", "text")
            && PathOf(component.Props, step.Clause.Has("text") ? "text" : "heading") is { } named
                ? [named]
                : step.Texts()
                    .Where(one =>
                        one.Component == component && Long.Contains(one.Path[(one.Path.LastIndexOf('/') + 1)..])
                    )
                    .Select(one => one.Path)
                    .ToArray();
        var operations = paths
            .Select(path => (Path: path, Old: PropPath.Find(component.Props, path)!.ToString()))
            .Select(one =>
                (
                    one.Path,
                    Text: Shorter.Of(one.Old, avoided)
                        ?? (
                            Headings.Contains(one.Path[1..]) && avoided.Count == 0
                                ? Shorter.OfTitle(one.Old, EditWords.Of(one.Old, step.Standing.Language))
                                : null
                        )
                )
            )
            .Where(one => one.Text is not null)
            .Select(one => Step.Put(component, one.Path, one.Text))
            .ToArray();
        return operations.Length > 0
            ? new EditReading(operations)
            : step.Refuse(
                "formal",
                Step.Listed(paths.Select(path => PropPath.Find(component.Props, path)!.ToString()))
            );
    }

    private static string Said(Clause clause, string noun) =>
        clause.First(noun) is { } mention ? clause.Text.Substring(mention.Start, mention.Length) : noun;
}
