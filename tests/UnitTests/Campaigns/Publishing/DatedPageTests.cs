using System.Globalization;
using System.Text.Json;
using AiWebBuilder.Application.Campaigns.Pages.Dated;

namespace AiWebBuilder.UnitTests.Campaigns.Publishing;

/// <summary>When what a page says is over, and what goes with it.</summary>
public sealed class DatedPageTests
{
    [TestCase("2027-03-06", "Europe/Berlin", "2027-03-06T23:00:00Z")]
    [TestCase("2027-03-06", "Pacific/Auckland", "2027-03-06T11:00:00Z")]
    [TestCase("2027-03-06T12:30", "Europe/Berlin", "2027-03-06T11:30:00Z")]
    [TestCase("2027-03", "UTC", "2027-04-01T00:00:00Z")]
    // In the hour that the clocks leave out.
    [TestCase("2027-03-28T02:30", "Europe/Berlin", "2027-03-28T01:30:00Z")]
    [TestCase("2027-03-06", "no/such-zone", "2027-03-07T00:00:00Z")]
    [TestCase("--03-06", "UTC", null)]
    [TestCase("2027-02-30", "UTC", null)]
    [TestCase("9999-12-31", "UTC", null)]
    [TestCase("9999-12", "UTC", null)]
    [TestCase("0001-01-01T00:00", "UTC", null)]
    [TestCase("next week", "UTC", null)]
    [TestCase("", "UTC", null)]
    public void A_day_ends_with_itself_where_the_business_is(string until, string zone, string? ends) =>
        DatedPage
            .EndOf(until, LocalTime.ZoneOf(zone))
            .ShouldBe(ends is null ? null : DateTimeOffset.Parse(ends, CultureInfo.InvariantCulture));

    [Test]
    public void What_held_nothing_else_goes_with_it_and_what_only_speaks_of_it_stays()
    {
        const string page = """
            <!doctype html><html data-zone="UTC"><head><link rel="canonical" href="https://a.example/p/x"></head><body>
            <nav><ul><li><a href="#gone">Gone</a></li><li><a href="https://a.example/p/x#gone">Gone, too</a></li><li><a href="#kept">Kept</a></li></ul></nav>
            <main><section data-component-id="0199aaaa-0000-7000-8000-000000000001" id="kept"><h2>data-until="2026-01-01" is a text</h2>
            <ul><li data-until="2026-01-01">Over</li></ul><p>Words <b data-until="2027-01-01">to come</b></p></section>
            <section data-component-id="0199aaaa-0000-7000-8000-000000000002" data-until="2026-01-01" id="gone"><ul><li data-until="2026-01-01">Inside</li></ul></section>
            </main></body></html>
            """;

        var now = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
        var current = DatedPage.At(page, now, keepsDates: true);

        current.LeftOut.Select(text => text.Text).ShouldBe(["Over", "Inside"]);
        current.Html.ShouldNotContain("<ul><li data-until");
        current.Html.ShouldNotContain("Gone");
        current.Html.ShouldContain(">Kept<");
        current.Html.ShouldContain("data-until=\"2026-01-01\" is a text");
        current.Next.ShouldBe(new DateTimeOffset(2027, 1, 2, 0, 0, 0, TimeSpan.Zero));
        DatedPage.At(current.Html, now, keepsDates: true).Html.ShouldBe(current.Html);
        DatedPage.At(page, now, keepsDates: false).Html.ShouldNotContain("<b data-until");
    }

    [Test]
    public void Every_country_has_a_zone_that_there_is()
    {
        using var file = typeof(LocalTime).Assembly.GetManifestResourceStream("time-zones.json")!;
        var zones = JsonSerializer.Deserialize<Dictionary<string, string>>(file)!;

        zones.Count.ShouldBeGreaterThan(240);
        zones.Where(zone => !TimeZoneInfo.TryFindSystemTimeZoneById(zone.Value, out _)).ShouldBeEmpty();
    }
}
