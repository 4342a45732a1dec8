using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AiWebBuilder.Application.Campaigns.Generation;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.Application.Campaigns.Pages.Legal;

/// <summary>
/// What the pages of a campaign truly do with what they learn of visitors: read from the components that are there and from how the product
/// counts and stores, in short sentences of the page's language.
/// </summary>
internal static partial class PrivacyPage
{
    /// <summary>The fact that the date of the last change is printed as.</summary>
    public const string DateId = "legal-updated";

    /// <summary>Where the General Data Protection Regulation holds, or its British twin.</summary>
    private static readonly string[] UnderGdpr =
    [
        .. "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK IS LI NO GB".Split(' '),
    ];

    public static LegalPage Of(
        Campaign campaign,
        Briefed briefed,
        IReadOnlyList<CampaignComponent> components,
        string? host,
        int monthsKept
    )
    {
        var words = PageWords.For(briefed.Theme.Language);
        var isUnderGdpr = UnderGdpr.Contains(campaign.Facts.Country);
        var pages = components
            .Where(one => one.ComponentType != ComponentTypes.Email)
            .Select(one => (Component: one, Document: new HtmlParser().ParseDocument(one.Code)))
            .ToArray();
        var parts = new JsonArray();
        Part("who", words.Around("who", Escaped(BriefName.Of(campaign.Name).Brand)));
        Part("visit", words.Around("visit", monthsKept) + Basis("6(1)(f)"));
        Part("device", words["device"]);
        var (letters, forms) = (
            pages
                .Where(one => one.Component.Kind == "newsletter")
                .SelectMany(one => FormsOf(one.Component, one.Document))
                .ToArray(),
            pages
                .Where(one => one.Component.Kind != "newsletter")
                .SelectMany(one => FormsOf(one.Component, one.Document))
                .ToArray()
        );
        if (forms.Length > 0)
        {
            Part("form", $"{words["form"]}{Basis("6(1)(b)")}\n\n{string.Join('\n', forms.Distinct())}");
        }
        if (letters.Length > 0)
        {
            Part("newsletter", $"{words["newsletter"]}{Basis("6(1)(a)")}\n\n{string.Join('\n', letters.Distinct())}");
        }
        Part("recipients", words["recipients"] + (host is null ? "" : $"\n\n- {Escaped(host)}"));
        if (pages.Any(one => one.Document.QuerySelector("a[href^='http']") is not null))
        {
            Part("links", words["links"]);
        }
        Part("rights", words["rights"] + (isUnderGdpr ? $"\n\n{words["rights.gdpr"]}" : ""));
        Part("erase", words["erase"]);
        var contact = campaign
            .Facts.All.Where(fact => !fact.Unsure && fact.Kind is "address" or "email" or "phone")
            .DistinctBy(fact => fact.Kind, StringComparer.Ordinal)
            .ToArray();
        return new(
            LegalPages.Privacy,
            words["privacy"],
            words["device"],
            new JsonObject
            {
                ["heading"] = words["privacy"],
                ["facts"] = new JsonArray([.. contact.Select(fact => JsonValue.Create(fact.Id))]),
                ["parts"] = parts,
                ["updated"] = DateId,
            },
            contact.Any(fact => fact.Kind is "address" or "email") ? [] : [words["contact"]]
        );

        void Part(string name, string text) =>
            parts.Add(new JsonObject { ["title"] = words[$"{name}.title"], ["text"] = text });

        string Basis(string article) => isUnderGdpr ? " " + words.Around("basis", article) : "";
    }

    /// <summary>The last time that anything on the pages changed, as the value of a fact.</summary>
    public static JsonObject DateOf(Campaign campaign, IEnumerable<CampaignComponent> components) =>
        new()
        {
            ["date"] = components
                .Select(component => component.UpdatedAt)
                .Append(campaign.UpdatedAt)
                .Max()
                .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };

    /// <summary>Each form with its name, and what it asks for.</summary>
    private static IEnumerable<string> FormsOf(CampaignComponent component, IDocument document)
    {
        foreach (var form in document.QuerySelectorAll("form:not([method=dialog i])"))
        {
            foreach (var mark in form.QuerySelectorAll("[aria-hidden=true]").ToArray())
            {
                mark.Remove();
            }
            var fields = form.QuerySelectorAll("label, legend")
                .Select(label => Words(label.TextContent))
                .Where(label => label.Length > 0)
                .Distinct(StringComparer.Ordinal);
            var name =
                document.QuerySelector("h1, h2, h3")?.TextContent
                ?? (string?)(JsonNode.Parse(component.Props)?["heading"] as JsonValue);
            yield return $"- **{Escaped(Words(name ?? component.Name))}**: {Escaped(string.Join(", ", fields))}";
        }
    }

    private static string Words(string text) => Spaces().Replace(text, " ").Trim();

    /// <summary>As a text of Markdown means it, whatever marks stand in it.</summary>
    private static string Escaped(string text) => Marks().Replace(text, @"\$0");

    [GeneratedRegex(@"[\\`*_\[\]<>#!~|&]", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Marks();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Spaces();
}
