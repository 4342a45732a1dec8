using AiWebBuilder.Application.Integrations.Imports.Ledger;
using AiWebBuilder.Application.Integrations.Imports.Sources;
using AiWebBuilder.Infrastructure.Integrations.Reading.Findings;
using AiWebBuilder.Infrastructure.Integrations.Reading.Styles;
using AngleSharp.Dom;

namespace AiWebBuilder.Infrastructure.Integrations.Reading.Walking;

internal sealed partial class PageWalk
{
    private Dictionary<string, IElement>? labels;
    private readonly Dictionary<(Found? Form, string Name, string Type), Found> choices = [];

    private void Form(IElement element, Where where)
    {
        var form = Add(
            SourceKinds.Form,
            where.Aside is { IsQuoted: false } ? "" : element.GetAttribute("name") ?? element.Id ?? "",
            where
        );
        if (where.Aside is null && element.IsCalled("payment"))
        {
            form.Kind = SourceKinds.Payment;
        }
        if (where.Aside is null && IsSearch(element))
        {
            form.Lose("A search of the site: pages here have none.");
            where = where with
            {
                Aside = new(
                    SourceKinds.Form,
                    ImportFates.Lost,
                    "It belongs to the search of the site.",
                    IsQuoted: true
                ),
            };
        }
        else if (!traits.Of(element).HasControl && where.Aside is null)
        {
            form.Lose("A form without a field that a visitor fills in.");
        }
        Children(element, where with { Form = form });
        if (form.Fate is null && !found.Any(one => one.Parent == form.Id && one.Kind == SourceKinds.Field))
        {
            form.Lose(
                "A form without a field that a visitor fills in: a button of the builder's own, such as that of a shop."
            );
        }
    }

    private static bool IsSearch(IElement form) =>
        form.GetAttribute("role") == "search"
        || (
            form.QuerySelectorAll("input:not([type=hidden]):not([type=submit]),select,textarea") is [var only]
            && (only.GetAttribute("type") == "search" || only.GetAttribute("name") is "s" or "q" or "query" or "search")
        );

    /// <summary>One outside any form: it belongs to the fields around it.</summary>
    private Found FormAround(Where where)
    {
        var loose = found.LastOrDefault(one =>
            one.Kind == SourceKinds.Form && one.Where.Segment == where.Segment && one.Level < 0
        );
        if (loose is null)
        {
            loose = Add(SourceKinds.Form, "", where);
            loose.Level = -1;
        }
        return loose;
    }

    private void Control(IElement element, Where where)
    {
        var type =
            element.LocalName == "input"
                ? (element.GetAttribute("type") ?? "text").ToLowerInvariant()
                : element.LocalName;
        if (type == "hidden")
        {
            return;
        }
        if (type is "submit" or "image" or "button" or "reset")
        {
            if (type is "submit" or "image" && where.Form is { Role: null } form)
            {
                form.Role = element.GetAttribute("value") ?? element.GetAttribute("alt") ?? "";
            }
            return;
        }
        var name = element.GetAttribute("name") ?? "";
        var holder = where.Form;
        if (IsPayment(element))
        {
            var card = Add(SourceKinds.Payment, "", where);
            card.Address = name.Length > 0 ? name : element.GetAttribute("data-stripe") ?? "";
            card.Lose("Cards are no matter of a form here: nothing is paid on pages.");
            return;
        }
        holder ??= where.Aside is null ? FormAround(where) : null;
        if (where.Aside is null && IsTrap(element))
        {
            var trap = Field(element, name, type, where, holder, "");
            trap.Text = "";
            trap.Replace("A trap for programs: forms here have one of their own.");
            return;
        }
        if (type is "radio" or "checkbox" && choices.TryGetValue((holder, name, type), out var same) && name.Length > 0)
        {
            same.Field = same.Field! with
            {
                Options = [.. same.Field.Options, Choice(element)],
                IsRequired = same.Field.IsRequired || IsRequired(element),
                Label =
                    same.Field.Options.Count == 1 && GroupLabel(element) is { Length: > 0 } group
                        ? group
                        : same.Field.Label,
            };
            same.Text = same.Field.Label;
            return;
        }
        var label = type is "radio"
            ? GroupLabel(element) is { Length: > 0 } group1
                ? group1
                : Label(element)
            : Label(element);
        var field = Field(element, name, type, where, holder, label);
        if (type is "radio" or "checkbox")
        {
            choices[(holder, name, type)] = field;
            field.Field = field.Field! with { Options = [Choice(element)] };
        }
        if (type == "file" && field.Fate is null)
        {
            field.Lose("Forms here take no files.");
        }
    }

    private Found Field(IElement element, string name, string type, Where where, Found? holder, string label)
    {
        var field = Add(SourceKinds.Field, label, where);
        field.Parent = holder?.Id ?? 0;
        field.Field = new SourceField(
            name.Length > 60 || name.Contains(' ', StringComparison.Ordinal) ? "" : name,
            type,
            field.Text,
            IsRequired(element),
            type == "select"
                ?
                [
                    .. element
                        .QuerySelectorAll("option")
                        .Select(option => SourceText.Plain(option.TextContent).Trim())
                        .Where(option => option.Length > 0)
                        .Take(60),
                ]
                : []
        );
        return field;
    }

    private static bool IsRequired(IElement element) =>
        element.HasAttribute("required")
        || element.GetAttribute("aria-required") == "true"
        || element.GetAttribute("data-required") == "true"
        || element.ClassList.Contains("required1");

    private static bool IsPayment(IElement element) =>
        element.IsCalled("payment")
        || element.HasAttribute("data-stripe")
        || element.GetAttribute("autocomplete")?.StartsWith("cc-", StringComparison.Ordinal) == true;

    /// <summary>Out of people's sight, and open to programs.</summary>
    private bool IsTrap(IElement element)
    {
        var depth = 0;
        for (
            var one = element;
            one is not null && one.LocalName != "form" && depth < 6;
            one = one.ParentElement, depth++
        )
        {
            if (
                one.IsCalled("honeypot")
                || (
                    visibility.Of(one) == Sight.Never
                    && !(one == element && element.GetAttribute("type") is "checkbox" or "radio")
                )
            )
            {
                return true;
            }
        }
        return element.GetAttribute("tabindex") == "-1" && element.GetAttribute("autocomplete") == "off";
    }

    private string Choice(IElement element)
    {
        var own = LabelFor(element) is { } label ? Text(label) : "";
        return own.Length > 0 ? own : element.GetAttribute("value") ?? "";
    }

    private IElement? LabelFor(IElement element)
    {
        if (element.Id is not { Length: > 0 } id)
        {
            return element.Closest("label");
        }
        labels ??= element
            .Owner!.QuerySelectorAll("label[for]")
            .GroupBy(label => label.GetAttribute("for")!, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
        return labels.GetValueOrDefault(id) ?? element.Closest("label");
    }

    /// <summary>What stands at it, around it, before it, or in it.</summary>
    private string Label(IElement element)
    {
        var label = LabelFor(element) is { } own ? Cleaned(Text(own)) : "";
        if (label.Length == 0 && element.GetAttribute("aria-label") is { Length: > 0 } said)
        {
            label = Cleaned(SourceText.Plain(said));
        }
        if (label.Length == 0 && Before(element) is { } before)
        {
            label = Cleaned(Text(before));
        }
        if (
            label.Length == 0
            && element.GetAttribute("placeholder") is { Length: > 0 } hint
            && !SourceWords.IsSuspicious(hint)
        )
        {
            label = Cleaned(SourceText.Plain(hint));
        }
        if (
            label.Length == 0
            && element.GetAttribute("type") == "checkbox"
            && element.ParentElement is { } around
            && Text(around) is { Length: < 160 } words
        )
        {
            label = Cleaned(words);
        }
        return label;
    }

    private static IElement? Before(IElement element)
    {
        for (var one = element; one is not null && one.LocalName != "form"; one = one.ParentElement)
        {
            if (one.PreviousElementSibling is { LocalName: "label" } label && !label.HasAttribute("for"))
            {
                return label;
            }
            if (one.PreviousElementSibling is not null)
            {
                return null;
            }
        }
        return null;
    }

    /// <summary>What is asked, where the words at each choice are its answers.</summary>
    private string GroupLabel(IElement element)
    {
        if (element.Closest("fieldset")?.QuerySelector("legend") is { } legend)
        {
            return Cleaned(Text(legend));
        }
        for (var one = element.PreviousElementSibling; one is not null; one = one.PreviousElementSibling)
        {
            if (one.LocalName == "label" && !one.HasAttribute("for"))
            {
                return Cleaned(Text(one));
            }
        }
        return "";
    }

    private static readonly string[] Marks = ["(required)", "*", "(erforderlich)", "(obligatoire)", "必須", ":", "："];

    private static string Cleaned(string label)
    {
        var clean = label.Trim();
        for (var changed = true; changed; )
        {
            changed = false;
            foreach (var mark in Marks)
            {
                if (clean.EndsWith(mark, StringComparison.OrdinalIgnoreCase))
                {
                    clean = clean[..^mark.Length].TrimEnd();
                    changed = true;
                }
            }
        }
        return clean;
    }

    private static bool IsLabel(IElement element) =>
        element.LocalName == "label"
        && (
            element.HasAttribute("for")
            || element.QuerySelector("input,select,textarea") is not null
            || element.NextElementSibling?.LocalName is "input" or "select" or "textarea"
        );
}
