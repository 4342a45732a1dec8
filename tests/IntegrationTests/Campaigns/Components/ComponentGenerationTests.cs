using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace AiWebBuilder.IntegrationTests.Campaigns.Components;

/// <summary>One component written anew by a model.</summary>
public sealed class ComponentGenerationTests
{
    [Test]
    public async Task One_component_is_written_anew_and_every_other_row_stays_as_it_is()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync("yoga-studio");
        var hero = (await client.ComponentsAsync(campaign)).First(one => one.Text("kind") == "hero")!;
        var id = hero.Text("id");
        var before = await OthersAsync(campaign, id);
        before.Count.ShouldBeGreaterThan(3);

        var generation = await ReworkAsync(client, campaign, id, new { instruction = "Call it \"Breathe out\"." });

        generation.Text("status").ShouldBe("completed");
        generation.Text("generationType").ShouldBe("enhancement");
        generation.Text("componentId").ShouldBe(id);
        var after = await client.GetFromJsonAsync<JsonNode>($"/v1/components/{id}");
        after.Number("version").ShouldBe(2);
        after.Text("code").ShouldContain("Breathe out");
        after.Text("code").ShouldNotBe(hero.Text("code"));
        after.Number("sortOrder").ShouldBe(hero.Number("sortOrder"));
        after!["aiGenerationMetadata"]!.Text("generationId").ShouldBe(generation.Text("id"));
        (await OthersAsync(campaign, id)).ShouldBe(before);
        (await client.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{campaign}")).Text("status").ShouldBe("ready");
    }

    [Test]
    public async Task Variants_become_versions_of_which_the_first_is_shown_and_any_can_be_chosen()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync("yoga-studio");
        var id = (await client.ComponentsAsync(campaign)).First(one => one.Text("kind") == "hero").Text("id");

        var generation = await ReworkAsync(
            client,
            campaign,
            id,
            new { instruction = "Try a different wording.", variants = 3 }
        );

        generation["steps"]!.AsArray().Count.ShouldBe(3);
        var versions = (await client.GetFromJsonAsync<JsonNode>($"/v1/components/{id}/versions"))!["data"]!.AsArray();
        versions.Select(one => one.Number("version")).ShouldBe([4, 3, 2, 1]);
        versions
            .Where(one => one!["generationId"]?.GetValue<string>() == generation.Text("id"))
            .Select(one => one.Number("version"))
            .ShouldBe([4, 3, 2]);
        versions.Single(one => one!["isCurrent"]!.GetValue<bool>()).Number("version").ShouldBe(2);

        var chosen = await Answers.JsonAsync(
            await client.PostAsync($"/v1/components/{id}/versions/4/restoration", null),
            HttpStatusCode.Created
        );
        chosen.Number("version").ShouldBe(5);
        chosen
            .Text("code")
            .ShouldBe((await client.GetFromJsonAsync<JsonNode>($"/v1/components/{id}/versions/4")).Text("code"));
        // The next edit goes on from the highest number.
        (await client.EditAsync(id, """{"name":"Chosen"}"""))
            .Number("version")
            .ShouldBe(6);
    }

    [Test]
    public async Task Each_variant_is_booked_once()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync("yoga-studio");
        var id = await HeroOfAsync(client, campaign);
        var generation = await ReworkAsync(
            client,
            campaign,
            id,
            new { instruction = "Try a different wording.", variants = 2 }
        );
        var ledger = await App.Current.ListAsync<long>(
            $"select amount_nano_usd from ai_ledger where generation_id = '{generation.Text("id")}' and entry = 'settled'"
        );
        ledger.Count.ShouldBe(2);
        ledger.ShouldAllBe(amount => amount > 0);
        generation["cost"]!.GetValue<decimal>().ShouldBe(ledger.Sum() / 1e9m);
        generation["estimate"]!["maxCost"]!.GetValue<decimal>().ShouldBeGreaterThanOrEqualTo(ledger.Sum() / 1e9m);
    }

    [Test]
    public async Task A_job_that_is_started_again_repeats_nothing()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync();
        var id = await HeroOfAsync(client, campaign);
        var generation = await ReworkAsync(
            client,
            campaign,
            id,
            new { instruction = "Try a different wording.", variants = 2 }
        );
        var before = await StateAsync();

        // As after a worker that died between its last step and its own end.
        await App.Current.QueryAsync<Guid>(
            $"""
            insert into job_queue (job_type, payload, user_id)
            select job_type, payload, user_id from job_queue where payload ->> 'generationId' = '{generation.Text(
                "id"
            )}'
            returning id
            """
        );
        await Eventually.TrueAsync(async () =>
            await App.Current.QueryAsync<long>(
                $"select count(*) from job_queue where payload ->> 'generationId' = '{generation.Text("id")}' and status = 'completed'"
            ) == 2
        );
        (await StateAsync()).ShouldBe(before);

        async Task<string> StateAsync() =>
            await App.Current.QueryAsync<string>(
                $"""
                select concat(
                    (select row(c.*)::text from campaign_components c where id = '{id}'),
                    (select row(g.*)::text from ai_generations g where id = '{generation.Text("id")}'),
                    (select count(*) from component_versions where component_id = '{id}'),
                    (select count(*) from generation_events where generation_id = '{generation.Text("id")}'),
                    (select count(*) from ai_ledger where generation_id = '{generation.Text("id")}'))
                """
            );
    }

    [Test]
    public async Task Of_many_requests_for_one_component_one_is_taken()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync("yoga-studio");
        var id = await HeroOfAsync(client, campaign);
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(_ =>
                    client.PostAsJsonAsync(
                        $"/v1/components/{id}/generations",
                        new { instruction = "Try a different wording.", variants = 3 }
                    )
                )
        );
        var taken = answers.Where(answer => answer.StatusCode == HttpStatusCode.Accepted).ToArray();
        // The first may have ended before the last was asked for; never are there two at a time.
        taken.Length.ShouldBeGreaterThanOrEqualTo(1);
        foreach (var refused in answers.Except(taken))
        {
            (await CampaignSteps.CodeAsync(Task.FromResult(refused), HttpStatusCode.Conflict)).ShouldBe(
                "campaigns.component_generating"
            );
        }
        var made = 0;
        foreach (var started in taken)
        {
            var generation = await client.WaitForGenerationAsync(
                (await started.Content.ReadFromJsonAsync<JsonNode>()).Text("id"),
                campaign
            );
            made += generation["steps"]!.AsArray().Count(step => step.Text("status") == "completed");
        }
        made.ShouldBeGreaterThanOrEqualTo(1);
        (await client.GetFromJsonAsync<JsonNode>($"/v1/components/{id}/versions"))!["data"]!
            .AsArray()
            .Count.ShouldBe(1 + made);
    }

    [Test]
    public async Task Code_that_a_person_wrote_is_left_alone_by_a_model_that_writes_no_code_and_costs_nothing()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        var id = (await client.AddComponentAsync(campaign)).Text("id");
        var generation = await ReworkAsync(client, campaign, id, new { instruction = "Make it warmer." });
        generation.Text("status").ShouldBe("failed");
        generation.Text("errorMessage").ShouldContain("writes no code");
        generation["cost"]!.GetValue<decimal>().ShouldBe(0);
        var component = await client.GetFromJsonAsync<JsonNode>($"/v1/components/{id}");
        component.Number("version").ShouldBe(1);
        component.Text("code").ShouldContain("Words");
    }

    [Test]
    public async Task A_component_that_is_removed_meanwhile_fails_its_generation_and_costs_what_had_left()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync();
        var id = await HeroOfAsync(client, campaign);
        var path = $"/v1/components/{id}";
        var started = await Answers.JsonAsync(
            await client.PostAsJsonAsync(
                $"{path}/generations",
                new { instruction = "Try a different wording.", variants = 3 }
            ),
            HttpStatusCode.Accepted
        );
        using var removed = await client.DeleteAsync(path, "*");
        removed.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var generation = await client.WaitForGenerationAsync(started.Text("id"), campaign);
        // What had landed by then stays on the books, and a call that had left is charged; the rest is given up.
        generation.Text("status").ShouldBeOneOf("failed", "completed");
        var landed = generation["steps"]!.AsArray().Count(step => step.Text("status") == "completed");
        var charged = await App.Current.ListAsync<string>(
            $"select coalesce(failure, 'landed') from ai_calls where state = 'settled' and generation_id = '{started.Text("id")}'"
        );
        charged.Count(one => one == "landed").ShouldBe(landed);
        charged.Where(one => one != "landed").ShouldBeSubsetOf(["abandoned"]);
        generation["steps"]!.AsArray().ShouldAllBe(step => step.Text("status") != "pending");
    }

    [TestCase("Invent a happy customer's review", "only when they are true")]
    [TestCase("make it fly", "what should stand there instead")]
    [TestCase("Die Überschrift soll die beste der Stadt versprechen: wir sind Marktführer", "braucht einen Beleg")]
    public async Task An_instruction_that_cannot_be_followed_makes_no_version_costs_nothing_and_says_why(
        string instruction,
        string reason
    )
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync("yoga-studio");
        var id = await HeroOfAsync(client, campaign);
        var generation = await ReworkAsync(client, campaign, id, new { instruction });
        generation.Text("status").ShouldBe("failed");
        generation.Text("errorMessage").ShouldContain(reason);
        generation["cost"]!.GetValue<decimal>().ShouldBe(0);
        (await client.GetFromJsonAsync<JsonNode>($"/v1/components/{id}")).Number("version").ShouldBe(1);
    }

    [Test]
    public async Task Of_variants_that_would_say_the_same_one_is_made_and_the_others_say_why_not()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync("yoga-studio");
        var id = await HeroOfAsync(client, campaign);
        var generation = await ReworkAsync(
            client,
            campaign,
            id,
            new { instruction = "Call it \"Breathe out\".", variants = 3 }
        );
        generation["steps"]!.AsArray().Count(step => step.Text("status") == "completed").ShouldBe(1);
        generation.ToJsonString().ShouldContain("Fewer variants");
        (await client.GetFromJsonAsync<JsonNode>($"/v1/components/{id}/versions"))!["data"]!
            .AsArray()
            .Count.ShouldBe(2);
    }

    [TestCase("""{"instruction":""}""")]
    [TestCase("""{"instruction":"  "}""")]
    [TestCase("""{}""")]
    [TestCase("""{"instruction":"Shorter","variants":0}""")]
    [TestCase("""{"instruction":"Shorter","variants":4}""")]
    [TestCase("""{"instruction":"Shorter","variants":"2"}""")]
    [TestCase("""{"instruction":"Shorter","model":"no-such-model"}""")]
    [TestCase("""{"instruction":"a\u0000b"}""")]
    public async Task A_request_that_makes_no_sense_is_refused(string body)
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        var id = (await client.AddComponentAsync(campaign)).Text("id");
        (await client.PostTextAsync($"/v1/components/{id}/generations", body)).StatusCode.ShouldBe(
            HttpStatusCode.BadRequest
        );
    }

    private static async Task<string> HeroOfAsync(HttpClient client, string campaign) =>
        (await client.ComponentsAsync(campaign)).First(one => one.Text("kind") == "hero").Text("id");

    private static async Task<JsonNode> ReworkAsync(HttpClient client, string campaign, string component, object body)
    {
        var started = await Answers.JsonAsync(
            await client.PostAsJsonAsync($"/v1/components/{component}/generations", body),
            HttpStatusCode.Accepted
        );
        return await client.WaitForGenerationAsync(started.Text("id"), campaign);
    }

    /// <summary>All columns of the other components and of all their versions, as PostgreSQL writes them.</summary>
    private static async Task<List<string>> OthersAsync(string campaign, string except) =>
        [
            .. await App.Current.ListAsync<string>(
                $"""
                select row(c.*)::text from campaign_components c
                where campaign_id = '{campaign}' and id <> '{except}' order by id
                """
            ),
            .. await App.Current.ListAsync<string>(
                $"""
                select row(v.*)::text from component_versions v
                join campaign_components c on c.id = v.component_id
                where c.campaign_id = '{campaign}' and c.id <> '{except}' order by v.component_id, v.version
                """
            ),
        ];
}
