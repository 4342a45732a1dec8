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
            return required is not { } wanted || wanted == before
                ? step.Refuse("same")
                : new EditReading([Step.Put(form, $"{field.Path}/required", wanted)]);
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
        var free = Titles.LeftIn(clause, []);
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
        return label.Length is > 1 and <= LongestLabel ? char.ToUpperInvariant(label[0]) + label[1..] : null;
    }

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
