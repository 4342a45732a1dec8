using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Quality.Pages;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.UnitTests.Campaigns.Planning;

/// <summary>What the offline writer says in which e-mail of a series.</summary>
internal sealed class LettersTests
{
    private const string RepairCafe =
        "Repair café in Leeds on 16 January 2027 from 10.00 to 14.00 in Otley Community Hall. "
        + "Twelve volunteers mend clothes, lamps and bicycles with you. Bring no televisions. "
        + "A seat at the sewing workshop costs £12. In 2025 we saved 640 things from the tip.";

    [Test]
    public async Task A_series_without_pages_says_the_day_and_the_place_itself() =>
        (await LettersAsync("Two e-mails: welcome, our volunteers")).ShouldContain(letter =>
            letter.Contains("16 January") && letter.Contains("Otley Community Hall")
        );

    [Test]
    public async Task A_letter_says_what_the_brief_says_of_its_topic_at_once()
    {
        var letters = await LettersAsync("Two e-mails: welcome, what to bring in winter (gloves and a torch)");

        letters[1].ShouldContain("What to bring in winter");
        letters[1].ShouldContain("Gloves and a torch.");
    }

    [Test]
    public async Task Letters_of_a_series_do_not_all_say_the_same()
    {
        var letters = await LettersAsync("Four e-mails: welcome, our volunteers, the workshop, see you there");

        letters.Distinct(StringComparer.Ordinal).Count().ShouldBe(4);
        letters[1].ShouldContain("Twelve volunteers");
        letters[2].ShouldContain("£12");
    }

    private static async Task<List<string>> LettersAsync(string asked)
    {
        var written = await WrittenCampaign.OfAsync(
            new CampaignDetails(
                "Fix It Leeds",
                "email_sequence",
                RepairCafe,
                null,
                "repair café",
                ["Become a volunteer"],
                asked,
                "{}",
                null,
                null
            ),
            "en"
        );
        return
        [
            .. written
                .Pages.Where(page => page.Email is not null)
                .Select(page => new HtmlParser().ParseDocument(page.Html).Body!.TextContent),
        ];
    }
}
