using System.Globalization;
using System.Text.Json;
using AiWebBuilder.Application.Integrations.Imports.Ledger;
using AiWebBuilder.Application.Integrations.Imports.Sources;
using AiWebBuilder.Infrastructure.Integrations.Reading.Findings;
using AngleSharp.Dom;

namespace AiWebBuilder.Infrastructure.Integrations.Reading.Walking;

internal sealed partial class PageWalk
{
    /// <summary>What is no content, and what holds it; true: it is written down.</summary>
    private bool Special(IElement element, Where where)
    {
        if (where.Aside is not null)
        {
            return false;
        }
        // A player or map that waits for consent, or for the pointer, and a banner that asks for it.
        var waits = Settings(element).SelectMany(SourceVideos.In).ToArray();
        if (
            waits.Length > 0
            && element.LocalName is not ("iframe" or "a" or "video" or "img")
            && !traits.Of(element).HasHeading
        )
        {
            foreach (var video in waits)
            {
                Video(video, where);
            }
            Rest(element, where);
            return true;
        }
        if (Map(element) is { } map)
        {
            Add(SourceKinds.Map, "", where).Address = map;
            Rest(element, where);
            return true;
        }
        if (
            element.IsCalled("banner")
            && element.LocalName is not ("html" or "body" or "a" or "script" or "button")
            && traits.Of(element).Letters < 4_000
            && where.Form is null
            && (
                traits.Of(element).HasControl
                || element.GetAttribute("role") is "dialog" or "alertdialog"
                || element.QuerySelector("button") is not null
            )
            && !traits.Of(element).HasFirstHeading
        )
        {
            Add(SourceKinds.Banner, Name(element), where)
                .Replace("Pages here set no cookies, so nothing has to be asked.");
            Children(
                element,
                where with
                {
                    Aside = new(
                        SourceKinds.Banner,
                        ImportFates.Replaced,
                        "It stands in the banner about cookies, of which pages here have no need.",
                        IsQuoted: false
                    ),
                }
            );
            return true;
        }
        if (element.HasClass("captcha") || element.HasAttribute("data-sitekey"))
        {
            Add(SourceKinds.Captcha, "", where).Replace("Forms here keep programs out without a puzzle.");
            return true;
        }
        if (Settings(element).Any(value => value.Contains("\"captcha\":true", StringComparison.Ordinal)))
        {
            Add(SourceKinds.Captcha, "", where).Replace("Forms here keep programs out without a puzzle.");
        }
        if (element.Id is { Length: > 0 } || element.ClassList.Length > 0)
        {
            foreach (
                var (service, _) in SourceServices
                    .In($"{element.Id} {element.ClassName}")
                    .Where(one => one.Service.Kind == SourceKinds.Widget)
                    .Take(1)
            )
            {
                if (widgets.Add(service.Vendor))
                {
                    Add(SourceKinds.Widget, service.Vendor, where)
                        .Lose("A widget of another service: its script is not loaded.");
                }
            }
        }
        return false;
    }

    private readonly HashSet<string> widgets = new(StringComparer.Ordinal);

    /// <summary>The words that a builder shows until something else is loaded are no content.</summary>
    private void Rest(IElement element, Where where)
    {
        var isPlaceholder = element.QuerySelector("button") is not null || traits.Of(element).Letters == 0;
        if (isPlaceholder)
        {
            Pictures(element, where);
            foreach (var image in element.QuerySelectorAll("img"))
            {
                Image(image, where);
            }
            foreach (var below in element.QuerySelectorAll("[style]"))
            {
                Pictures(below, where);
            }
            return;
        }
        Children(element, where);
    }

    private static IEnumerable<string> Settings(IElement element) =>
        element
            .Attributes.Where(one =>
                one.Name.StartsWith("data-", StringComparison.Ordinal)
                || one.Name.StartsWith("uk-", StringComparison.Ordinal)
            )
            .Select(one => one.Value)
            .Append(element.ClassName ?? "");

    private static string? Map(IElement element)
    {
        if (
            Settings(element).FirstOrDefault(SourceVideos.IsMap) is { } address
            && element.LocalName is not ("a" or "iframe")
        )
        {
            return address.Length < 600 ? address : "";
        }
        if (!element.IsCalled("map") || element.LocalName is "a" or "img" or "area" or "iframe")
        {
            return null;
        }
        foreach (var value in Settings(element))
        {
            if (value.Contains("lat", StringComparison.OrdinalIgnoreCase) && value.StartsWith('{'))
            {
                return AddressIn(value);
            }
            if (
                value.Length < 40
                && value.Count(character => character == ',') == 1
                && value.Count(char.IsAsciiDigit) > 4
                && value.All(character => char.IsAsciiDigit(character) || character is '.' or ',' or '-' or ' ')
            )
            {
                return value;
            }
        }
        return null;
    }

    /// <summary>What people would write on a letter, of the settings of a map.</summary>
    private static string AddressIn(string json)
    {
        try
        {
            using var settings = JsonDocument.Parse(json);
            return string.Join(
                ", ",
                Strings(settings.RootElement, 0)
                    .Where(one => one.Name.Contains("address", StringComparison.OrdinalIgnoreCase))
                    .Select(one => one.Value)
                    .Take(4)
            );
        }
        catch (JsonException)
        {
            return "";
        }

        static IEnumerable<(string Name, string Value)> Strings(JsonElement element, int depth) =>
            element.ValueKind == JsonValueKind.Object && depth < 8
                ? element
                    .EnumerateObject()
                    .SelectMany(member =>
                        member.Value.ValueKind == JsonValueKind.String
                            ? [(member.Name, member.Value.GetString()!)]
                            : Strings(member.Value, depth + 1)
                    )
                : [];
    }

    private void Silent(IElement element, Where where)
    {
        switch (element.LocalName)
        {
            case "script":
                var type = element.GetAttribute("type") ?? "";
                if (type.Contains("ld+json", StringComparison.OrdinalIgnoreCase))
                {
                    Add(SourceKinds.Metadata, "JSON-LD", where).Replace("Written anew from the facts of the campaign.");
                }
                else if (
                    !Scripts($"{element.OuterHtml[..Math.Min(element.OuterHtml.Length, 60_000)]}", where)
                    && type is not ("application/json" or "importmap" or "text/html")
                )
                {
                    Add(SourceKinds.Script, element.GetAttribute("src") is { Length: < 300 } src ? src : "", where)
                        .Lose("Scripts of the source do not run here.");
                }
                if (type == "application/json" && where.Depth > 2)
                {
                    foreach (var video in SourceVideos.In(element.TextContent))
                    {
                        Video(video, where);
                    }
                }
                break;
            case "noscript" or "template":
                foreach (
                    var player in element is AngleSharp.Html.Dom.IHtmlTemplateElement held
                        ? held.Content.QuerySelectorAll("iframe")
                        : element.QuerySelectorAll("iframe")
                )
                {
                    var source = player.GetAttribute("src") ?? "";
                    if (SourceServices.In(source).Any())
                    {
                        Scripts(source, where);
                        continue;
                    }
                    foreach (var video in SourceVideos.In(source))
                    {
                        Video(video, where);
                    }
                }
                break;
        }
    }

    /// <summary>Writes down whose measuring it is; false: nobody's that is known.</summary>
    public bool Scripts(string script, Where where)
    {
        var any = false;
        foreach (var (service, id) in SourceServices.In(script))
        {
            any = true;
            if (!widgets.Add($"{service.Vendor} {id}"))
            {
                continue;
            }
            var one = Add(service.Kind, service.Vendor, where);
            one.Address = id ?? service.Signs.First(sign => script.Contains(sign, StringComparison.OrdinalIgnoreCase));
            one.Lose(
                service.Kind == SourceKinds.Tracking
                    ? "Measuring by others is not carried on purpose: pages here count their visits themselves, without cookies."
                    : "The script of another service is not loaded."
            );
        }
        return any;
    }

    /// <summary>A clock that counts down.</summary>
    private bool Countdown(IElement element, Where where)
    {
        if (
            where.Aside is not null
            || !element.IsCalled("countdown")
            || element.LocalName is "html" or "body" or "form"
        )
        {
            return false;
        }
        var end = Settings(element).FirstOrDefault(IsTime);
        var isEmpty = traits.Of(element).Letters == 0;
        if (end is null && !isEmpty || element.LocalName == "section")
        {
            return false;
        }
        var clock = Add(SourceKinds.Countdown, "", where);
        clock.Address = end is { Length: < 200 } ? end : null;
        clock.Role = "clock";
        // Figures, and what they count: "days", "hours". A sentence is none of them.
        foreach (
            var child in element.Children.Where(child =>
                !child.IsCalled("countdownPart")
                || Text(child).Split(' ').Count(word => word.Any(char.IsLetter)) > MostUnits
            )
        )
        {
            Element(child, where);
        }
        return true;
    }

    // Days, hours, minutes, seconds.
    private const int MostUnits = 4;

    private static bool IsTime(string value) =>
        value.Length < 600
        && (
            value.Length == 10 && value.All(char.IsAsciiDigit)
            || value
                .Split('"', '\'', ' ', 'T', '{', '}')
                .Any(part =>
                    part.Length == 10
                    && DateOnly.TryParseExact(
                        part,
                        "yyyy-MM-dd",
                        CultureInfo.InvariantCulture,
                        DateTimeStyles.None,
                        out _
                    )
                )
        );
}
