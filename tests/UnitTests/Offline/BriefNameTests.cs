using AiWebBuilder.Domain.Campaigns.Briefs;

namespace AiWebBuilder.UnitTests.Offline;

internal sealed class BriefNameTests
{
    [TestCase("Osteria Lina — new tasting menu", "Osteria Lina", "new tasting menu")]
    [TestCase("Spring at Riverside Yoga", "Riverside Yoga", "Spring")]
    [TestCase("Ledgerly launch", "Ledgerly", null)]
    [TestCase("朝焼きベーカリーの開店", "朝焼きベーカリー", null)]
    [TestCase("A page", "A page", null)]
    [TestCase("\u0001\u202E", "·", null)]
    public void The_brand_is_what_the_business_signs_with_and_the_topic_what_it_announces(
        string name,
        string brand,
        string? topic
    ) => BriefName.Of(name).ShouldBe(new BriefName(brand, topic));
}
