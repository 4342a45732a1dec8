using System.Text.Json.Nodes;
using AiWebBuilder.Application.Integrations.Imports.Sources;

namespace AiWebBuilder.Application.Integrations.Imports.Mapping;

internal sealed partial class PageMapper
{
    private const int MostFields = 8;

    private static Draft? Form(SourceElement[] open, Work work)
    {
        var form = open.FirstOrDefault(one =>
            one.Kind == SourceKinds.Form && open.Any(field => field.Parent == one.Id)
        );
        if (form is null)
        {
            return null;
        }
        var draft = new Draft("contact", Name(open));
        ListIntro(open, draft, "form", work);
        JsonArray fields = [];
        List<string> notes = [];
        foreach (var field in open.Where(one => one.Kind == SourceKinds.Field && one.Field is not null))
        {
            var said = field.Field!;
            var label = Texts.IsWithin(said.Label, 40) ? said.Label : "";
            // A box to agree to something is a sentence, and what is sent is sent to be answered.
            if (
                said.Type == "checkbox"
                && said.Options.Count == 1
                && label.Length == 0
                && Texts.IsWithin(string.Join(' ', notes.Append(said.Label)), 160)
            )
            {
                notes.Add(said.Label);
                draft.Put(field, "/note");
                draft.Changed[field.Id] = "Its sentence stands below the button, without a box.";
                continue;
            }
            if (fields.Count == MostFields || (label.Length == 0 && said.Label.Length > 0))
            {
                continue;
            }
            var (kind, isExact) = KindOf(said, fields);
            var options = said
                .Options.Where(option => option.Length > 0 && Texts.IsWithin(option, 40))
                .Take(12)
                .ToArray();
            if (kind is "text" or "choice" && label.Length == 0)
            {
                continue;
            }
            var props = new JsonObject { ["kind"] = kind };
            if (label.Length > 0)
            {
                props["label"] = label;
            }
            if (said.IsRequired)
            {
                props["required"] = true;
            }
            if (kind == "choice")
            {
                props["options"] = new JsonArray([
                    .. (said.Type == "checkbox" && options.Length == 1 ? [label] : options).Select(option =>
                        (JsonNode)option
                    ),
                ]);
            }
            draft.Put(field, At("fields", fields.Count, "label"));
            if (!isExact || (kind == "choice" && options.Length < said.Options.Count))
            {
                draft.Changed[field.Id] =
                    said.Type == "checkbox" && said.Options.Count > 1
                        ? "One of them can be chosen, where the source took several."
                        : $"It is asked for as {kind}: the source had {said.Type}.";
            }
            fields.Add(props);
        }
        if (fields.Count == 0)
        {
            return null;
        }
        draft.Props["fields"] = fields;
        var submit =
            form.Role is { Length: > 0 } words && Texts.IsWithin(words, 28)
                ? words
                : Headings.Of("send", work.Language);
        draft.Props["goals"] = new JsonArray(new JsonObject { ["ref"] = "contact", ["label"] = submit });
        if (notes.Count > 0)
        {
            draft.Props["note"] = string.Join(' ', notes);
        }
        foreach (var one in open.Where(one => one.Kind == SourceKinds.Form))
        {
            draft.Put(one, "/fields");
            if (one.Address is not null || one != form)
            {
                draft.Changed[one.Id] = "Its fields stand in one form here.";
            }
        }
        // The button that sends loose fields.
        return draft;
    }

    private static (string Kind, bool IsExact) KindOf(SourceField field, JsonArray taken)
    {
        var name = field.Name.ToLowerInvariant();
        var kind = field.Type switch
        {
            "email" => "email",
            "tel" => "phone",
            "date" => "date",
            "select" or "radio" or "checkbox" => "choice",
            "textarea" => "message",
            "number" => "text",
            _ when name.Contains("mail", StringComparison.Ordinal) => "email",
            _ when name.Contains("phone", StringComparison.Ordinal) || name.EndsWith("tel", StringComparison.Ordinal) =>
                "phone",
            _ when name is "name" or "your-name" or "full_name" or "fullname"
                    || name.Contains("[name]", StringComparison.Ordinal) => "name",
            _ when name.Contains("postal", StringComparison.Ordinal)
                    || name.Contains("zip", StringComparison.Ordinal) => "postcode",
            _ => "text",
        };
        var isTaken = kind is not ("text" or "choice") && taken.Any(one => one!["kind"]!.ToString() == kind);
        var isExact =
            field.Type is "text" or "email" or "tel" or "textarea" or "date" or "select" or "radio"
            || (field.Type == "checkbox" && field.Options.Count == 1);
        return (isTaken ? "text" : kind, isExact);
    }
}
