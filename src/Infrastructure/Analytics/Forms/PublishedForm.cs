using AiWebBuilder.Application.Campaigns.Contracts;
using AngleSharp.Dom;
using PhoneNumbers;

namespace AiWebBuilder.Infrastructure.Analytics.Forms;

/// <summary>
/// A form as it stands on the published page. The page's HTML is the one source of what may be sent: it is the same for a block and for
/// markup of one's own, and an edit that is not published yet changes nothing.
/// </summary>
public sealed class PublishedForm
{
    /// <summary>The attribute of a form, or of one of its buttons, that says what a sender reads.</summary>
    private const string Success = "data-success";

    private PublishedForm(IElement element, Guid componentId, IReadOnlyList<FormField> fields)
    {
        Element = element;
        ComponentId = componentId;
        Fields = fields;
    }

    public IElement Element { get; }

    public Guid ComponentId { get; }

    /// <summary>Those that a visitor can send.</summary>
    public IReadOnlyList<FormField> Fields { get; }

    /// <summary>The language of the page.</summary>
    public string Language => Element.Owner!.DocumentElement.GetAttribute("lang") is { Length: > 0 } said ? said : "en";

    /// <summary>
    /// Whose telephone numbers need no country code: ISO 3166-1 of the number that the page itself shows, else of its language; null:
    /// nothing tells.
    /// </summary>
    public string? Country
    {
        get
        {
            var shown = Element.Owner!.QuerySelector("a[href^='tel:+']")?.GetAttribute("href")?["tel:".Length..];
            var numbers = PhoneNumberUtil.GetInstance();
            try
            {
                if (shown is not null && numbers.GetRegionCodeForNumber(numbers.Parse(shown, null)) is { } region)
                {
                    return region;
                }
            }
            catch (NumberParseException)
            {
                // Somebody wrote the link by hand.
            }
            var subtag = Language.Split('-')[^1];
            return subtag.Length == 2 && Language.Contains('-', StringComparison.Ordinal)
                ? subtag.ToUpperInvariant()
                : null;
        }
    }

    /// <summary>The forms of a page that send to the server.</summary>
    public static IEnumerable<PublishedForm> In(IDocument page)
    {
        foreach (var form in page.QuerySelectorAll($"form:has(input[name='{FormFields.Component}'])"))
        {
            var own = form.QuerySelector($"input[name='{FormFields.Component}']")!.GetAttribute("value");
            if (Guid.TryParseExact(own, "D", out var component))
            {
                yield return new PublishedForm(form, component, FieldsOf(form));
            }
        }
    }

    /// <summary>What its buttons send, the first wish first.</summary>
    public IReadOnlyList<string> Wishes =>
        [.. Buttons.Select(button => button.GetAttribute("value") ?? "").Where(wish => wish.Length > 0)];

    /// <summary>What the form says to whoever sent it, whatever the wish was; null: nothing.</summary>
    public string? Thanks => Filled(Element.GetAttribute(Success));

    private IEnumerable<IElement> Buttons =>
        Fields.Where(one => one.Kind == FormFieldKind.Button).SelectMany(one => one.Controls);

    /// <summary>The value of the button that was pressed; null: none was, or it stands for no wish.</summary>
    public string? WishIn(IReadOnlyDictionary<string, IReadOnlyList<string>> posted) =>
        Fields
            .Where(field => field.Kind == FormFieldKind.Button)
            .SelectMany(field => posted.GetValueOrDefault(field.Name) ?? [])
            .FirstOrDefault(Wishes.Contains);

    /// <summary>What is said to whoever pressed that button; null: nothing of its own.</summary>
    public string? ThanksFor(string? wish) =>
        Buttons
            .Where(button => wish is not null && button.GetAttribute("value") == wish)
            .Select(button => Filled(button.GetAttribute(Success)))
            .FirstOrDefault(said => said is not null);

    /// <summary>How many of these names the form does not have.</summary>
    public int Lacks(IEnumerable<string> names) => names.Count(name => !Fields.Any(field => field.Name == name));

    private static List<FormField> FieldsOf(IElement form)
    {
        const string controls = "input, select, textarea, button";
        var elsewhere = form.Id is { Length: > 0 } id
            ? form.Owner!.QuerySelectorAll(controls).Where(control => control.GetAttribute("form") == id)
            : [];
        return
        [
            .. form.QuerySelectorAll(controls)
                .Where(control => !control.HasAttribute("form"))
                .Concat(elsewhere)
                .Where(control =>
                    !control.HasAttribute("disabled")
                    && control.Closest("fieldset[disabled]") is null
                    && KindOf(control) is not null
                )
                .SelectMany(control => NamesOf(control).Select(name => (Name: name, Control: control)))
                .Where(one => one.Name is not (FormFields.Component or FormFields.Trap))
                .GroupBy(one => one.Name, one => one.Control, StringComparer.Ordinal)
                .Select(group => FieldOf(form, group.Key, [.. group])),
        ];
    }

    /// <summary>Usually one: a picture sends where it was pressed, and a text may send its direction.</summary>
    private static IEnumerable<string> NamesOf(IElement control)
    {
        if (control.GetAttribute("name") is { Length: > 0 } name)
        {
            if (TypeOf(control) == "image")
            {
                yield return $"{name}.x";
                yield return $"{name}.y";
            }
            else
            {
                yield return name;
            }
        }
        if (control.GetAttribute("dirname") is { Length: > 0 } direction)
        {
            yield return direction;
        }
    }

    private static FormField FieldOf(IElement form, string name, List<IElement> controls)
    {
        var leading = controls.Find(control => KindOf(control) != FormFieldKind.Hidden) ?? controls[0];
        // A direction or the place of a press is nothing that a visitor enters.
        var kind = leading.GetAttribute("name") == name ? KindOf(leading)!.Value : FormFieldKind.Hidden;
        HashSet<string> choices = new(StringComparer.Ordinal);
        List<string> initial = [];
        var capacity = 0;
        // One of them is sent.
        var (hasRadio, hasButton) = (false, false);
        foreach (var control in controls)
        {
            switch (KindOf(control))
            {
                case FormFieldKind.Select:
                    var options = control
                        .QuerySelectorAll("option")
                        .Where(option => !option.HasAttribute("disabled"))
                        .ToList();
                    choices.UnionWith(options.Select(ValueOf));
                    var chosen = options.Where(option => option.HasAttribute("selected")).Select(ValueOf).ToList();
                    var isMultiple = control.HasAttribute("multiple");
                    initial.AddRange(chosen.Count > 0 || isMultiple ? chosen : options.Take(1).Select(ValueOf));
                    capacity += isMultiple ? options.Count : 1;
                    break;
                case FormFieldKind.Radio or FormFieldKind.Checkbox:
                    choices.Add(ValueOf(control));
                    if (control.HasAttribute("checked"))
                    {
                        initial.Add(ValueOf(control));
                    }
                    capacity += TypeOf(control) == "checkbox" || !hasRadio ? 1 : 0;
                    hasRadio |= TypeOf(control) == "radio";
                    break;
                case FormFieldKind.Button:
                    choices.Add(control.GetAttribute("value") ?? "");
                    capacity += hasButton ? 0 : 1;
                    hasButton = true;
                    break;
                case FormFieldKind.Hidden:
                    choices.Add(control.GetAttribute("value") ?? "");
                    capacity++;
                    break;
                default:
                    capacity++;
                    break;
            }
        }
        return new FormField(name, LabelOf(form, leading) ?? name, kind, controls, choices, initial, capacity);
    }

    /// <summary>What an option, a circle or a box sends.</summary>
    public static string ValueOf(IElement choice) =>
        choice.GetAttribute("value")
        ?? (
            choice.LocalName == "option"
                // As browsers do: a line break in the markup is a space.
                ? string.Join(
                    ' ',
                    choice.TextContent.Split([' ', '\t', '\r', '\n', '\f'], StringSplitOptions.RemoveEmptyEntries)
                )
                : "on"
        );

    private static string TypeOf(IElement control) =>
        control.GetAttribute("type")?.Trim().ToLowerInvariant() ?? (control.LocalName == "button" ? "submit" : "text");

    /// <summary>Null: it is never sent.</summary>
    private static FormFieldKind? KindOf(IElement control) =>
        control.LocalName switch
        {
            "select" => FormFieldKind.Select,
            "textarea" => FormFieldKind.Text,
            "button" => TypeOf(control) is "reset" or "button" ? null : FormFieldKind.Button,
            _ => TypeOf(control) switch
            {
                "email" => FormFieldKind.Email,
                "tel" => FormFieldKind.Phone,
                "url" => FormFieldKind.Url,
                "date" => FormFieldKind.Date,
                "month" => FormFieldKind.Month,
                "week" => FormFieldKind.Week,
                "time" => FormFieldKind.Time,
                "datetime-local" => FormFieldKind.Moment,
                "number" or "range" => FormFieldKind.Number,
                "color" => FormFieldKind.Colour,
                "radio" => FormFieldKind.Radio,
                "checkbox" => FormFieldKind.Checkbox,
                "submit" => FormFieldKind.Button,
                "image" or "hidden" => FormFieldKind.Hidden,
                "reset" or "button" => null,
                _ => FormFieldKind.Text,
            },
        };

    private static string? LabelOf(IElement form, IElement control)
    {
        var label = control.Id is { Length: > 0 } id
            ? form.Owner!.QuerySelectorAll("label").FirstOrDefault(one => one.GetAttribute("for") == id)
            : null;
        label ??= control.Closest("label");
        if (TypeOf(control) == "radio")
        {
            label = control.Closest("fieldset")?.QuerySelector("legend") ?? label;
        }
        return Words(label)
            ?? Filled(control.GetAttribute("aria-label"))
            ?? Filled(control.GetAttribute("placeholder"))
            ?? Filled(control.GetAttribute("title"));
    }

    private static string? Words(IElement? label)
    {
        if (label?.Clone() is not IElement copy)
        {
            return null;
        }
        // What is entered is no part of a label, nor is a mark that is only seen.
        foreach (var other in copy.QuerySelectorAll("[aria-hidden=true], input, select, textarea, button"))
        {
            other.Remove();
        }
        return Filled(Filled(copy.TextContent)?.TrimEnd(':', '*', ' ', '：'));
    }

    private static string? Filled(string? text) =>
        string.IsNullOrWhiteSpace(text)
            ? null
            : string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
