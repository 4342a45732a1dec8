using AiWebBuilder.Domain.Identity.Billing;

namespace AiWebBuilder.UnitTests.Identity;

internal sealed class EntitlementTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);

    [TestCase("creator", "active", null, null, "creator")]
    [TestCase("business", "trial", 1, null, "business", Description = "the trial still runs")]
    [TestCase("business", "trial", -1, null, "freemium", Description = "it has ended, whether or not anybody was told")]
    [TestCase("agency", "canceled", 20, null, "agency", Description = "what was paid for is used up first")]
    [TestCase("agency", "canceled", 0, null, "freemium")]
    [TestCase("creator", "past_due", null, -13, "creator", Description = "grace")]
    [TestCase("creator", "past_due", null, -14, "freemium")]
    [TestCase("creator", "past_due", null, null, "creator", Description = "nobody knows since when")]
    public void A_subscriptions_state_decides_whose_limits_hold(
        string tier,
        string status,
        int? endsInDays,
        int? pastDueForDays,
        string expected
    ) =>
        new Entitlement(
            tier,
            status,
            endsInDays is { } ends ? Now.AddDays(ends) : null,
            pastDueForDays is { } due ? Now.AddDays(due) : null,
            CompedTier: null,
            CompedUntil: null
        )
            .TierAt(Now)
            .ShouldBe(expected);

    [TestCase("freemium", "agency", null, "agency")]
    [TestCase("freemium", "agency", 1, "agency")]
    [TestCase("freemium", "agency", 0, "freemium", Description = "the gift has ended")]
    [TestCase("business", "creator", null, "business", Description = "a gift takes nothing away")]
    public void What_is_given_counts_beside_what_is_paid_for(
        string paid,
        string given,
        int? untilInDays,
        string expected
    ) =>
        new Entitlement(paid, "active", null, null, given, untilInDays is { } days ? Now.AddDays(days) : null)
            .TierAt(Now)
            .ShouldBe(expected);

    [Test]
    public void Each_plan_knows_the_next_higher_one()
    {
        SubscriptionTiers.All.Select(Entitlement.Above).ShouldBe(["creator", "business", "agency", null]);
    }
}
