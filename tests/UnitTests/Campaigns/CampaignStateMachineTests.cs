using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Facts;
using AiWebBuilder.Domain.Campaigns.Looks;
using AiWebBuilder.Domain.Campaigns.Origins;
using AiWebBuilder.Domain.Campaigns.Planning;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.UnitTests.Campaigns;

/// <summary>Every transition from every state: where it leads, or why it is refused.</summary>
public sealed class CampaignStateMachineTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    [TestCase("draft", "begin", "generating")]
    [TestCase("draft", "launch", "launched")]
    [TestCase("draft", "withdraw", "draft")]
    [TestCase("draft", "pause", "campaigns.not_launched")]
    [TestCase("draft", "resume", "campaigns.not_launched")]
    [TestCase("draft", "archive", "archived")]
    [TestCase("draft", "unarchive", "draft")]
    [TestCase("draft", "edit", "draft")]
    [TestCase("draft", "rework", "draft")]
    [TestCase("generating", "begin", "campaigns.generating")]
    [TestCase("generating", "end", "ready")]
    [TestCase("generating", "end with nothing", "draft")]
    [TestCase("generating", "launch", "campaigns.generating")]
    [TestCase("generating", "pause", "campaigns.not_launched")]
    [TestCase("generating", "resume", "campaigns.not_launched")]
    [TestCase("generating", "archive", "campaigns.generating")]
    [TestCase("generating", "unarchive", "generating")]
    [TestCase("generating", "edit", "generating")]
    [TestCase("generating", "rework", "campaigns.generating")]
    [TestCase("ready", "begin", "generating")]
    [TestCase("ready", "end", "ready")]
    [TestCase("ready", "launch", "launched")]
    [TestCase("ready", "withdraw", "ready")]
    [TestCase("ready", "pause", "campaigns.not_launched")]
    [TestCase("ready", "resume", "campaigns.not_launched")]
    [TestCase("ready", "archive", "archived")]
    [TestCase("launched", "begin", "launched")]
    [TestCase("launched", "end", "launched")]
    [TestCase("launched", "launch", "launched")]
    [TestCase("launched", "withdraw", "ready")]
    [TestCase("launched", "pause", "paused")]
    [TestCase("launched", "resume", "launched")]
    [TestCase("launched", "archive", "archived")]
    [TestCase("launched", "rework", "launched")]
    [TestCase("paused", "begin", "paused")]
    [TestCase("paused", "launch", "launched")]
    [TestCase("paused", "withdraw", "ready")]
    [TestCase("paused", "pause", "paused")]
    [TestCase("paused", "resume", "launched")]
    [TestCase("paused", "archive", "archived")]
    [TestCase("archived", "begin", "campaigns.archived")]
    [TestCase("archived", "end", "archived")]
    [TestCase("archived", "launch", "campaigns.archived")]
    [TestCase("archived", "withdraw", "campaigns.archived")]
    [TestCase("archived", "pause", "campaigns.archived")]
    [TestCase("archived", "resume", "campaigns.archived")]
    [TestCase("archived", "archive", "archived")]
    [TestCase("archived", "unarchive", "ready")]
    [TestCase("archived", "unarchive when empty", "draft")]
    [TestCase("archived", "edit", "campaigns.archived")]
    [TestCase("archived", "rework", "campaigns.archived")]
    public void A_transition_leads_to_one_state_or_is_refused_by_name(string from, string action, string expected)
    {
        var campaign = In(from);
        string outcome;
        try
        {
            Do(campaign, action);
            outcome = campaign.Status;
        }
        catch (DomainException refused)
        {
            refused.Error.Kind.ShouldBe(ErrorKind.Conflict);
            campaign.Status.ShouldBe(from);
            outcome = refused.Error.Code;
        }
        outcome.ShouldBe(expected);
    }

    [Test]
    public void A_campaign_keeps_the_time_of_its_first_launch()
    {
        var campaign = In("launched");
        campaign.Withdraw();
        campaign.Launch(Now.AddDays(1));
        campaign.LaunchedAt.ShouldBe(Now);
    }

    [Test]
    public void A_variant_is_shown_only_while_nobody_has_changed_the_component()
    {
        var component = CampaignComponent.Create(
            Guid.CreateVersion7(Now),
            Guid.CreateVersion7(Now),
            Guid.CreateVersion7(Now),
            Content("first"),
            "custom",
            "index",
            "story",
            "story",
            0,
            "edited",
            "{}",
            by: null,
            Now
        );
        component.Replace(Content("by hand"), "edited", by: null, Now);
        component.AddVariant(
            Content("by a model"),
            chosen: true,
            basedOn: 1,
            "{}",
            new WrittenBy(Guid.CreateVersion7(Now), Guid.CreateVersion7(Now)),
            null,
            Now
        );
        component.Code.ShouldBe("by hand");
        (component.Version, component.LatestVersion).ShouldBe((2, 3));

        var again = new WrittenBy(Guid.CreateVersion7(Now), Guid.CreateVersion7(Now));
        component.AddVariant(Content("another"), chosen: true, basedOn: 2, "{}", again, null, Now);
        component.Code.ShouldBe("another");
        component.Version.ShouldBe(4);

        static ComponentContent Content(string code) => new("Name", code, null, "{}", IsAttached: false);
    }

    private static Campaign In(string state)
    {
        var campaign = Campaign.Create(
            Guid.CreateVersion7(Now),
            Guid.CreateVersion7(Now),
            new CampaignDetails("Name", "landing_page", null, null, null, [], null, "{}", null, null),
            language: null,
            FactLedger.Nothing,
            Now
        );
        string[] way = state switch
        {
            "draft" => [],
            "generating" => ["begin"],
            "ready" => ["begin", "end"],
            "launched" => ["launch"],
            "paused" => ["launch", "pause"],
            "archived" => ["archive"],
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No such state."),
        };
        foreach (var step in way)
        {
            Do(campaign, step);
        }
        campaign.Status.ShouldBe(state);
        return campaign;
    }

    private static void Do(Campaign campaign, string action)
    {
        var brief = campaign.ToBrief("en");
        Action act = action switch
        {
            "begin" => () =>
                campaign.BeginGeneration(
                    CampaignPlanner.Plan(brief, campaign.Facts),
                    Theme.For(brief, "en", FactLedger.Nothing)
                ),
            "end" => () => campaign.EndGeneration(true),
            "end with nothing" => () => campaign.EndGeneration(false),
            "launch" => () => campaign.Launch(Now),
            "withdraw" => campaign.Withdraw,
            "pause" => campaign.Pause,
            "resume" => campaign.Resume,
            "archive" => campaign.Archive,
            "unarchive" => () => campaign.Unarchive(hasComponents: true),
            "unarchive when empty" => () => campaign.Unarchive(hasComponents: false),
            "edit" => campaign.EnsureEditable,
            "rework" => campaign.EnsureComponentsCanBeGenerated,
            _ => throw new ArgumentOutOfRangeException(nameof(action), action, "No such transition."),
        };
        act();
    }
}
