using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Edits;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Edits;
using AiWebBuilder.Infrastructure.Campaigns.Edits.Wording;

namespace AiWebBuilder.Infrastructure.Campaigns.Edits.Rules;

/// <summary>Sections and e-mails as a whole: moved, taken away, laid out in another way.</summary>
internal static class SectionEdits
{
    public static EditReading? Read(Step step)
    {
        var clause = step.Clause;
        return IsAboutEmails(clause) && clause.Has("remove") && !clause.Has("field") ? RemovedEmail(step)
            : clause.Has("remove")
            && clause.Quoted.Count == 0
            && !clause.Has("heading", "text", "button", "price", "colour", "field", "question", "item")
                ? Removed(step)
            : clause.Has("layout") && clause.Quoted.Count == 0 ? AnotherLayout(step)
            : (
                clause.Has("move", "above", "below", "top", "bottom", "up", "down")
                || clause.Words.Find("swap", clause.Plain).Count > 0
            )
            && clause.Quoted.Count == 0
                ? Moved(step)
            : null;
    }

    /// <summary>"The last e-mail": one that is counted is no address.</summary>
    private static bool IsAboutEmails(Clause clause) =>
        clause.Has("mail")
        || (
            clause.Has("email")
            && (
                clause.Has("ord1", "ord2", "ord3", "ord4", "ord5", "lastone")
                || (!clause.Has("field") && Numbers.In(clause.Plain).ToArray() is [{ Value: > 0 and < 20 }])
            )
        );

    private static EditReading? RemovedEmail(Step step)
    {
        var emails = step
            .Standing.Components.Where(one => one.ComponentType == ComponentTypes.Email)
            .GroupBy(one => one.Page, StringComparer.Ordinal)
            .ToArray();
        if (ItemEdits.Ordinal(step.Clause) is not { } ordinal)
        {
            return emails.Length == 0 ? step.Refuse("missing", step.Clause.Text)
                : emails.Length == 1 ? new EditReading([.. emails[0].Select(Gone)])
                : step.Ask("which", string.Join(" / ", emails.Select(NameOf)));
        }
        var index = ordinal == 0 ? emails.Length - 1 : ordinal - 1;
        return index >= 0 && index < emails.Length
            ? new EditReading([.. emails[index].Select(Gone)])
            : step.Refuse("missing", step.Clause.Text);
    }

    private static string NameOf(IGrouping<string, StandingComponent> email) =>
        email.Select(part => part.Props?["subject"]?.ToString()).FirstOrDefault(subject => subject is not null)
        ?? email.Key;

    private static EditReading? Removed(Step step)
    {
        var clause = step.Clause;
        var named = clause.Mentions.Where(mention => SectionNames.Kinds.ContainsKey(mention.Key)).ToArray();
        var sections = step.Sections.Select(one => one.Component).ToList();
        if (named.Length == 0 && clause.Has("section") && step.Target is { } target)
        {
            sections.Add(target);
        }
        // "Gaz from the team", "the phone from the header": something in a section is not the section.
        if (clause.Has("phone", "email", "address", "name", "image", "logo") || HasOtherWords(clause))
        {
            return null;
        }
        var missing = named.FirstOrDefault(mention =>
            step.SectionOf(mention.Key) is null
            && !named.Any(other => other.Start == mention.Start && step.SectionOf(other.Key) is not null)
        );
        if (missing.Length > 0)
        {
            return step.Refuse("missing", clause.Text.Substring(missing.Start, missing.Length));
        }
        if (sections.Count == 0 || (sections.Count > 1 && !AreJoined(step)))
        {
            return null;
        }
        // Without it nobody can write.
        return
            sections.Find(one => one.Props?["fields"] is JsonArray) is { } form
            && step.Standing.Components.Count(one => one.Props?["fields"] is JsonArray) == 1
            ? step.Ask("lastform", form.Name)
            : new EditReading([.. sections.Select(Gone)]);
    }

    private static bool HasOtherWords(Clause clause)
    {
        var letters = 0;
        for (var at = 0; at <= clause.Plain.Length; at++)
        {
            if (at < clause.Plain.Length && EditWords.IsInWord(clause.Plain[at]))
            {
                letters += clause.Mentions.Any(mention => mention.Start <= at && mention.End > at) ? 0 : 1;
            }
            else if (letters > LongestParticle)
            {
                return true;
            }
            else
            {
                letters = 0;
            }
        }
        return false;
    }

    // Articles and prepositions that no list has.
    private const int LongestParticle = 3;

    private static bool AreJoined(Step step)
    {
        var mentions = step.Sections.Select(one => one.Mention).ToArray();
        return mentions
            .Zip(mentions.Skip(1))
            .All(pair =>
                step.Clause.Plain[pair.First.End..Math.Max(pair.First.End, pair.Second.Start)]
                    .Contains(',', StringComparison.Ordinal)
                || step.Clause.Every("and").Any(and => and.Start >= pair.First.End && and.End <= pair.Second.Start)
            );
    }

    private static EditOperation Gone(StandingComponent component) =>
        new(
            component.Id,
            "",
            new JsonObject
            {
                ["kind"] = component.Kind,
                ["page"] = component.Page,
                ["name"] = component.Name,
                ["props"] = component.Props?.DeepClone(),
            },
            null
        );

    private static EditReading? Moved(Step step)
    {
        var clause = step.Clause;
        var sections = step.Sections;
        var moved =
            sections.Count > 0 ? sections[0].Component
            : clause.Has("section", "move") ? step.Target
            : null;
        if (moved is null)
        {
            return null;
        }
        if (
            clause.Words.Find("swap", clause.Plain).Count > 0
            && !clause.Has("above", "below", "top", "bottom")
            && sections is [var (one, _), var (two, _)]
            && one.Page == two.Page
        )
        {
            return Swapped(step, one, two);
        }
        // More sections than one moves beside another, or two places: several wishes in one.
        if (sections.Count > 2 || (clause.Has("top", "bottom") && clause.Has("above", "below") && sections.Count > 1))
        {
            return step.Ask("where", moved.Name);
        }
        var page = step.Standing.Components.Where(one => one.Page == moved.Page).ToList();
        var before = page.IndexOf(moved);
        page.Remove(moved);
        var relation = clause.First("above") ?? clause.First("below");
        var other =
            relation is { } && sections.Count > 1 ? sections[1].Component
            : sections.Count == 1 && step.Target is { } target && target != moved ? target
            // Where no header stands, the page begins with its first section.
            : relation is { } && clause.Has("header", "heading")
                ? page.FirstOrDefault(one => one.Kind is "header" or "hero")
            : null;
        // "Above the gallery the prices": what follows the word is where, not what.
        if (relation is { } word && sections.Count > 1 && word.Start < sections[0].Mention.Start)
        {
            (moved, other) = (sections[1].Component, sections[0].Component);
            page = [.. step.Standing.Components.Where(one => one.Page == moved.Page)];
            before = page.IndexOf(moved);
            page.Remove(moved);
        }
        int? to =
            other is not null && relation is not null && page.Contains(other)
                ? page.IndexOf(other) + (clause.Has("above") ? 0 : 1)
            : clause.Has("top") ? page.FindLastIndex(one => one.Kind is "header" or "hero") + 1
            : clause.Has("bottom")
                ? page.FindIndex(one => one.Kind == "footer") is >= 0 and var footer ? footer
                    : page.Count
            : clause.Has("up") ? Math.Max(0, before - 1)
            : clause.Has("down") ? Math.Min(page.Count, before + 1)
            : null;
        return to is not { } place
            ? clause.Has("move")
                ? step.Ask("where", moved.Name)
                : null
            : place == before
                ? step.Refuse("same")
                : new EditReading([new EditOperation(moved.Id, "/position", before, place)]);
    }

    private static EditReading Swapped(Step step, StandingComponent one, StandingComponent two)
    {
        var page = step.Standing.Components.Where(other => other.Page == one.Page).ToList();
        var (first, second) = (page.IndexOf(one), page.IndexOf(two));
        if (first > second)
        {
            (one, two, first, second) = (two, one, second, first);
        }
        // When the first has gone behind the second, that one has moved up by one.
        return new EditReading([
            new EditOperation(one.Id, "/position", first, second),
            .. second - first > 1
                ? [new EditOperation(two.Id, "/position", second - 1, first)]
                : Array.Empty<EditOperation>(),
        ]);
    }

    private static EditReading? AnotherLayout(Step step)
    {
        var component = step.Sections.Select(one => one.Component).FirstOrDefault() ?? step.Target;
        if (component?.Props is null || step.Blocks.Find(component.Kind) is not { } block)
        {
            return null;
        }
        var variants = block.Variants.Where(variant => IsPossible(variant, block, component.Props)).ToList();
        var present = component.Props["variant"]?.ToString() ?? block.Variants[0];
        var next = variants.Count < 2 ? null : variants[(variants.IndexOf(present) + 1) % variants.Count];
        return next is null ? step.Refuse("cannot") : new EditReading([Step.Put(component, "/variant", next)]);
    }

    /// <summary>A layout with the name of a part needs that part.</summary>
    private static bool IsPossible(string variant, Block block, JsonObject props) =>
        variant == "form"
            ? props.ContainsKey("fields")
            : block.Schema["properties"]?[variant] is null || props.ContainsKey(variant);
}
