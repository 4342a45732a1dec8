using System.Buffers.Binary;
using System.Text;
using AiWebBuilder.Application.Campaigns.Publishing.Sites;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Facts;
using AiWebBuilder.Domain.Campaigns.Looks;
using AiWebBuilder.Infrastructure.Campaigns.Publishing.Pictures;

namespace AiWebBuilder.UnitTests.Campaigns.Publishing;

/// <summary>What is drawn for a campaign when it is published. <c>AIWEBBUILDER_PICTURES</c> names a folder to look at them in.</summary>
public sealed class CampaignPicturesTests
{
    private static readonly CampaignArtist Artist = new();

    [TestCase("boulangerie", "fr", "Boulangerie Gwenn", "La brioche du dimanche")]
    [TestCase("plumber", "en", "Dave's Plumbing & Heating", "Boilers, leaks, blocked drains, radiators, bathrooms")]
    [TestCase("חנות ספרים", "he", "ספרי הסמטה", "חנות ספרים עצמאית בחיפה, שעת סיפור ב-10:30")]
    [TestCase("dental clinic", "ar", "عيادة أسنان النور", "عيادة أسنان عائلية في عمّان")]
    [TestCase("bakery", "ja", "朝焼きベーカリー", "東京・谷中の小さなパン屋")]
    [TestCase("yoga studio", "hi", "योग केंद्र", "हर सुबह योग, छह बजे से")]
    [TestCase("software", "en", "L", "Invoices")]
    public void A_campaign_has_a_card_and_icons_of_the_right_size(
        string trade,
        string language,
        string name,
        string headline
    )
    {
        var pictures = Artist.Draw(ThemeOf(trade, language), name, headline);
        Keep(pictures, language);

        SizeOf(pictures.Card).ShouldBe((1200, 630));
        pictures.Card.Content.Length.ShouldBeLessThan(300_000);
        pictures.Squares.Keys.ShouldBe([96, 180, 192, 512], ignoreOrder: true);
        foreach (var (width, square) in pictures.Squares)
        {
            SizeOf(square).ShouldBe((width, width));
            square.ContentType.ShouldBe("image/png");
        }
        pictures.Icon.Content[..4].ShouldBe(new byte[] { 0, 0, 1, 0 });
        SizeOf(new DrawnPicture("image/png", pictures.Icon.Content[22..])).ShouldBe((32, 32));
        Encoding.UTF8.GetString(pictures.Vector.Content).ShouldStartWith("<svg xmlns=\"http://www.w3.org/2000/svg\"");
    }

    [Test]
    public void Words_that_no_font_has_are_left_out_and_never_boxes()
    {
        var theme = ThemeOf("bakery", "en");
        // Private use: no font of a system has them.
        const string nobodys = "\uE123\uE124 \uE125";

        var without = Artist.Draw(theme, nobodys, nobodys);

        without.Card.Id.ShouldBe(Artist.Draw(theme, "\uE200", "\uE201").Card.Id);
        without.Card.Id.ShouldNotBe(Artist.Draw(theme, "Bread", "Bread every day").Card.Id);
        Encoding.UTF8.GetString(without.Vector.Content).ShouldContain("<circle");
    }

    [Test]
    public void The_same_campaign_has_the_same_pictures_and_another_has_others()
    {
        var theme = ThemeOf("bakery", "en");
        var one = Artist.Draw(theme, "Mill", "Bread");

        Artist
            .Draw(theme, "Mill", "Bread")
            .All.Select(picture => picture.Id)
            .ShouldBe(one.All.Select(picture => picture.Id));
        Artist.Draw(theme with { Primary = "#112233" }, "Mill", "Bread").Card.Id.ShouldNotBe(one.Card.Id);
    }

    [TestCase("th", "ร้านอาหารไทยอร่อยมากที่สุดในกรุงเทพมหานครและปริมณฑล")]
    [TestCase("de", "Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrik")]
    public void A_word_that_is_wider_than_the_card_goes_on_in_the_next_line(string language, string word)
    {
        var theme = ThemeOf("bakery", language);
        string[] cards = ["", "ก", "a"];

        var drawn = cards.Select(more => Artist.Draw(theme, "Mill", word + more).Card.Id).Distinct().Count();

        // Where the machine has no font of the script, the words are left out.
        var isDrawn = Artist.Draw(theme, "Mill", word[..4]).Card.Id != Artist.Draw(theme, "Mill", "\uE201").Card.Id;
        drawn.ShouldBe(isDrawn ? 3 : 1);
    }

    [Test]
    public void A_long_headline_stays_on_the_card()
    {
        var headline = string.Join(' ', Enumerable.Repeat("Donaudampfschifffahrtsgesellschaft", 12));

        SizeOf(Artist.Draw(ThemeOf("software", "de"), headline, headline).Card).ShouldBe((1200, 630));
    }

    private static Theme ThemeOf(string trade, string language) =>
        Theme.For(
            new Brief("Name", "landing_page", null, null, trade, [], null, language),
            language,
            FactLedger.Nothing
        );

    private static (int Width, int Height) SizeOf(DrawnPicture png)
    {
        png.Content[..8].ShouldBe(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A });
        return (
            BinaryPrimitives.ReadInt32BigEndian(png.Content.AsSpan(16)),
            BinaryPrimitives.ReadInt32BigEndian(png.Content.AsSpan(20))
        );
    }

    private static void Keep(CampaignPictures pictures, string language)
    {
        if (Environment.GetEnvironmentVariable("AIWEBBUILDER_PICTURES") is { } folder)
        {
            File.WriteAllBytes(Path.Combine(folder, $"card-{language}.png"), pictures.Card.Content);
            File.WriteAllBytes(Path.Combine(folder, $"icon-{language}.png"), pictures.Squares[180].Content);
        }
    }
}
