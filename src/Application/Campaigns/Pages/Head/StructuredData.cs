using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Facts;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Facts;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.Application.Campaigns.Pages.Head;

/// <summary>What a page tells machines of itself.</summary>
/// <param name="Blocks">Tell how props are read that are older than today's.</param>
/// <param name="Brief">Gives the name and the trade.</param>
/// <param name="Components">Those of the page: what none of them says is not told.</param>
/// <param name="Url">The page's absolute address; null: it has none yet.</param>
/// <param name="Home">That of the campaign's first page.</param>
/// <param name="Image">The absolute address of the picture that stands for the campaign.</param>
internal sealed record StructuredPage(
    IBlocks Blocks,
    Brief Brief,
    FactLedger Facts,
    IReadOnlyList<CampaignComponent> Components,
    string Language,
    string Title,
    string? Description,
    string? Url,
    string? Home,
    string? Image
);

/// <summary>
/// A page as JSON-LD of schema.org, in one graph: the business, and the offers, dates, questions and people that the page shows. Every value
/// is the owner's and stands on the page.
/// </summary>
internal static class StructuredData
{
    private const string LocalBusiness = "LocalBusiness";

    /// <summary>Letters as they are, but none that could end the element: neither marks of HTML nor the line ends of JavaScript.</summary>
    internal static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    public static string Of(StructuredPage page)
    {
        var facts = BlockFacts.Of(page.Facts);
        var shown = Attached(page);
        var business = Business(page);
        if (Catalogue(shown, facts, SchemaOrgType.Of(page.Brief)?.Offers) is { } catalogue)
        {
            business["hasOfferCatalog"] = catalogue;
        }
        if (Team(shown) is { Count: > 0 } people)
        {
            business["employee"] = people;
        }
        var graph = new JsonArray(business, About(page));
        foreach (var date in Events(page, shown, facts, business["address"]))
        {
            graph.Add(date);
        }
        if (Questions(page, shown) is { } questions)
        {
            graph.Add(questions);
        }
        return new JsonObject { ["@context"] = "https://schema.org", ["@graph"] = graph }.ToJsonString(Json);
    }

    private static JsonObject Business(StructuredPage page)
    {
        var said = page.Components.Select(one => new SaidWords(one.Id, one.Code)).ToArray();
        var visible = page.Facts.All.Where(fact => !fact.Unsure && SaidWords.Saying(said, fact).Count > 0).ToArray();
        var addresses = visible.Where(fact => fact.Kind == "address" && IsPublic(fact.Value)).ToArray();
        var main = addresses.FirstOrDefault(fact => fact.Value["role"] is null) ?? addresses.FirstOrDefault();
        var business = new JsonObject
        {
            ["@type"] = TypeOf(page.Brief, main is not null),
            ["@id"] = Business(page.Home),
            ["name"] = BriefName.Of(page.Brief.Name).Brand,
        };
        Add("url", page.Home);
        Add("image", page.Image);
        Add("telephone", Texts("phone", "e164").FirstOrDefault());
        Add("email", Texts("email", "email").FirstOrDefault());
        if (main is not null)
        {
            business["address"] = PostalAddress(main.Value);
            AddAll("location", addresses.Where(fact => fact != main).Select(fact => Place(PostalAddress(fact.Value))));
            // Those of the kitchen or of the telephone are not the house's.
            AddAll(
                "openingHoursSpecification",
                visible
                    .Where(fact => fact.Kind == "hours" && fact.Value["what"] is null && fact.Value["place"] is null)
                    .SelectMany(fact => OpeningHours.Of(fact.Value))
            );
        }
        else
        {
            AddAll(
                "areaServed",
                visible
                    .Where(fact => fact.Kind == "place")
                    .Select(fact => fact.Value.ToString())
                    .Concat(Texts("address", "locality"))
                    .Distinct(StringComparer.OrdinalIgnoreCase)
                    .Select(place => JsonValue.Create(place))
            );
        }
        AddAll("sameAs", ProfilesIn(page.Components, visible).Select(address => JsonValue.Create(address)));
        return business;

        IEnumerable<string> Texts(string kind, string part) =>
            visible.Where(fact => fact.Kind == kind).Select(fact => (string?)fact.Value[part]).OfType<string>();

        void Add(string name, JsonNode? value)
        {
            if (value is not null)
            {
                business[name] = value;
            }
        }

        void AddAll(string name, IEnumerable<JsonNode> values) =>
            Add(name, values.ToArray() is { Length: > 0 } some ? new JsonArray(some) : null);
    }

    /// <summary>The addresses of the owner's profiles that links lead to.</summary>
    private static IEnumerable<string> ProfilesIn(IEnumerable<CampaignComponent> components, Fact[] facts)
    {
        var handles = facts
            .Where(fact => fact.Kind == "social")
            .Select(fact => Uri.EscapeDataString(((string)fact.Value["handle"]!).TrimStart('@')))
            .ToArray();
        return components
            .Where(_ => handles.Length > 0)
            .SelectMany(one => new HtmlParser().ParseDocument(one.Code).QuerySelectorAll("a[href^='https://']"))
            .Select(link => link.GetAttribute("href")!)
            .Where(address =>
                handles.Any(handle => address.TrimEnd('/').EndsWith(handle, StringComparison.OrdinalIgnoreCase))
            )
            .Distinct(StringComparer.Ordinal);
    }

    /// <summary>A type that is no LocalBusiness is one besides, where there is an address; without one, the business is an organization.</summary>
    private static JsonNode TypeOf(Brief brief, bool hasAddress) =>
        (SchemaOrgType.Of(brief), hasAddress) switch
        {
            ({ IsLocal: true } type, true) => type.Type,
            ({ } type, true) => new JsonArray(type.Type, LocalBusiness),
            ({ IsOrganization: true } type, false) => type.Type,
            (null, true) => LocalBusiness,
            (_, false) => "Organization",
        };

    private static JsonObject About(StructuredPage page)
    {
        var about = new JsonObject
        {
            ["@type"] = "WebPage",
            ["@id"] = (page.Url ?? "") + "#page",
            ["name"] = page.Title,
            ["inLanguage"] = page.Language,
            ["about"] = new JsonObject { ["@id"] = Business(page.Home) },
        };
        if (page.Url is not null)
        {
            about["url"] = page.Url;
        }
        if (page.Description is not null)
        {
            about["description"] = page.Description;
        }
        return about;
    }

    /// <summary>What is on offer, with what it costs where that can be said.</summary>
    /// <param name="type">Of what is offered; null: nobody knows whether these are goods or services.</param>
    private static JsonObject? Catalogue(
        IEnumerable<Shown> shown,
        IReadOnlyDictionary<string, BlockFact> facts,
        string? type
    )
    {
        var offers = shown
            .SelectMany(one =>
                one.Kind switch
                {
                    "services" or "plans" => Items(one.Props, "items"),
                    "price-list" => Items(one.Props, "groups").SelectMany(group => Items(group, "items")),
                    _ => [],
                }
            )
            .Where(item => item["title"] is not null)
            .DistinctBy(item => ((string)item["title"]!, (string?)item["price"]))
            .Select(item => Offer(item, (string?)item["price"] is { } id ? facts.GetValueOrDefault(id) : null, type))
            .ToArray();
        return offers.Length == 0
            ? null
            : new JsonObject { ["@type"] = "OfferCatalog", ["itemListElement"] = new JsonArray([.. offers]) };
    }

    private static JsonObject Offer(JsonObject item, BlockFact? price, string? type)
    {
        var offer = Offers.Of(price) ?? new JsonObject { ["@type"] = "Offer" };
        var name = (string)item["title"]!;
        if (type is null)
        {
            offer["name"] = name;
        }
        else
        {
            offer["itemOffered"] = new JsonObject { ["@type"] = type, ["name"] = name };
        }
        return offer;
    }

    private static JsonArray Team(IEnumerable<Shown> shown) =>
        [
            .. shown
                .Where(one => one.Kind == "team")
                .SelectMany(one => Items(one.Props, "people"))
                .Where(person => person["name"] is not null)
                .Select(person =>
                {
                    var one = new JsonObject { ["@type"] = "Person", ["name"] = (string)person["name"]! };
                    if ((string?)person["role"] is { } role)
                    {
                        one["jobTitle"] = role;
                    }
                    return one;
                }),
        ];

    private static IEnumerable<JsonObject> Events(
        StructuredPage page,
        IEnumerable<Shown> shown,
        IReadOnlyDictionary<string, BlockFact> facts,
        JsonNode? home
    )
    {
        foreach (
            var (item, anchor) in shown
                .Where(one => one.Kind == "dates")
                .SelectMany(one => Items(one.Props, "items").Select(item => (item, one.Anchor)))
        )
        {
            // A day of every year, or one that only words name, is none that a calendar could have.
            if (
                item["title"] is null
                || Fact("when") is not { Kind: "date" } when
                || (string?)when.Value["date"] is not { Length: 10 } day
            )
            {
                continue;
            }
            var date = new JsonObject
            {
                ["@type"] = "Event",
                ["name"] = (string)item["title"]!,
                ["startDate"] = At(day, (string?)when.Value["time"]),
                ["organizer"] = new JsonObject { ["@id"] = Business(page.Home) },
            };
            if (
                ((string?)when.Value["to"] ?? day) is { Length: 10 } last
                // "12 December to 3 January 2026" ends before it begins: nobody knows of which year.
                && (string.CompareOrdinal(last, day) > 0 || (last == day && when.Value["endTime"] is not null))
            )
            {
                date["endDate"] = At(last, (string?)when.Value["endTime"]);
            }
            if (Fact("place") is { Kind: "address" } place)
            {
                date["location"] = Place(PostalAddress(place.Value));
            }
            else if (home is not null)
            {
                date["location"] = Place(home.DeepClone());
            }
            if (Offers.Of(Fact("price")) is { } offer)
            {
                date["offers"] = offer;
            }
            if (page.Url is not null)
            {
                date["url"] = $"{page.Url}#{anchor}";
            }
            yield return date;

            BlockFact? Fact(string member) => (string?)item[member] is { } id ? facts.GetValueOrDefault(id) : null;
        }
    }

    private static JsonObject? Questions(StructuredPage page, IEnumerable<Shown> shown)
    {
        var questions = shown
            .Where(one => one.Kind == "faq")
            .SelectMany(one => new HtmlParser().ParseDocument(one.Code).QuerySelectorAll(".faq__item"))
            .Select(item =>
                (
                    Question: item.QuerySelector("h3")?.TextContent.Trim(),
                    Answer: item.QuerySelector(".faq__answer")?.TextContent.Trim()
                )
            )
            .Where(item => item is { Question.Length: > 0, Answer.Length: > 0 })
            .Select(item => new JsonObject
            {
                ["@type"] = "Question",
                ["name"] = item.Question,
                ["acceptedAnswer"] = new JsonObject { ["@type"] = "Answer", ["text"] = item.Answer },
            })
            .ToArray();
        return questions.Length == 0
            ? null
            : new JsonObject
            {
                ["@type"] = "FAQPage",
                ["@id"] = (page.Url ?? "") + "#faq",
                ["mainEntity"] = new JsonArray([.. questions]),
            };
    }

    /// <summary>Whether people can go there; a town alone is where the business is at work.</summary>
    private static bool IsPublic(JsonNode address) =>
        address["street"] is not null || address["building"] is not null || address["postcode"] is not null;

    private static JsonObject PostalAddress(JsonNode value)
    {
        var address = new JsonObject { ["@type"] = "PostalAddress" };
        Add("streetAddress", Joined("building", "street", "unit"));
        Add("postOfficeBoxNumber", Joined("poBox"));
        Add("postalCode", Joined("postcode"));
        Add("addressLocality", Joined("locality"));
        Add("addressRegion", Joined("region"));
        return address;

        string Joined(params string[] parts) =>
            string.Join(", ", parts.Select(part => (string?)value[part]).Where(part => !string.IsNullOrEmpty(part)));

        void Add(string name, string text)
        {
            if (text.Length > 0)
            {
                address[name] = text;
            }
        }
    }

    private static JsonObject Place(JsonNode address) => new() { ["@type"] = "Place", ["address"] = address };

    private static string At(string day, string? time) => time is null ? day : $"{day}T{time}";

    private static string Business(string? home) => (home ?? "") + "#business";

    private static IEnumerable<JsonObject> Items(JsonObject props, string name) =>
        (props[name] as JsonArray)?.OfType<JsonObject>() ?? [];

    /// <summary>What was written as props; what is code says no more than its words.</summary>
    private static Shown[] Attached(StructuredPage page) =>
        [
            .. page
                .Components.Where(one => one.IsAttached)
                .Select(one => new Shown(
                    one.Kind,
                    one.Anchor,
                    one.Code,
                    page.Blocks.Current(one.Kind, JsonNode.Parse(one.Props)!.AsObject())
                )),
        ];

    private sealed record Shown(string Kind, string Anchor, string Code, JsonObject Props);
}
