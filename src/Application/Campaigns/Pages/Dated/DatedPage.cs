using System.Globalization;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Pages.Head;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Ganss.Xss;

namespace AiWebBuilder.Application.Campaigns.Pages.Dated;

/// <summary>What was left out of a page because its day is over.</summary>
/// <param name="Text">Its words.</param>
public sealed record OverdueText(Guid ComponentId, string Text);

/// <summary>A page without what is over.</summary>
/// <param name="Since">When it became what it is; null: nothing of it is over.</param>
/// <param name="Next">When the next part of it is over; null: none will be.</param>
public sealed record CurrentPage(
    string Html,
    IReadOnlyList<OverdueText> LeftOut,
    DateTimeOffset? Since,
    DateTimeOffset? Next
);

/// <summary>
/// Leaves out of a composed page what holds no longer. A template marks what ends with <c>data-until</c>, a day or a day and a time where
/// the business is; <c>data-dates</c> marks what goes with the last of its dates. The page names its time zone itself, so that this can be
/// asked again of a page that was published long ago.
/// </summary>
public static class DatedPage
{
    /// <summary>The attribute of the document's element that names the time zone.</summary>
    internal const string Zone = "data-zone";

    private const string Until = "data-until";
    private const string Dates = "data-dates";

    /// <param name="keepsDates">Whether the page can be asked again.</param>
    public static CurrentPage At(string html, DateTimeOffset now, bool keepsDates)
    {
        if (!html.Contains(Until, StringComparison.Ordinal))
        {
            return new(html, [], Since: null, Next: null);
        }
        using var document = new HtmlParser().ParseDocument(html);
        var zone = LocalTime.ZoneOf(document.DocumentElement.GetAttribute(Zone));
        var dated = document
            .QuerySelectorAll($"[{Until}]")
            .Select(element => (Element: element, Ends: EndOf(element.GetAttribute(Until)!, zone)))
            .Where(one => one.Ends is not null)
            .ToArray();
        var next = dated.Where(one => one.Ends > now).Min(one => one.Ends);
        var over = dated.Where(one => one.Ends <= now).Select(one => one.Element).ToArray();
        if (over.Length == 0 && keepsDates)
        {
            return new(html, [], Since: null, next);
        }
        var leftOut = over.Where(element =>
                element.ParentElement!.Closest($"[{Until}]") is not { } around || !over.Contains(around)
            )
            .Select(element => new OverdueText(ComponentOf(element), TextOf(element)))
            .ToArray();
        HashSet<string> gone = new(StringComparer.Ordinal);
        foreach (var element in over)
        {
            Remove(element, gone);
        }
        foreach (
            var list in document.QuerySelectorAll($"[{Dates}]").Where(list => list.QuerySelector($"[{Until}]") is null)
        )
        {
            Remove(list, gone);
        }
        RemoveLinksTo(document, gone);
        foreach (var data in document.QuerySelectorAll("script[type='application/ld+json']"))
        {
            data.TextContent = Current(data.TextContent, zone, now);
        }
        if (!keepsDates)
        {
            Forget(document);
            document.DocumentElement.RemoveAttribute(Zone);
        }
        return new(
            document.ToHtml(HtmlFormatter.Instance),
            leftOut,
            dated.Where(one => one.Ends <= now).Max(one => one.Ends),
            next
        );
    }

    /// <summary>Whether something in it ends.</summary>
    internal static bool IsDated(IElement root) =>
        root.HasAttribute(Until) || root.QuerySelector($"[{Until}]") is not null;

    /// <summary>Takes away what tells when something is over: nobody is going to ask.</summary>
    internal static void Forget(IParentNode root)
    {
        foreach (var element in root.QuerySelectorAll($"[{Until}], [{Dates}]"))
        {
            element.RemoveAttribute(Until);
            element.RemoveAttribute(Dates);
        }
    }

    /// <param name="until">A day or a month, which ends with it, or a day and a time; anything else ends never.</param>
    internal static DateTimeOffset? EndOf(string until, TimeZoneInfo zone)
    {
        if (
            DateOnly.TryParseExact(until, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day < DateOnly.MaxValue
        )
        {
            return At(day.AddDays(1).ToDateTime(TimeOnly.MinValue));
        }
        if (
            DateOnly.TryParseExact(until, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
            && month.Year < DateOnly.MaxValue.Year
        )
        {
            return At(month.AddMonths(1).ToDateTime(TimeOnly.MinValue));
        }
        return DateTime.TryParseExact(
            until,
            "yyyy-MM-dd'T'HH:mm",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var time
        )
            ? At(time)
            : null;

        // A time that a change of the clocks leaves out has an offset, too.
        DateTimeOffset? At(DateTime local) =>
            local.Year is > 1 and < 9999 ? new DateTimeOffset(local, zone.GetUtcOffset(local)) : null;
    }

    private static void Remove(IElement element, HashSet<string> gone)
    {
        foreach (var place in element.QuerySelectorAll("[id]").Append(element).Where(one => one.Id is { Length: > 0 }))
        {
            gone.Add(place.Id!);
        }
        // What held nothing else would stand there empty.
        var emptied = element;
        while (
            !emptied.HasAttribute("data-component-id")
            && emptied.ParentElement is { LocalName: not ("main" or "body") } around
            && !around.HasAttribute("data-component-id")
            && around.ChildElementCount == 1
            && around.TextContent.Trim() == emptied.TextContent.Trim()
        )
        {
            emptied = around;
        }
        emptied.Remove();
    }

    private static void RemoveLinksTo(IHtmlDocument document, HashSet<string> gone)
    {
        var own = document.QuerySelector("link[rel=canonical]")?.GetAttribute("href");
        var dead = document
            .QuerySelectorAll("a[href*='#']")
            .Where(link =>
                link.GetAttribute("href")!.Split('#', 2) is [var page, var place]
                && (page.Length == 0 || page == own)
                && gone.Contains(place)
            )
            .ToArray();
        foreach (var link in dead)
        {
            Remove(link, gone);
        }
    }

    /// <summary>Structured data without dates and exceptions that are over.</summary>
    private static string Current(string data, TimeZoneInfo zone, DateTimeOffset now)
    {
        var graph = JsonNode.Parse(data)!;
        Prune(graph);
        return graph.ToJsonString(StructuredData.Json);

        void Prune(JsonNode? node)
        {
            switch (node)
            {
                case JsonArray items:
                    foreach (var item in items.Where(IsOver).ToArray())
                    {
                        items.Remove(item);
                    }
                    foreach (var item in items)
                    {
                        Prune(item);
                    }
                    break;
                case JsonObject members:
                    foreach (var (_, member) in members)
                    {
                        Prune(member);
                    }
                    break;
                default:
                    break;
            }
        }

        bool IsOver(JsonNode? node) =>
            node is JsonObject one
            && (
                (one["@type"] as JsonValue)?.ToString() == "Event"
                    // One that says only when it begins is over when its day is.
                    ? one["endDate"]?.ToString() ?? one["startDate"]?.ToString().Split('T')[0]
                    : one["validThrough"]?.ToString()
            )
                is { } last
            && EndOf(last, zone) <= now;
    }

    private static Guid ComponentOf(IElement element) =>
        Guid.TryParse(element.Closest("[data-component-id]")?.GetAttribute("data-component-id"), out var id)
            ? id
            : Guid.Empty;

    private static string TextOf(IElement element) =>
        string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
