using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Pages.Head;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Facts;
using AiWebBuilder.Infrastructure.Campaigns.Blocks;

namespace AiWebBuilder.UnitTests.Campaigns.Publishing;

/// <summary>How facts are told to machines, case by case.</summary>
public sealed class StructuredDataTests
{
    private static readonly BlockCatalogue Blocks = new();

    [Test]
    public void Hours_past_midnight_are_one_span_and_a_day_without_end_ends_with_the_day()
    {
        var hours = JsonNode.Parse(
            """
            {"regular":[{"days":["fr","sa"],"open":"18:00","close":"02:00"},{"days":["mo"],"open":"08:00","close":"24:00"},
            {"days":["tu"],"open":"00:00","close":"24:00"},{"days":["su","ph"],"closed":true},{"days":null,"open":"10:00","close":"12:00"},
            {"days":["we"],"byAppointment":true},{"days":["th"],"open":"09:00","close":null}],
            "exceptions":[{"when":"2026-12-24","open":"08:00","close":"12:00"},{"when":"2026-12-25/2026-12-31","closed":true},{"when":"at Easter","closed":true}]}
            """
        )!;

        var told = OpeningHours.Of(hours).Select(one => one.ToJsonString()).ToArray();

        told.ShouldBe([
            """{"@type":"OpeningHoursSpecification","dayOfWeek":["Friday","Saturday"],"opens":"18:00","closes":"02:00"}""",
            """{"@type":"OpeningHoursSpecification","dayOfWeek":["Monday"],"opens":"08:00","closes":"23:59"}""",
            """{"@type":"OpeningHoursSpecification","dayOfWeek":["Tuesday"],"opens":"00:00","closes":"23:59"}""",
            """{"@type":"OpeningHoursSpecification","dayOfWeek":["Sunday","PublicHolidays"],"opens":"00:00","closes":"00:00"}""",
            """{"@type":"OpeningHoursSpecification","opens":"08:00","closes":"12:00","validFrom":"2026-12-24","validThrough":"2026-12-24"}""",
            """{"@type":"OpeningHoursSpecification","opens":"00:00","closes":"00:00","validFrom":"2026-12-25","validThrough":"2026-12-31"}""",
        ]);
    }

    [TestCase("""{"amount":"49","currency":"EUR"}""", """{"@type":"Offer","price":"49","priceCurrency":"EUR"}""")]
    [TestCase(
        """{"amount":"32","currency":"EUR","qualifier":"from"}""",
        """{"@type":"Offer","priceSpecification":{"@type":"PriceSpecification","priceCurrency":"EUR","minPrice":"32"}}"""
    )]
    [TestCase(
        """{"amount":"20","amountTo":"30","currency":"GBP","qualifier":"range"}""",
        """{"@type":"Offer","priceSpecification":{"@type":"PriceSpecification","priceCurrency":"GBP","minPrice":"20","maxPrice":"30"}}"""
    )]
    [TestCase(
        """{"amount":"68","currency":"EUR","unit":"hour","tax":"incl"}""",
        """{"@type":"Offer","price":"68","priceCurrency":"EUR","priceSpecification":{"@type":"UnitPriceSpecification","priceCurrency":"EUR","price":"68","valueAddedTaxIncluded":true,"unitCode":"HUR"}}"""
    )]
    [TestCase(
        """{"amount":"0","currency":"EUR","qualifier":"free"}""",
        """{"@type":"Offer","price":"0","priceCurrency":"EUR"}"""
    )]
    [TestCase("""{"amount":"99","currency":"EUR","qualifier":"was"}""", null)]
    [TestCase("""{"amount":"99","currency":"EUR","qualifier":"about"}""", null)]
    [TestCase("""{"amount":"99"}""", null)]
    public void A_price_is_told_in_figures_that_hold(string value, string? offer) =>
        Offers.Of(new("p", "price", JsonNode.Parse(value)!.AsObject()))?.ToJsonString().ShouldBe(offer);

    [TestCase("veterinary clinic", true, """["VeterinaryCare","LocalBusiness"]""")]
    [TestCase("plumber", true, "Plumber")]
    [TestCase("plumber", false, "Organization")]
    [TestCase("Fahrschule", false, "EducationalOrganization")]
    [TestCase("Fahrschule", true, """["EducationalOrganization","LocalBusiness"]""")]
    [TestCase("歯科", true, "Dentist")]
    [TestCase("something that nobody has heard of", true, "LocalBusiness")]
    public void The_type_fits_the_trade_and_asks_for_an_address(string trade, bool hasAddress, string type)
    {
        var business = Graph(
            trade,
            hasAddress ? [new("a", "address", new JsonObject { ["street"] = "1 High Street" }, "", "brief")] : [],
            Section("contact", "{}", "<p>1 High Street</p>")
        )[0]!;

        (business["@type"] is JsonArray several ? several.ToJsonString() : (string?)business["@type"]).ShouldBe(type);
        (business["address"] is not null).ShouldBe(hasAddress);
    }

    [Test]
    public void What_stands_on_no_page_is_not_told()
    {
        Fact[] facts =
        [
            new(
                "p",
                "phone",
                new JsonObject { ["e164"] = "+441144960182", ["written"] = "0114 496 0182" },
                "",
                "brief"
            ),
            new("u", "email", new JsonObject { ["email"] = "me@example.org" }, "", "brief", Unsure: true),
        ];

        var silent = Graph("plumber", facts, Section("contact", "{}", "<p>Write to me@example.org</p>"))[0]!;
        var said = Graph("plumber", facts, Section("contact", "{}", "<a href='tel:+441144960182'>Call</a>"))[0]!;

        (silent["telephone"], silent["email"]).ShouldBe((null, null));
        ((string?)said["telephone"]).ShouldBe("+441144960182");
    }

    [Test]
    public void Dates_are_events_and_questions_are_a_page_of_them()
    {
        Fact[] facts =
        [
            new(
                "d",
                "date",
                new JsonObject
                {
                    ["date"] = "2027-03-06",
                    ["time"] = "10:00",
                    ["endTime"] = "12:30",
                },
                "",
                "brief"
            ),
            new("y", "date", new JsonObject { ["date"] = "--03-06" }, "", "brief"),
            new("b", "date", new JsonObject { ["date"] = "2027-12-28", ["to"] = "2027-01-03" }, "", "brief"),
            new("p", "price", new JsonObject { ["amount"] = "15", ["currency"] = "GBP" }, "", "brief"),
            new("a", "address", new JsonObject { ["street"] = "14 Mill Lane" }, "", "brief"),
        ];

        var graph = Graph(
            "bike shop",
            facts,
            Section(
                "dates",
                """{"items":[{"title":"Mend a puncture","when":"d","place":"a","price":"p"},{"title":"Each year","when":"y"}]}""",
                "<p>14 Mill Lane</p>"
            ),
            Section(
                "faq",
                """{"items":[{"question":"Why?","answer":"Because **it is**."}]}""",
                "<div class='faq__item'><h3>Why?</h3><div class='faq__answer'><p>Because <strong>it is</strong>.</p></div></div>"
            )
        );

        graph
            .Single(node => (string?)node["@type"] == "Event")
            .ToJsonString()
            .ShouldBe(
                """{"@type":"Event","name":"Mend a puncture","startDate":"2027-03-06T10:00","organizer":{"@id":"https://x.example/#business"},"endDate":"2027-03-06T12:30","location":{"@type":"Place","address":{"@type":"PostalAddress","streetAddress":"14 Mill Lane"}},"offers":{"@type":"Offer","price":"15","priceCurrency":"GBP"},"url":"https://x.example/#dates"}"""
            );
        graph.Single(node => (string?)node["@type"] == "FAQPage")["mainEntity"]!
            .ToJsonString()
            .ShouldBe(
                """[{"@type":"Question","name":"Why?","acceptedAnswer":{"@type":"Answer","text":"Because it is."}}]"""
            );
    }

    [TestCase("</script><script>alert(1)</script>")]
    [TestCase("<!-- <script>")]
    [TestCase("\u2028\u2029")]
    public void Words_cannot_end_the_element_that_they_are_told_in(string hostile)
    {
        var text = StructuredData.Of(Page("plumber", [], [], name: $"Dave {hostile}"));

        text.ShouldNotContain("<");
        text.ShouldNotContain("\u2028");
        text.ShouldNotContain("\u2029");
        ((string?)JsonNode.Parse(text)!["@graph"]![1]!["name"]).ShouldBe($"Dave {hostile}");
    }

    private static IReadOnlyList<JsonNode> Graph(string trade, Fact[] facts, params CampaignComponent[] components) =>
        [.. JsonNode.Parse(StructuredData.Of(Page(trade, facts, components)))!["@graph"]!.AsArray().OfType<JsonNode>()];

    private static StructuredPage Page(
        string trade,
        Fact[] facts,
        CampaignComponent[] components,
        string name = "Mill Wheels"
    ) =>
        new(
            Blocks,
            new Brief(name, "landing_page", null, null, trade, [], null, "en"),
            FactLedger.Nothing with
            {
                Read = facts,
            },
            components,
            "en",
            name,
            null,
            "https://x.example/",
            "https://x.example/",
            null
        );

    private static CampaignComponent Section(string kind, string props, string code) =>
        CampaignComponent.Create(
            Guid.CreateVersion7(),
            Guid.CreateVersion7(),
            Guid.CreateVersion7(),
            new(kind, code, null, props, IsAttached: true),
            "landing_page",
            "index",
            kind,
            kind,
            0,
            "generated",
            "{}",
            null,
            DateTimeOffset.UnixEpoch
        );
}
