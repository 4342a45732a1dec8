using AiWebBuilder.Quality.Pages;

namespace AiWebBuilder.UnitTests.Offline;

/// <summary>Ten of the briefs of <c>./dev quality</c>: what the owner says stands on the page, and nothing else does.</summary>
internal sealed class BriefMeasureTests
{
    [TestCase("agriturismo-siena")]
    [TestCase("bakery-haifa")]
    [TestCase("boxing-gym-lyon")]
    [TestCase("coaching-berlin")]
    [TestCase("food-truck-austin")]
    [TestCase("kapsalon-utrecht")]
    [TestCase("ledger-letters")]
    [TestCase("salon-jeddah")]
    [TestCase("tea-chengdu")]
    [TestCase("webinar-bogota")]
    public async Task A_page_says_what_its_brief_says_and_no_number_of_its_own(string name)
    {
        var measure = await BriefMeasure.OfAsync(name);

        measure.Dropped.ShouldBeEmpty();
        measure.Wrong.ShouldBeEmpty();
        measure.Failed.ShouldBeEmpty();
        measure.EmptyLabels.ShouldBeEmpty();
        measure.MissingHead.ShouldBeEmpty();
        measure.Made.ShouldBe(measure.Asked);
    }
}
