using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace AiWebBuilder.IntegrationTests.Campaigns.Edits;

/// <summary>Changes that are asked for in words: done as they say, asked about, or refused.</summary>
internal sealed class EditTests
{
    [Test]
    public async Task A_new_phone_number_is_proposed_and_stands_everywhere_once_it_is_approved()
    {
        using var owner = await App.Current.SignedInAsync();
        var campaign = await PlumberAsync(owner);
        (await PageAsync(owner, campaign)).ShouldContain("tel:+441614960187");

        var edit = await AskAsync(owner, campaign, "phone is now 0161 496 0199, change it everywhere");

        edit.Text("status").ShouldBe("proposed");
        var operation = edit["operations"]!
            .AsArray()
            .First(one => one.Text("path").StartsWith("/facts/phone", StringComparison.Ordinal));
        operation!["before"]!.Text("e164").ShouldBe("+441614960187");
        operation["after"]!.Text("e164").ShouldBe("+441614960199");
        (await PageAsync(owner, campaign)).ShouldContain("tel:+441614960187");

        var approved = await ApproveAsync(owner, campaign, edit);

        approved.Text("status").ShouldBe("applied");
        approved["operations"]!.AsArray().ShouldAllBe(one => one.Text("status") == "applied");
        var page = await PageAsync(owner, campaign);
        page.ShouldContain("tel:+441614960199");
        page.ShouldNotContain("496 0187");
        page.ShouldNotContain("4960187");
        (await owner.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{campaign}/edits/{edit.Text("id")}"))
            .Text("status")
            .ShouldBe("applied");
    }

    [Test]
    public async Task A_contradiction_is_asked_about_and_changes_nothing()
    {
        using var owner = await App.Current.SignedInAsync();
        var campaign = await PlumberAsync(owner);
        var before = await StateAsync(campaign);

        var edit = await AskAsync(owner, campaign, "say we've been going since 1985");

        edit.Text("status").ShouldBe("ask");
        edit.Text("question").ShouldContain("2014");
        edit["operations"]!.AsArray().ShouldBeEmpty();
        edit["unchanged"]!.AsObject().Count.ShouldBe((await owner.ComponentsAsync(campaign)).Count);
        (await StateAsync(campaign)).ShouldBe(before);
        (await ProblemAsync(Approval(owner, campaign, edit), HttpStatusCode.Conflict)).ShouldBe(
            "campaigns.edit_not_open"
        );
    }

    [TestCase("Invente un petit témoignage client sympa", "vrais")]
    [TestCase("Schreib, wir sind Marktführer in Manchester", "Beleg")]
    [TestCase("please put our logo top left, see attached", "Upload")]
    public async Task What_is_untrue_or_impossible_is_refused_in_the_language_of_the_instruction(
        string instruction,
        string reason
    )
    {
        using var owner = await App.Current.SignedInAsync();
        var campaign = await PlumberAsync(owner);
        var before = await StateAsync(campaign);

        var edit = await AskAsync(owner, campaign, instruction);

        edit.Text("status").ShouldBe("not_applied");
        edit.Text("reason").ShouldContain(reason);
        (await StateAsync(campaign)).ShouldBe(before);
    }

    [Test]
    public async Task Of_several_operations_the_approved_ones_are_done_and_the_others_are_kept_as_refused()
    {
        using var owner = await App.Current.SignedInAsync();
        var campaign = await PlumberAsync(owner);
        var edit = await AskAsync(
            owner,
            campaign,
            "1. change the heading to “Dry again by tonight” 2. change the button to “Ring now”"
        );
        edit["operations"]!.AsArray().Count.ShouldBe(2);

        var approved = await ApproveAsync(owner, campaign, edit, 2);

        approved["operations"]!.AsArray().Select(one => one.Text("status")).ShouldBe(["refused", "applied"]);
        var page = await PageAsync(owner, campaign);
        page.ShouldContain("Ring now");
        page.ShouldNotContain("Dry again by tonight");
        (await ProblemAsync(Approval(owner, campaign, edit), HttpStatusCode.Conflict)).ShouldBe(
            "campaigns.edit_not_open"
        );
    }

    [Test]
    public async Task What_somebody_has_changed_meanwhile_is_not_overwritten()
    {
        using var owner = await App.Current.SignedInAsync();
        var campaign = await PlumberAsync(owner);
        var edit = await AskAsync(owner, campaign, "change the heading to “Dry again by tonight”");
        var other = await AskAsync(owner, campaign, "change the heading to “Leaks end here”");
        await ApproveAsync(owner, campaign, other);
        var before = await StateAsync(campaign);

        (await ProblemAsync(Approval(owner, campaign, edit), HttpStatusCode.Conflict)).ShouldBe("campaigns.edit_stale");
        (await StateAsync(campaign)).ShouldBe(before);
        (await PageAsync(owner, campaign)).ShouldContain("Leaks end here");
    }

    [Test]
    public async Task What_is_about_a_section_that_has_gone_is_stale()
    {
        using var owner = await App.Current.SignedInAsync();
        var campaign = await PlumberAsync(owner);
        var edit = await AskAsync(owner, campaign, "change the heading to “Dry again by tonight”");
        var hero = (await owner.ComponentsAsync(campaign)).First(one => one.Text("kind") == "hero").Text("id");
        (await owner.DeleteAsync($"/v1/components/{hero}", "*")).EnsureSuccessStatusCode();

        (await ProblemAsync(Approval(owner, campaign, edit), HttpStatusCode.Conflict)).ShouldBe("campaigns.edit_stale");
    }

    [Test]
    public async Task A_part_that_is_about_a_section_that_has_gone_is_stale_too()
    {
        using var owner = await App.Current.SignedInAsync();
        var campaign = await PlumberAsync(owner);
        var edit = await AskAsync(
            owner,
            campaign,
            "1. change the heading to “Dry again by tonight” 2. use a dark background"
        );
        var hero = (await owner.ComponentsAsync(campaign)).First(one => one.Text("kind") == "hero").Text("id");
        (await owner.DeleteAsync($"/v1/components/{hero}", "*")).EnsureSuccessStatusCode();

        (
            await ProblemAsync(
                owner.PutAsJsonAsync(
                    $"/v1/campaigns/{campaign}/edits/{edit.Text("id")}/approval",
                    new { operations = new[] { 1 } }
                ),
                HttpStatusCode.Conflict
            )
        ).ShouldBe("campaigns.edit_stale");
    }

    [Test]
    public async Task An_edit_makes_one_version_of_what_it_changes_and_none_of_the_rest()
    {
        using var owner = await App.Current.SignedInAsync();
        var campaign = await PlumberAsync(owner);
        var components = await owner.ComponentsAsync(campaign);
        var edit = await AskAsync(owner, campaign, "change the heading to “Dry again by tonight”");
        var hero = components.First(one => one.Text("kind") == "hero").Text("id");

        var approved = await ApproveAsync(owner, campaign, edit);

        approved["unchanged"]!
            .AsObject()
            .Select(one => one.Key)
            .ShouldBe(components.Select(one => one.Text("id")).Where(id => id != hero), ignoreOrder: true);
        foreach (var component in await owner.ComponentsAsync(campaign))
        {
            component.Number("version").ShouldBe(component.Text("id") == hero ? 2 : 1);
        }
    }

    [Test]
    public async Task Sections_are_moved_and_removed_and_the_others_keep_their_order()
    {
        using var owner = await App.Current.SignedInAsync();
        var campaign = await PlumberAsync(owner);
        await owner.AddBlockAsync(campaign, "story", """{"heading":"About Gaz","body":"Twenty years of leaks."}""");
        await owner.AddBlockAsync(
            campaign,
            "faq",
            """{"heading":"Questions","items":[{"question":"Do you charge for quotes?","answer":"No."},{"question":"Do you come at night?","answer":"Until ten."}]}"""
        );
        var before = (await owner.ComponentsAsync(campaign)).Select(one => one.Text("kind")).ToList();

        await ApproveAsync(owner, campaign, await AskAsync(owner, campaign, "Move the FAQ above the story"));

        var moved = (await owner.ComponentsAsync(campaign)).Select(one => one.Text("kind")).ToList();
        moved.IndexOf("faq").ShouldBe(moved.IndexOf("story") - 1);
        moved.Where(kind => kind != "faq").ShouldBe(before.Where(kind => kind != "faq"));

        await ApproveAsync(owner, campaign, await AskAsync(owner, campaign, "remove the story section"));

        (await owner.ComponentsAsync(campaign)).Select(one => one.Text("kind")).ShouldNotContain("story");
    }

    [Test]
    public async Task A_locked_section_is_not_changed_and_an_archived_campaign_takes_no_edits()
    {
        using var owner = await App.Current.SignedInAsync();
        var campaign = await PlumberAsync(owner);
        var hero = (await owner.ComponentsAsync(campaign)).First(one => one.Text("kind") == "hero").Text("id");
        var edit = await AskAsync(owner, campaign, "change the heading to “Dry again by tonight”");
        (await owner.PutAsync($"/v1/components/{hero}/lock", null)).EnsureSuccessStatusCode();
        (await ProblemAsync(Approval(owner, campaign, edit), HttpStatusCode.Conflict)).ShouldBe(
            "campaigns.component_locked"
        );
        (await owner.PutAsync($"/v1/campaigns/{campaign}/archive", null)).EnsureSuccessStatusCode();
        (
            await ProblemAsync(
                owner.PostAsJsonAsync($"/v1/campaigns/{campaign}/edits", new { instruction = "darker" }),
                HttpStatusCode.Conflict
            )
        ).ShouldBe("campaigns.archived");
    }

    [Test]
    public async Task What_a_section_has_no_room_for_is_not_applied()
    {
        using var owner = await App.Current.SignedInAsync();
        var campaign = await PlumberAsync(owner);
        await owner.AddBlockAsync(
            campaign,
            "faq",
            """{"heading":"Questions","items":[{"question":"Do you come at night?","answer":"Until ten."}]}"""
        );
        var edit = await AskAsync(
            owner,
            campaign,
            $"add the question “{new string('w', 150)}?” with the answer “Yes.”"
        );
        edit.Text("status").ShouldBe("not_applied");
        edit.Text("reason").ShouldNotBeNullOrWhiteSpace();
    }

    [Test]
    public async Task Operations_are_applied_at_once()
    {
        using var owner = await App.Current.SignedInAsync();
        var campaign = await PlumberAsync(owner);
        var hero = (await owner.ComponentsAsync(campaign)).First(one => one.Text("kind") == "hero");
        var edit = await Answers.JsonAsync(
            await owner.PostAsJsonAsync(
                $"/v1/campaigns/{campaign}/edits",
                new
                {
                    operations = new object[]
                    {
                        new
                        {
                            componentId = hero.Text("id"),
                            path = "/props/heading",
                            before = hero!["props"]!.Text("heading"),
                            after = "Dry again by tonight",
                        },
                        new { path = "/theme/style", after = "soft" },
                    },
                }
            ),
            HttpStatusCode.Created
        );
        edit.Text("status").ShouldBe("applied");
        (await PageAsync(owner, campaign)).ShouldContain("Dry again by tonight");
        (await owner.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{campaign}/theme")).Text("style").ShouldBe("soft");
    }

    [TestCase("/props/items/@nobody/title", "operations[0].path")]
    [TestCase("/facts/nothing", "operations[0].componentId")]
    [TestCase("heading", "operations[0].path")]
    public async Task Operations_that_lead_nowhere_are_refused_with_their_path(string path, string member)
    {
        using var owner = await App.Current.SignedInAsync();
        var campaign = await PlumberAsync(owner);
        var hero = (await owner.ComponentsAsync(campaign)).First(one => one.Text("kind") == "hero").Text("id");
        var before = await StateAsync(campaign);
        var problem = await Answers.JsonAsync(
            await owner.PostAsJsonAsync(
                $"/v1/campaigns/{campaign}/edits",
                new
                {
                    operations = new object[]
                    {
                        new
                        {
                            componentId = member.EndsWith("componentId", StringComparison.Ordinal)
                                ? Guid.CreateVersion7().ToString()
                                : hero,
                            path,
                            after = "x",
                        },
                    },
                }
            ),
            HttpStatusCode.BadRequest
        );
        problem["errors"]!.AsObject().Select(error => error.Key).ShouldContain(member);
        (await StateAsync(campaign)).ShouldBe(before);
    }

    [Test]
    public async Task Another_account_finds_nothing()
    {
        using var owner = await App.Current.SignedInAsync();
        using var stranger = await App.Current.SignedInAsync();
        var campaign = await PlumberAsync(owner);
        var edit = await AskAsync(owner, campaign, "change the heading to “Dry again by tonight”");
        var path = $"/v1/campaigns/{campaign}/edits";
        (await stranger.GetAsync($"{path}/{edit.Text("id")}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await stranger.PostAsJsonAsync(path, new { instruction = "darker" })).StatusCode.ShouldBe(
            HttpStatusCode.NotFound
        );
        (await Approval(stranger, campaign, edit)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<string> PlumberAsync(HttpClient owner)
    {
        var campaign = (
            await Answers.JsonAsync(
                await owner.PostAsJsonAsync(
                    "/v1/campaigns",
                    new
                    {
                        name = "Pemberton Plumbing",
                        type = "landing_page",
                        description = "Leaks and boilers in Manchester since 2014. Call-out £60. Phone 0161 496 0187. Open Mon–Fri 8:00–18:00.",
                        goals = new[] { "call us" },
                        performanceRequirements = new { language = "en-GB" },
                    }
                ),
                HttpStatusCode.Created
            )
        ).Text("id");
        (await owner.GenerateAsync(campaign)).Text("status").ShouldBe("completed");
        return campaign;
    }

    private static async Task<JsonNode> AskAsync(HttpClient owner, string campaign, string instruction) =>
        await Answers.JsonAsync(
            await owner.PostAsJsonAsync($"/v1/campaigns/{campaign}/edits", new { instruction }),
            HttpStatusCode.Created
        );

    private static Task<HttpResponseMessage> Approval(
        HttpClient client,
        string campaign,
        JsonNode edit,
        params int[] operations
    ) =>
        client.PutAsJsonAsync(
            $"/v1/campaigns/{campaign}/edits/{edit.Text("id")}/approval",
            operations.Length > 0 ? new { operations } : new object()
        );

    private static async Task<JsonNode> ApproveAsync(
        HttpClient client,
        string campaign,
        JsonNode edit,
        params int[] operations
    ) => await Answers.JsonAsync(await Approval(client, campaign, edit, operations), HttpStatusCode.OK);

    private static Task<string> ProblemAsync(Task<HttpResponseMessage> answer, HttpStatusCode expected) =>
        CampaignSteps.CodeAsync(answer, expected);

    private static async Task<string> PageAsync(HttpClient owner, string campaign) =>
        string.Concat((await owner.ComponentsAsync(campaign)).Select(one => one.Text("code")));

    /// <summary>All that an edit could change, and what could have been charged.</summary>
    private static async Task<string> StateAsync(string campaign) =>
        await App.Current.QueryAsync<string>(
            $"""
            select concat(
                (select row(c.*)::text from campaigns c where id = '{campaign}'),
                (select string_agg(row(c.*)::text, '' order by id) from campaign_components c where campaign_id = '{campaign}'),
                (select count(*) from component_versions v join campaign_components c on c.id = v.component_id where c.campaign_id = '{campaign}'),
                (select count(*) from ai_calls where campaign_id = '{campaign}'))
            """
        );
}
