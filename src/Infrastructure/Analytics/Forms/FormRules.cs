using System.Globalization;
using System.Text.RegularExpressions;
using AiWebBuilder.Application.Common;
using PhoneNumbers;

namespace AiWebBuilder.Infrastructure.Analytics.Forms;

/// <summary>
/// Checks what was sent against the form on the published page, as browsers check it, and more strictly where they are lenient: an
/// e-mail address needs a domain with a dot, a telephone number has to be plausible, and a form that says nothing is none.
/// </summary>
public static partial class FormRules
{
    public const string Required = "required";
    public const string Unticked = "unticked";
    public const string Email = "email";
    public const string Phone = "phone";
    public const string Url = "url";
    public const string Date = "date";
    public const string Past = "past";
    public const string TooEarly = "tooEarly";
    public const string TooLate = "tooLate";
    public const string Time = "time";
    public const string Number = "number";
    public const string Whole = "whole";
    public const string TooSmall = "tooSmall";
    public const string TooLarge = "tooLarge";
    public const string Choice = "choice";
    public const string Wish = "wish";
    public const string TooLong = "tooLong";
    public const string OneOnly = "oneOnly";

    /// <summary>Every field is empty.</summary>
    public const string Empty = "empty";

    /// <summary>The form has no such field.</summary>
    public const string Unknown = "unknown";

    /// <summary>What no text may contain, as U+0000.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>What <c>data-min</c> says where days that are over make no sense; the page does not change with the calendar.</summary>
    public const string Today = "today";

    private const int LeastDigits = 5;
    private const int LongestEmail = 254;
    private const int LongestLabel = 63;

    /// <summary>Of what the form gives no limit for.</summary>
    private const int Longest = 10_000;

    /// <summary>Whether such a request is not a visitor's mistake: no browser sends it of this form.</summary>
    public static bool IsMalformed(FormFault fault) => fault.Rule is Unknown or Unreadable;

    /// <param name="posted">Values by name, without the fields that publishing adds.</param>
    /// <returns>At most one for each name, in the order of the form.</returns>
    public static IReadOnlyList<FormFault> Check(
        PublishedForm form,
        IReadOnlyDictionary<string, IReadOnlyList<string>> posted,
        DateTimeOffset now
    )
    {
        List<FormFault> faults =
        [
            .. posted
                .Keys.Where(name => !form.Fields.Any(field => field.Name == name))
                .Select(name => new FormFault(name, Unknown, name)),
        ];
        var country = new Lazy<string?>(() => form.Country);
        foreach (var field in form.Fields)
        {
            if (Check(field, posted.GetValueOrDefault(field.Name) ?? [], country, now) is { } fault)
            {
                faults.Add(fault);
            }
        }
        if (faults.Count == 0 && SaysNothing(form, posted))
        {
            faults.Add(new FormFault(form.Fields.FirstOrDefault(IsVisible)?.Name ?? "", Empty));
        }
        return faults;
    }

    /// <summary>The day that is not over yet. It is over only when it is over everywhere: nobody knows where a visitor is.</summary>
    public static DateOnly FirstDay(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime.AddHours(-12));

    private static bool IsVisible(FormField field) => field.Kind is not (FormFieldKind.Hidden or FormFieldKind.Button);

    /// <summary>What nobody touched is no answer where there is something to write; a form of choices alone is answered by them.</summary>
    private static bool SaysNothing(PublishedForm form, IReadOnlyDictionary<string, IReadOnlyList<string>> posted)
    {
        var visible = form.Fields.Where(IsVisible).ToList();
        if (visible.Count == 0)
        {
            return !form.Fields.Any(field => field.Kind == FormFieldKind.Button && posted.ContainsKey(field.Name));
        }
        var hasTexts = visible.Exists(field => !field.IsChoice);
        return !visible.Exists(field =>
            posted.GetValueOrDefault(field.Name) is { } values
            && values.Any(value => !IsBlank(value) && !(hasTexts && field.IsChoice && field.Initial.Contains(value)))
        );
    }

    private static FormFault? Check(
        FormField field,
        IReadOnlyList<string> values,
        Lazy<string?> country,
        DateTimeOffset now
    )
    {
        if (values.Any(value => !JsonTexts.IsStorableText(value)))
        {
            return new FormFault(field.Name, Unreadable);
        }
        if (values.Count > field.Capacity)
        {
            return new FormFault(field.Name, OneOnly);
        }
        if (field.Kind == FormFieldKind.Hidden)
        {
            return values.Any(value => value.Length > Longest) ? TooLongOf(field, Longest) : null;
        }
        var filled = values.Where(value => !IsBlank(value)).ToList();
        if (field.Kind == FormFieldKind.Checkbox)
        {
            foreach (var box in field.Controls.Where(box => box.HasAttribute("required")))
            {
                if (!values.Contains(box.GetAttribute("value") ?? "on", StringComparer.Ordinal))
                {
                    return new FormFault(field.Name, Unticked);
                }
            }
        }
        else if (filled.Count == 0 && field.IsRequired)
        {
            return new FormFault(field.Name, field.IsChoice ? Choice : Required);
        }
        return (field.IsChoice ? values : filled)
            .Select(value => Check(field, value, country, now))
            .FirstOrDefault(fault => fault is not null);
    }

    private static FormFault? Check(FormField field, string value, Lazy<string?> country, DateTimeOffset now)
    {
        switch (field.Kind)
        {
            case FormFieldKind.Select or FormFieldKind.Radio or FormFieldKind.Checkbox:
                return field.Choices.Contains(value) ? null : new FormFault(field.Name, Choice);
            case FormFieldKind.Button:
                return field.Choices.Contains(value) ? null : new FormFault(field.Name, Wish);
            default:
                break;
        }
        // Browsers count a line break once and send it as two characters.
        var length = value.Replace("\r\n", "\n", StringComparison.Ordinal).Length;
        if (field.Choices.Contains(value))
        {
            return null; // a hidden field of the same name
        }
        var limit = LimitOf(field) ?? Longest;
        if (length > limit)
        {
            return TooLongOf(field, limit);
        }
        var text = value.Trim();
        return field.Kind switch
        {
            FormFieldKind.Email => Emails(field, text).All(IsEmail) ? null : new FormFault(field.Name, Email),
            FormFieldKind.Phone => IsPhone(text, country.Value) ? null : new FormFault(field.Name, Phone),
            FormFieldKind.Url => IsUrl(text) ? null : new FormFault(field.Name, Url),
            FormFieldKind.Date => OfDate(field, text, now),
            FormFieldKind.Month => IsMoment(text, "yyyy-MM") ? null : new FormFault(field.Name, Date),
            FormFieldKind.Week => IsoWeek().IsMatch(text) ? null : new FormFault(field.Name, Date),
            FormFieldKind.Moment => IsMoment(
                text,
                "yyyy-MM-dd'T'HH:mm",
                "yyyy-MM-dd'T'HH:mm:ss",
                "yyyy-MM-dd'T'HH:mm:ss.FFF"
            )
                ? null
                : new FormFault(field.Name, Date),
            FormFieldKind.Time => TimeOnly.TryParseExact(
                text,
                ["HH:mm", "HH:mm:ss", "HH:mm:ss.FFF"],
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out _
            )
                ? null
                : new FormFault(field.Name, Time),
            FormFieldKind.Number => OfNumber(field, text),
            FormFieldKind.Colour => Colour().IsMatch(text) ? null : new FormFault(field.Name, Choice),
            _ => null,
        };
    }

    private static FormFault TooLongOf(FormField field, int limit) => new(field.Name, TooLong, limit);

    private static FormFault? OfDate(FormField field, string text, DateTimeOffset now)
    {
        if (!IsIsoDate(text, out var date))
        {
            return new FormFault(field.Name, Date);
        }
        if (Attribute(field, "data-min") == Today && date < FirstDay(now))
        {
            return new FormFault(field.Name, Past);
        }
        if (IsIsoDate(Attribute(field, "min"), out var first) && date < first)
        {
            return new FormFault(field.Name, TooEarly, first);
        }
        return IsIsoDate(Attribute(field, "max"), out var last) && date > last
            ? new FormFault(field.Name, TooLate, last)
            : null;
    }

    private static FormFault? OfNumber(FormField field, string text)
    {
        if (!Floating().IsMatch(text) || !TryDecimal(text, out var number))
        {
            return new FormFault(field.Name, Number);
        }
        var step = Attribute(field, "step");
        var least = TryDecimal(Attribute(field, "min"), out var min) ? min : (decimal?)null;
        if (number < least)
        {
            return new FormFault(field.Name, TooSmall, min);
        }
        if (TryDecimal(Attribute(field, "max"), out var max) && number > max)
        {
            return new FormFault(field.Name, TooLarge, max);
        }
        if (string.Equals(step?.Trim(), "any", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }
        var unit = TryDecimal(step, out var said) && said > 0 ? said : 1;
        return (number - (least ?? 0)) % unit == 0
            ? null
            : new FormFault(field.Name, unit == decimal.Truncate(unit) ? Whole : Number);
    }

    /// <summary>Numbers that can be reckoned with.</summary>
    private static bool TryDecimal(string? text, out decimal number) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
        && Math.Abs(number) <= 1_000_000_000_000_000;

    private static bool IsIsoDate(string? text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    private static bool IsMoment(string text, params string[] formats) =>
        DateTime.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static string? Attribute(FormField field, string name) =>
        field.Controls.Select(control => control.GetAttribute(name)).FirstOrDefault(value => value is not null);

    private static int? LimitOf(FormField field) =>
        int.TryParse(Attribute(field, "maxlength"), NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            ? limit
            : null;

    private static string[] Emails(FormField field, string text) =>
        Attribute(field, "multiple") is null ? [text] : text.Split(',', StringSplitOptions.TrimEntries);

    private static bool IsEmail(string text) =>
        text.Length <= LongestEmail
        && Address().IsMatch(text)
        && text[(text.IndexOf('@', StringComparison.Ordinal) + 1)..]
            .Split('.')
            .All(label => label.Length is > 0 and <= LongestLabel && label[0] != '-' && label[^1] != '-');

    private static bool IsUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Host.Length > 0;

    /// <summary>Whether it can be dialled: in the page's country, or with a country code from anywhere.</summary>
    private static bool IsPhone(string text, string? country)
    {
        if (!Dialled().IsMatch(text) || text.Count(char.IsDigit) < LeastDigits)
        {
            return false;
        }
        var numbers = PhoneNumberUtil.GetInstance();
        var isForeign = text.TrimStart('(', ' ') is ['+' or '＋', ..] or ['0', '0', ..];
        if (country is null && !isForeign)
        {
            // Nothing tells whose plan it follows; the longest in any is 17 digits with everything that may stand before it.
            return text.Count(char.IsDigit) <= 17;
        }
        try
        {
            // Where nothing tells the country, 00 stands for the plus.
            var dialled = country is null && text.StartsWith("00", StringComparison.Ordinal) ? $"+{text[2..]}" : text;
            return numbers.IsPossibleNumberWithReason(numbers.Parse(dialled, country))
                is PhoneNumberUtil.ValidationResult.IS_POSSIBLE
                    or PhoneNumberUtil.ValidationResult.IS_POSSIBLE_LOCAL_ONLY;
        }
        catch (NumberParseException)
        {
            return false;
        }
    }

    private static bool IsBlank(string value) =>
        value.All(one =>
            char.IsWhiteSpace(one) || char.GetUnicodeCategory(one) is UnicodeCategory.Format or UnicodeCategory.Control
        );

    // Letters only in an extension: "ext. 12", "Durchwahl 7".
    [GeneratedRegex(
        @"^[+＋(]?[\p{Nd}\s\u200e\u200f()./+\-‐-―−－~·*#]+(?:[,;]?\s*\p{L}{1,12}\.?:?\s*\p{Nd}{1,7})?$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Dialled();

    // In any script, the local part as well (RFC 6531); the last label is no number.
    [GeneratedRegex(
        @"^[^\s@<>()\[\],;:""\\\p{C}]+@(?:[\p{L}\p{M}\p{Nd}-]+\.)+(?:\p{L}[\p{L}\p{M}]+|[xX][nN]--[a-zA-Z0-9-]+)$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Address();

    [GeneratedRegex(
        @"^-?(?:[0-9]{1,20}(?:\.[0-9]{1,10})?|\.[0-9]{1,10})(?:[eE][+-]?[0-9]{1,2})?$",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Floating();

    [GeneratedRegex("^[0-9]{4}-W(?:0[1-9]|[1-4][0-9]|5[0-3])$", RegexOptions.NonBacktracking)]
    private static partial Regex IsoWeek();

    [GeneratedRegex("^#[0-9a-fA-F]{6}$", RegexOptions.NonBacktracking)]
    private static partial Regex Colour();
}
