using System.Globalization;
using System.Net;
using System.Text;
using AiWebBuilder.Api.Http.Visitors;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Infrastructure.Analytics.Forms;
using AngleSharp.Dom;

namespace AiWebBuilder.Api.Analytics;

/// <summary>
/// The form once more, with what was entered: a summary of what is wrong stands on top and has the focus, and each message stands at its
/// field and is tied to it. It needs no script.
/// </summary>
internal static class RefusedForm
{
    /// <param name="site">Its document is changed.</param>
    /// <param name="back">The address of the form's page.</param>
    public static string For(
        FormSite site,
        PublishedForm form,
        IReadOnlyDictionary<string, IReadOnlyList<string>> posted,
        IReadOnlyList<FormFault> faults,
        VisitorWords words,
        string back,
        DateTimeOffset now
    )
    {
        var language = AnswerPage.LanguageOf(site.Document, words);
        var heading = form.Element.Closest("[data-component-id]")?.QuerySelector("h1, h2, h3")?.TextContent.Trim();
        Detach(form, back);
        foreach (var field in form.Fields)
        {
            Fill(field, posted.GetValueOrDefault(field.Name) ?? []);
            foreach (var date in field.Controls.Where(one => one.GetAttribute("data-min") == FormRules.Today))
            {
                date.SetAttribute("min", FormRules.FirstDay(now).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            }
        }
        var summary = new StringBuilder();
        foreach (var fault in faults)
        {
            var message = words.Fault(fault.Rule, fault.Values);
            var field = form.Fields.FirstOrDefault(field => field.Name == fault.Field);
            if (field is null)
            {
                summary.Append("<li>").Append(WebUtility.HtmlEncode(message)).Append("</li>\n");
                continue;
            }
            var target =
                field.Controls.FirstOrDefault(one => one.GetAttribute("type") != "hidden") ?? field.Controls[0];
            if (string.IsNullOrEmpty(target.Id))
            {
                target.Id = string.Create(CultureInfo.InvariantCulture, $"fault-{summary.Length}");
            }
            if (fault.Rule != FormRules.Empty)
            {
                Mark(target, message, words, language.Length > 0);
                message = Named(field, message);
            }
            summary
                .Append("<li><a")
                .Append(AnswerPage.Attribute("href", $"#{target.Id}"))
                .Append('>')
                .Append(WebUtility.HtmlEncode(message))
                .Append("</a></li>\n");
        }
        return AnswerPage.Of(
            site.Document,
            words,
            words["problem"],
            $"""
            <div class="faults" role="alert" tabindex="-1" autofocus aria-labelledby="faults"{language}>
            <h1 class="heading" id="faults">{WebUtility.HtmlEncode(words["problem"])}</h1>
            <ul>
            {summary}</ul>
            </div>
            {(string.IsNullOrEmpty(heading) ? "" : $"<h2 class=\"heading\">{WebUtility.HtmlEncode(heading)}</h2>")}
            {form.Element.OuterHtml}
            <p><a{AnswerPage.Attribute("href", back)}{language}>{WebUtility.HtmlEncode(words["back"])}</a></p>

            """
        );
    }

    /// <summary>A button has no label but its own words, and a question ends as it does.</summary>
    private static string Named(FormField field, string message) =>
        field.Kind == FormFieldKind.Button ? message
        : char.IsPunctuation(field.Label[^1]) && field.Label[^1] is not (')' or '"' or '“' or '”' or '»')
            ? $"{field.Label} {message}"
        : $"{field.Label}: {message}";

    /// <summary>Takes the form out of its page: what it points to there is here no more.</summary>
    private static void Detach(PublishedForm form, string back)
    {
        foreach (var control in form.Fields.SelectMany(field => field.Controls))
        {
            if (!form.Element.Contains(control))
            {
                form.Element.AppendChild(control);
            }
        }
        foreach (var element in form.Element.QuerySelectorAll("*").Prepend(form.Element))
        {
            element.RemoveAttribute("autofocus");
            foreach (var reference in new[] { "aria-labelledby", "aria-describedby", "aria-controls", "list" })
            {
                if (
                    element.GetAttribute(reference) is { } ids
                    && !ids.Split(' ').All(id => form.Element.QuerySelectorAll("[id]").Any(one => one.Id == id))
                )
                {
                    element.RemoveAttribute(reference);
                }
            }
            if (element.GetAttribute("href") is ['#', ..] anchor)
            {
                element.SetAttribute("href", back + anchor);
            }
        }
    }

    private static void Fill(FormField field, IReadOnlyList<string> values)
    {
        var entered = 0;
        foreach (var control in field.Controls)
        {
            var type = control.GetAttribute("type")?.ToLowerInvariant();
            if (control.LocalName == "select")
            {
                foreach (var option in control.QuerySelectorAll("option"))
                {
                    Set(option, "selected", values.Contains(PublishedForm.ValueOf(option), StringComparer.Ordinal));
                }
            }
            else if (type is "radio" or "checkbox")
            {
                Set(control, "checked", values.Contains(PublishedForm.ValueOf(control), StringComparer.Ordinal));
            }
            else if (control.LocalName != "button" && type is not ("hidden" or "submit" or "image" or "password"))
            {
                var value = entered < values.Count ? values[entered] : "";
                entered++;
                // What nobody can store nobody can show.
                value = JsonTexts.IsStorableText(value) ? value : "";
                if (control.LocalName == "textarea")
                {
                    control.TextContent = value;
                }
                else
                {
                    control.SetAttribute("value", value);
                }
            }
        }
    }

    private static void Set(IElement element, string attribute, bool isSet)
    {
        if (isSet)
        {
            element.SetAttribute(attribute, "");
        }
        else
        {
            element.RemoveAttribute(attribute);
        }
    }

    private static void Mark(IElement control, string message, VisitorWords words, bool isForeign)
    {
        var note = control.Owner!.CreateElement("span");
        note.ClassName = "form__fault";
        note.Id = $"{control.Id}-fault";
        note.TextContent = message;
        if (isForeign)
        {
            note.SetAttribute("lang", words.Language);
            note.SetAttribute("dir", words.Direction);
        }
        var type = control.GetAttribute("type")?.ToLowerInvariant();
        var legend = type is "radio" or "checkbox" ? control.Closest("fieldset")?.QuerySelector("legend") : null;
        if (legend is not null)
        {
            legend.After(note);
        }
        else
        {
            // Within a label it would become part of the name.
            (control.Closest("label") ?? control).Before(note);
        }
        control.SetAttribute(
            "aria-describedby",
            control.GetAttribute("aria-describedby") is { Length: > 0 } described ? $"{note.Id} {described}" : note.Id
        );
        // A button and one of several circles cannot be wrong by themselves.
        if (control.LocalName != "button" && type is not ("radio" or "submit" or "image"))
        {
            control.SetAttribute("aria-invalid", "true");
        }
    }
}
