using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Edits;
using AiWebBuilder.Domain.Campaigns.Edits;
using AiWebBuilder.Infrastructure.Campaigns.Edits.Wording;

namespace AiWebBuilder.Infrastructure.Campaigns.Edits.Rules;

/// <summary>Fields of a form: added, taken away, required or optional.</summary>
internal static class FormEdits
{
    // Names of kinds of fields in the block's schema.
    private static readonly string[] Kinds =
    [
        "name",
        "email",
        "phone",
        "company",
        "postcode",
        "street",
        "date",
        "time",
        "people",
        "message",
    ];

    private const int LongestLabel = 40;

    public static EditReading? Read(Step step)
    {
        var clause = step.Clause;
        var form = step.Target?.Props?["fields"] is JsonArray ? step.Target : step.SectionOf("form");
        var kinds = Kinds.Where(kind => clause.Has(kind)).ToArray();
        var isAboutFields =
            clause.Has("field")
            || (clause.Has("required", "optional") && (kinds.Length > 0 || NamedIn(step, form).Count > 0))
            || (clause.Has("form") && clause.Has("add", "remove") && kinds.Length > 0)
            || (step.Target == form && form is not null && clause.Has("add", "remove") && kinds.Length > 0);
        if (!isAboutFields)
        {
            return null;
        }
        if (form?.Props is null)
        {
            return step.Refuse("missing", SaidFor(clause, "form", "field"));
        }
        if (States(step, form) is { } several)
        {
            return several;
        }
        var (kind, field) = FieldOf(step, form, kinds);
        if (clause.Has("remove"))
        {
            return field is null ? step.Refuse("missing", clause.FirstQuoted ?? SaidFor(clause, [.. kinds, "field"]))
                : form.Props["fields"]!.AsArray().Count == 1 ? step.Ask("lastform", form.Name)
                : new EditReading([Step.Put(form, field.Path, null)]);
        }
        bool? required =
            clause.Has("optional") ? false
            : clause.Has("required") ? true
            : null;
        if (field is not null)
        {
            var before = field.Value["required"]?.GetValue<bool>() ?? false;
            return required is not { } wanted
                ? clause.Has("add")
                    ? step.Refuse("same")
                    : step.Ask("unclear")
                : wanted == before
                    ? step.Refuse("same")
                    : new EditReading([Step.Put(form, $"{field.Path}/required", wanted)]);
        }
        // What is to become required has to be there.
        if (clause.Has("set") && !clause.Has("add", "new", "form") && required is not null)
        {
            return step.Refuse("missing", clause.FirstQuoted ?? SaidFor(clause, [.. kinds, "field"]));
        }
        if (clause.Has("not") && required is null)
        {
            return step.Ask("unclear");
        }
        var label = Label(clause, kind);
        if ((kind is null && label is null) || form.Props["fields"]!.AsArray().Count >= 8)
        {
            return kind is null && label is null ? null : step.Refuse("limit", 8);
        }
        var added = new JsonObject { ["kind"] = kind ?? "text" };
        if (label is not null)
        {
            added["label"] = label;
        }
        if (required == true)
        {
            added["required"] = true;
        }
        return new EditReading([new EditOperation(form.Id, "/props/fields/-", null, added)]);
    }

    /// <summary>"Phone is required, e-mail is not": each field with what is said of it, or of those beside it.</summary>
    /// <returns>Null: not about several fields.</returns>
    private static EditReading? States(Step step, StandingComponent form)
    {
        var clause = step.Clause;
        if (clause.Quoted.Count > 0 || clause.Has("add", "remove") || !clause.Has("required", "optional"))
        {
            return null;
        }
        var fields = step.Items.Where(item => item.IsField && item.Component == form).ToArray();
        var said = clause
            .Mentions.Where(mention => Kinds.Contains(mention.Key))
            .Select(mention =>
                (Field: Array.Find(fields, field => (string?)field.Value["kind"] == mention.Key), mention.Start)
            )
            .Where(one => one.Field is not null)
            .DistinctBy(one => one.Field!.Path)
            .ToArray();
        if (said.Length < 2)
        {
            return null;
        }
        var states = clause
            .Mentions.Where(mention => mention.Key is "required" or "optional")
            .Select(mention => (mention.Start, IsRequired: mention.Key == "required"))
            .ToArray();
        List<EditOperation> operations = [];
        for (var index = 0; index < said.Length; index++)
        {
            var (field, start) = said[index];
            var end = index + 1 < said.Length ? said[index + 1].Start : clause.Plain.Length;
            var own = Array.FindIndex(states, state => state.Start >= start && state.Start < end);
            var isDenied = own < 0 && clause.Every("not").Any(not => not.Start >= start && not.Start < end);
            var before = Array.FindLastIndex(states, state => state.Start < start);
            var state =
                own >= 0 ? states[own].IsRequired
                : isDenied ? before < 0 || !states[before].IsRequired
                : Array.Find(states, one => one.Start >= end) is { Start: > 0 } next ? next.IsRequired
                : states[before].IsRequired;
            if (state != (field!.Value["required"]?.GetValue<bool>() ?? false))
            {
                operations.Add(Step.Put(form, $"{field.Path}/required", state));
            }
        }
        return operations.Count > 0 ? new EditReading(operations) : step.Refuse("same");
    }

    private static (string? Kind, Item? Field) FieldOf(Step step, StandingComponent form, string[] kinds)
    {
        var fields = step.Items.Where(item => item.IsField && item.Component == form).ToArray();
        if (step.Clause.Quoted.Count == 0 && NamedIn(step, form) is [var named] && kinds.Length == 0)
        {
            return ((string?)named.Value["kind"], named);
        }
        if (step.Clause.Quoted is [var label, ..])
        {
            return (
                kinds.FirstOrDefault(),
                Array.Find(fields, field => string.Equals(field.Title, label, StringComparison.OrdinalIgnoreCase))
            );
        }
        foreach (var kind in kinds)
        {
            // "A date field for the wedding": what is asked for is the first that is there, or the last that is named.
            if (Array.Find(fields, field => (string?)field.Value["kind"] == kind) is { } found)
            {
                return (kind, found);
            }
        }
        return (kinds.FirstOrDefault(), null);
    }

    private static IReadOnlyList<Item> NamedIn(Step step, StandingComponent? form) =>
        Item.Named([.. step.Items.Where(item => item.IsField && item.Component == form)], step.Clause);

    /// <summary>More than the kind alone: "wedding date". Null: the usual one of the language.</summary>
    private static string? Label(Clause clause, string? kind)
    {
        if (clause.Quoted is [var quoted, ..])
        {
            return quoted.Length <= LongestLabel ? quoted : null;
        }
        var own = kind is null ? null : clause.First(kind);
        var free = Titles.Bridged(clause, []);
        // "Notes" is another word for a message, and the one that is wished for.
        if (
            free.Length == 0
            && kind == "message"
            && own is { } said
            && !clause.Every("field").Any(field => field.Start < said.End && field.End > said.Start)
        )
        {
            return Capital(clause.Text.Substring(said.Start, said.Length));
        }
        var start = free.Length == 0 ? -1 : clause.Text.IndexOf(free, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }
        var end = start + free.Length;
        if (own is { } mention)
        {
            // Only what stands beside the kind belongs to it.
            var between =
                mention.Start >= end
                    ? clause.Text[end..mention.Start]
                    : clause.Text[Math.Min(mention.End, start)..start];
            if (between.Trim().Length > 0)
            {
                return null;
            }
            (start, end) = (Math.Min(start, mention.Start), Math.Max(end, mention.End));
        }
        var label = clause.Text[start..end].Trim();
        return label.Length is > 1 and <= LongestLabel ? Capital(label) : null;
    }

    private static string Capital(string label) => char.ToUpperInvariant(label[0]) + label[1..];

    private static string SaidFor(Clause clause, params string[] keys)
    {
        foreach (var key in keys)
        {
            if (clause.First(key) is { } mention)
            {
                return clause.Text.Substring(mention.Start, mention.Length);
            }
        }
        return clause.Text;
    }
}
