using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Facts;
using AiWebBuilder.Domain.Campaigns.Publishing;

namespace AiWebBuilder.UnitTests.Campaigns;

/// <summary>What a publication says of itself to the rest of the product.</summary>
public sealed class PublicationTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void Publishing_and_withdrawing_are_told_and_a_pause_is_not()
    {
        var id = Guid.CreateVersion7(Now);
        var campaign = Campaign.Create(
            id,
            Guid.CreateVersion7(Now),
            new CampaignDetails("Name", "landing_page", null, null, null, [], null, "{}", null, null),
            language: null,
            FactLedger.Nothing,
            Now
        );
        var publication = Publication.Create(campaign, Now);

        publication.Publish("open-day", [("index", "<h1>Open day</h1>", "\"1\"")], Now);
        publication.TakeDown();
        publication.GoLive();
        publication.Withdraw(Now.AddDays(1));

        publication
            .TakeEvents()
            .ShouldBe([new PagesPublished(id, "open-day", Now), new PagesWithdrawn(id, Now.AddDays(1))]);
        publication.IsLive.ShouldBeFalse();
        publication.TakeEvents().ShouldBeEmpty();
    }
}
