using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AiWebBuilder.Application.Campaigns.Generation;
using AiWebBuilder.Application.Campaigns.Pages;
using AiWebBuilder.Application.Campaigns.Publishing;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.Infrastructure.Campaigns.Publishing;

/// <summary>
/// The rules that models forget and visitors suffer from: WCAG 2.2 success criteria that a parser can decide, dead links,
/// requests to other hosts, what is left out, weight, and figures that the brief does not give.
/// </summary>
internal sealed partial class Preflight : IPreflight
{
    /// <summary>Above this a page is slow on a phone whatever the brief says.</summary>
    private const double DefaultMaxPageWeightKb = 250;

    /// <summary>Gmail shows no more of an e-mail.</summary>
    private const double MaxEmailWeightKb = 102;

    private readonly HtmlParser parser = new();

    public PreflightReport Examine(IReadOnlyList<ComposedPage> pages, string sources, double? maxPageWeightKb)
    {
        var known = CopyChecks.NumbersIn(sources);
        var documents = pages.Select(page => (Page: page, Document: parser.ParseDocument(page.Html))).ToArray();
        var site = documents
            .Where(one => one.Page.Email is null)
            .ToDictionary(one => one.Page.Key, one => LinkRules.PlacesOf(one.Document), StringComparer.Ordinal);
        List<PreflightCheck> checks = [];
        if (pages.Count == 0)
        {
            checks.Add(Error("page.missing", null, "The campaign has no page yet: generate one, or add a component."));
        }
        foreach (var (page, document) in documents)
        {
            using var _ = document;
            checks.AddRange([
                .. Head(document, isEmail: page.Email is not null),
                .. page.Email is { } email ? MailboxRules.Of(document, page.Key, email) : [],
                .. Headings(document, isEmail: page.Email is not null),
                .. Images(document),
                .. Forms(document),
                .. Links(document, page, site),
                .. Ids(document),
                .. LeftOut(page),
                .. ExternalRequests(document),
                .. Words(document, known),
                .. Weight(
                    page,
                    Math.Min(
                        maxPageWeightKb ?? DefaultMaxPageWeightKb,
                        page.Email is null ? double.MaxValue : MaxEmailWeightKb
                    )
                ),
            ]);
        }
        var distinct = checks.Distinct().OrderBy(check => check.Severity != "error").ToArray();
        return new PreflightReport(!distinct.Any(check => check.Severity == "error"), distinct);
    }

    /// <summary>What would keep a page with this code on it from being published, as far as one part of it can tell.</summary>
    public static IReadOnlyList<PreflightCheck> ErrorsIn(string html)
    {
        using var document = new HtmlParser().ParseDocument(html);
        return [.. Images(document).Concat(Forms(document)).Where(check => check.Severity == "error")];
    }

    private static IEnumerable<PreflightCheck> Head(IHtmlDocument document, bool isEmail)
    {
        if (string.IsNullOrWhiteSpace(document.Title))
        {
            yield return Error("page.title-missing", null, "The page needs a title.");
        }
        if (string.IsNullOrWhiteSpace(document.DocumentElement.GetAttribute("lang")))
        {
            yield return Error("page.language-missing", null, "The page must say which language it is in.");
        }
        if (document.QuerySelector("meta[name=viewport]") is null)
        {
            yield return Error(
                "page.viewport-missing",
                null,
                "The viewport is missing: phones would show the page zoomed out."
            );
        }
        var description = document.QuerySelector("meta[name=description]")?.GetAttribute("content");
        // No search engine reads an e-mail.
        if (!isEmail && string.IsNullOrWhiteSpace(description))
        {
            yield return Warning(
                "page.description-missing",
                null,
                "The page has no meta description, which search engines show."
            );
        }
    }

    private static IEnumerable<PreflightCheck> Headings(IHtmlDocument document, bool isEmail)
    {
        var headings = document.QuerySelectorAll("h1,h2,h3,h4,h5,h6");
        var first = headings.Where(heading => heading.LocalName == "h1").ToArray();
        // A letter needs no title.
        if (first.Length != 1 && !(isEmail && first.Length == 0))
        {
            yield return Error(
                "headings.one-h1",
                first.Skip(1).Select(ComponentOf).FirstOrDefault(),
                $"A page must have one h1; this one has {first.Length}."
            );
        }
        var level = 0;
        foreach (var heading in headings)
        {
            var next = heading.LocalName[1] - '0';
            if (level > 0 && next > level + 1)
            {
                yield return Warning(
                    "headings.level-skipped",
                    ComponentOf(heading),
                    $"The heading “{Short(heading.TextContent)}” skips from level {level} to {next}."
                );
            }
            if (string.IsNullOrWhiteSpace(heading.TextContent))
            {
                yield return Error("headings.empty", ComponentOf(heading), "A heading has no text.");
            }
            level = next;
        }
    }

    private static IEnumerable<PreflightCheck> Images(IHtmlDocument document) =>
        document
            .QuerySelectorAll("img:not([alt]), svg[role=img]:not([aria-label]):not([aria-labelledby])")
            .Where(image => image.QuerySelector("title") is null)
            .Select(image =>
                Error(
                    "images.alt-missing",
                    ComponentOf(image),
                    "The image has no alt text: describe it, or set alt=\"\" if it is decorative."
                )
            );

    private static IEnumerable<PreflightCheck> Forms(IHtmlDocument document)
    {
        foreach (
            var field in document.QuerySelectorAll(
                "input:not([type=hidden]):not([type=submit]):not([type=button]), select, textarea"
            )
        )
        {
            var labelled =
                field.HasAttribute("aria-label")
                || field.HasAttribute("aria-labelledby")
                || field.Closest("label") is not null
                || (
                    field.Id is { Length: > 0 } id
                    && document.QuerySelectorAll("label").Any(label => label.GetAttribute("for") == id)
                );
            if (!labelled)
            {
                yield return Error(
                    "forms.label-missing",
                    ComponentOf(field),
                    $"The field “{field.GetAttribute("name") ?? field.LocalName}” needs a label."
                );
            }
        }
        foreach (var form in document.QuerySelectorAll("form"))
        {
            if (form.QuerySelector("button:not([type=button]), input[type=submit]") is null)
            {
                yield return Error("forms.no-submit", ComponentOf(form), "The form has no submit button.");
            }
        }
        foreach (var own in document.QuerySelectorAll("form[action], [formaction]"))
        {
            var address = (own.GetAttribute("formaction") ?? own.GetAttribute("action"))!.Trim();
            if (address.Length > 0)
            {
                yield return Warning(
                    "forms.own-action",
                    ComponentOf(own),
                    $"A published form is sent to this product, not to {Short(address)}: what visitors send is listed under the campaign's submissions."
                );
            }
        }
        foreach (var choice in document.QuerySelectorAll("select[required]:not([multiple])"))
        {
            if (
                choice.GetAttribute("size") is null or "1"
                && choice.QuerySelector("option")?.GetAttribute("value") is not ""
            )
            {
                yield return Warning(
                    "forms.no-placeholder",
                    ComponentOf(choice),
                    $"The required field “{choice.GetAttribute("name") ?? "select"}” has an answer before the visitor chooses one: start it with <option value=\"\">."
                );
            }
        }
    }

    private static IEnumerable<PreflightCheck> Links(
        IHtmlDocument document,
        ComposedPage page,
        IReadOnlyDictionary<string, IReadOnlySet<string>> site
    )
    {
        var own = LinkRules.PlacesOf(document);
        var alone = document.QuerySelectorAll("[data-component-id]").Length <= 1;
        foreach (var link in document.QuerySelectorAll("a[href], area[href], button"))
        {
            var name = link.TextContent.Trim() + link.GetAttribute("aria-label") + link.GetAttribute("title");
            if (
                name.Length == 0
                && string.IsNullOrWhiteSpace(link.GetAttribute("alt"))
                && link.QuerySelector("img[alt]:not([alt=''])") is null
            )
            {
                yield return Error("links.no-name", ComponentOf(link), "A link or button has no text.");
            }
            if (link.GetAttribute("href") is { } href && LinkRules.FaultOf(href, page, own, site) is { } fault)
            {
                // One component alone cannot know the page that it will stand on.
                var severity = alone && fault.Rule == LinkRules.DeadAnchor ? "warning" : fault.Severity;
                yield return new PreflightCheck(
                    fault.Rule,
                    severity,
                    ComponentOf(link),
                    $"“{Short(link.TextContent)}” {fault.Message}"
                );
            }
        }
    }

    private static IEnumerable<PreflightCheck> Ids(IHtmlDocument document) =>
        document
            .QuerySelectorAll("[id]")
            .GroupBy(element => element.Id, StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .Select(group => Error("ids.duplicate", ComponentOf(group.Last()), $"The id {group.Key} occurs twice."));

    private static IEnumerable<PreflightCheck> LeftOut(ComposedPage page) =>
        page
            .LeftOut.GroupBy(one => one.ComponentId)
            .Select(group =>
                Warning(
                    "code.left-out",
                    group.Key,
                    $"Removed because pages may not contain scripts, embeds or unknown elements: {string.Join(", ", group.Select(one => one.What).Take(8))}."
                )
            );

    private static IEnumerable<PreflightCheck> ExternalRequests(IHtmlDocument document)
    {
        foreach (var (element, address) in RequestedAddresses.In(document))
        {
            if (address is null || WebAddress.IsElsewhere(address))
            {
                var where = element.LocalName == "style" ? "A style" : $"<{element.LocalName}>";
                yield return Error(
                    "requests.external",
                    ComponentOf(element),
                    $"{where} loads {(address is null ? "an address that cannot be told" : Short(address))} from another host, which pages may not do: embed it as data:."
                );
            }
            else if (PageUploads.In(address) is null && IsFile(address))
            {
                yield return Warning(
                    "requests.no-such-file",
                    ComponentOf(element),
                    $"{Short(address)} does not exist: a campaign has no files but uploads (images/ or files/ and the id). Embed it as data:."
                );
            }
        }
    }

    private static bool IsFile(string address) =>
        WebAddress.SchemeOf(address) is null && WebAddress.Plain(address) is { Length: > 0 } path && path[0] != '#';

    private static IEnumerable<PreflightCheck> Words(IHtmlDocument document, IReadOnlySet<string> known)
    {
        foreach (var component in document.QuerySelectorAll("[data-component-id]"))
        {
            // Decoration and what a browser fills in are no claims.
            // Parted by lines: what stands side by side is not one number.
            var text = string.Join(
                '\n',
                component
                    .Descendants<IText>()
                    .Where(node =>
                        node.ParentElement is { } parent
                        && parent.Closest("style, script, svg, option, [aria-hidden=true]") is null
                    )
                    .Select(node => node.Text)
            );
            if (CopyChecks.PlaceholderIn(text) is { } placeholder)
            {
                yield return Error(
                    "words.placeholder",
                    ComponentOf(component),
                    $"“{placeholder}” is a placeholder: replace it."
                );
            }
            var unsourced = CopyChecks
                .NumbersIn(text)
                .Where(number => number.Length > 1 && !known.Contains(number))
                .ToArray();
            if (unsourced.Length > 0)
            {
                yield return Error(
                    IPreflight.UnsourcedNumber,
                    ComponentOf(component),
                    $"The owner has not given {string.Join(", ", unsourced.Take(5))}: state it among the facts if it is true, or take it out."
                );
            }
        }
    }

    private static IEnumerable<PreflightCheck> Weight(ComposedPage page, double maxKb)
    {
        var kb = Encoding.UTF8.GetByteCount(page.Html) / 1000.0;
        if (kb > maxKb)
        {
            yield return Error(
                "page.too-heavy",
                null,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The page {page.Key} has {kb:0.0} kB; the limit is {maxKb:0.#} kB."
                )
            );
        }
    }

    internal static PreflightCheck Error(string rule, Guid? component, string message) =>
        new(rule, "error", component, message);

    internal static PreflightCheck Warning(string rule, Guid? component, string message) =>
        new(rule, "warning", component, message);

    private static Guid? ComponentOf(IElement element) =>
        Guid.TryParse(element.Closest("[data-component-id]")?.GetAttribute("data-component-id"), out var id)
            ? id
            : null;

    private static string Short(string text)
    {
        text = Whitespace().Replace(text, " ").Trim();
        return text.Length <= 60 ? text : text[..57] + "…";
    }

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Whitespace();
}
