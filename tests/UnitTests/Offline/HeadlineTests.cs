using AiWebBuilder.Infrastructure.AiUsage.Offline;

namespace AiWebBuilder.UnitTests.Offline;

/// <summary>What a page begins with, and what it leaves to the words below.</summary>
internal sealed class HeadlineTests
{
    [TestCase(
        "en",
        "Learn to drive in Cork with Aoife, RSA-approved instructor and mother of three since 2011.",
        "Learn to drive in Cork with Aoife",
        "RSA-approved instructor and mother of three since 2011."
    )]
    // What goes on with the words before it does not stand alone.
    [TestCase(
        "en",
        "A small bakery on the corner of Mill Lane in York, which has baked with sourdough since 1998.",
        "A small bakery on the corner of Mill Lane in York",
        "A small bakery on the corner of Mill Lane in York, which has baked with sourdough since 1998."
    )]
    // A language without a list of such words keeps the sentence whole.
    [TestCase(
        "xx",
        "Lorem ipsum dolor sit amet consectetur adipiscing, sed do eiusmod tempor incididunt ut labore.",
        "Lorem ipsum dolor sit amet consectetur adipiscing",
        "Lorem ipsum dolor sit amet consectetur adipiscing, sed do eiusmod tempor incididunt ut labore."
    )]
    public void The_rest_of_the_first_sentence_stands_below_where_it_reads_alone(
        string language,
        string sentence,
        string heading,
        string below
    )
    {
        var headline = Headline.Of([sentence], [], language)!;

        headline.Text.ShouldBe(heading);
        headline.Rest.ShouldBe([below]);
    }

    [Test]
    public void A_list_of_what_is_offered_is_not_cut() =>
        Headline
            .Of(["Steildächer, Flachdächer, Dachfenster und Spenglerarbeiten im Raum Rosenheim."], ["Rosenheim"], "de")
            .ShouldBeNull();

    [TestCase("Dachdecker", "Rosenheim", "Reparaturen im Raum Rosenheim.", "Dachdecker im Raum Rosenheim")]
    [TestCase("Biuro rachunkowe", "Gdyni", "Księgowość w Gdyni.", "Biuro rachunkowe w Gdyni")]
    [TestCase("Bakery", "York", "Fresh York bread.", "Bakery")]
    public void A_trade_stands_before_its_place_as_the_owner_says_where(
        string trade,
        string place,
        string sentence,
        string heading
    ) => Headline.InPlace(trade, place, [sentence]).ShouldBe(heading);
}
