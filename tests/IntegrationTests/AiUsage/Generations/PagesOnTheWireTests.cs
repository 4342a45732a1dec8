using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.AiUsage.Fakes;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Harness;
using AiWebBuilder.UnitTests.AiUsage;

namespace AiWebBuilder.IntegrationTests.AiUsage.Generations;

/// <summary>A model writes a page in one answer: what is read of it, what is asked for again, and who pays for which part.</summary>
internal sealed class PagesOnTheWireTests : PagesOnTheWire
{
    [Test]
    public async Task A_page_is_one_call_and_each_section_pays_for_its_share()
    {
        using var person = await Person.RegisterAsync(Node);
        var (_, generation, calls) = await GenerateAsync(person, Answer(Hero, Story, Callout));

        calls.Length.ShouldBe(1);
        generation.Text("status").ShouldBe("completed");
        Nano(generation["cost"]!).ShouldBe(Prompt + Output);
        var steps = generation["steps"]!.AsArray();
        steps.Select(step => step!.Text("status")).ShouldBe(["completed", "completed", "completed"]);
        steps.Select(step => step!["calls"]!.GetValue<int>()).ShouldBe([1, 1, 1]);
        steps.Sum(step => Nano(step!["cost"]!)).ShouldBe(Prompt + Output);
        string[] written = [Hero, Story, Callout];
        foreach (var (step, text) in steps.Zip(written))
        {
            var share = (Prompt + Output) * text.Length / written.Sum(one => one.Length);
            Nano(step!["cost"]!).ShouldBeInRange(share - 1, share + 1);
        }
        (generation["promptTokens"]!.GetValue<int>(), generation["completionTokens"]!.GetValue<int>()).ShouldBe(
            (1000, 200)
        );
        await Stage.BooksShouldAgreeAsync();
    }

    [TestCase("""{"sections":{"hero":HERO,"story":STORY,"callout":CALLOUT}}""")]
    [TestCase("""{"sections":[{"key":"hero",HERO},{"key":"story",STORY},{"key":"callout",CALLOUT}]}""")]
    [TestCase(
        """<think>A {hero} first.</think>Here it is: ```json {"hero":HERO,"story":STORY,"callout":CALLOUT} ```"""
    )]
    [TestCase(
        """{"callout":CALLOUT,"hero":HERO,"thoughts":{"a":1},"story":STORY,"hero":{"name":"Again","props":{}},}"""
    )]
    public async Task A_page_is_read_whatever_a_model_puts_around_it(string form)
    {
        using var person = await Person.RegisterAsync(Node);
        var text = new[] { ("HERO", Hero), ("STORY", Story), ("CALLOUT", Callout) }.Aggregate(
            form,
            (all, one) =>
                all.Replace($",{one.Item1}}}", $",{one.Item2[1..]}", StringComparison.Ordinal)
                    .Replace(one.Item1, one.Item2, StringComparison.Ordinal)
        );
        var (campaign, generation, calls) = await GenerateAsync(person, new Behaviour { Text = text });

        calls.Length.ShouldBe(1, generation.ToJsonString());
        (await person.Client.ComponentsAsync(campaign))
            .Select(one => one.Text("kind"))
            .ShouldBe(["hero", "story", "callout"]);
        Nano(generation["cost"]!).ShouldBe(Prompt + Output);
        await Stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task What_the_brief_gives_nothing_for_is_left_out_said_and_led_to_by_no_link()
    {
        using var person = await Person.RegisterAsync(Node);
        const string hero =
            """{"name":"Hero","props":{"heading":"Bicycles, mended","link":{"to":"section","ref":"story","label":"How it began"}}}""";
        const string why = "The brief tells nothing of how the shop began.";
        var (campaign, generation, calls) = await GenerateAsync(
            person,
            Answer(hero, $$"""{"leftOut":"{{why}}"}""", Callout)
        );

        calls.Length.ShouldBe(1);
        // Where it may be left out, the schema that the model is held to has both forms; a hero has one.
        var sections = calls[0].Body["text"]!["format"]!["schema"]!["properties"]!;
        sections["story"]!["anyOf"]![1]!["properties"]!["leftOut"].ShouldNotBeNull();
        sections["hero"]!["anyOf"].ShouldBeNull();
        generation.Text("status").ShouldBe("completed");
        generation["steps"]!
            .AsArray()
            .Select(step => $"{step!["status"]} {step["errorMessage"]}")
            .ShouldBe(["completed ", $"left_out {why}", "completed "]);
        Nano(generation["cost"]!).ShouldBe(Prompt + Output);
        (
            await Stage.QueryAsync<string>(
                $"select type || ' ' || (data ->> 'reason') from generation_events where generation_id = '{generation["id"]}' and type = 'step.left_out'"
            )
        ).ShouldBe($"step.left_out {why}");

        var components = await person.Client.ComponentsAsync(campaign);
        components.Select(one => one.Text("kind")).ShouldBe(["hero", "callout"]);
        components[0].Text("code").ShouldNotContain("#story");
        components[0]!["props"]!["link"]!.Text("ref").ShouldBe("story");
        (await person.Client.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{campaign}/preflight"))!["checks"]!
            .AsArray()
            .ShouldNotContain(check =>
                check.Text("rule").StartsWith("links.") || check.Text("rule").StartsWith("sections.")
            );
        await Stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task What_every_page_needs_is_not_left_out()
    {
        using var person = await Person.RegisterAsync(Node);
        const string none = """{"leftOut":"There is nothing to say."}""";
        var (campaign, generation, calls) = await GenerateAsync(
            person,
            Answer(none, Story, Callout),
            new Behaviour { Text = $$"""{"hero":{{none}}}""" }
        );

        calls.Length.ShouldBe(2);
        calls[1].Body.ToJsonString().ShouldContain("This section cannot be left out.");
        generation["steps"]!
            .AsArray()
            .Select(step => step.Text("status"))
            .ShouldBe(["failed", "completed", "completed"]);
        (await person.Client.ComponentsAsync(campaign)).Count.ShouldBe(2);
        await Stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task Only_what_cannot_be_used_is_asked_for_once_more_and_the_prompt_is_paid_for_once()
    {
        using var person = await Person.RegisterAsync(Node);
        var (campaign, generation, calls) = await GenerateAsync(
            person,
            Answer(Hero, BadStory, Callout),
            new Behaviour { Text = $$"""{"story":{{Story}}}""" }
        );

        calls.Length.ShouldBe(2);
        var again = calls[1].Body.ToJsonString();
        again.ShouldContain("Of that story cannot be used");
        again.ShouldContain("states 24");
        SchemaOf(calls[1]).ShouldBe(["story"]);
        SchemaOf(calls[0]).ShouldBe(["hero", "story", "callout"]);
        (await person.Client.ComponentsAsync(campaign)).Count.ShouldBe(3);

        var written = (decimal)(Hero.Length + Callout.Length) / (Hero.Length + BadStory.Length + Callout.Length);
        // The first answer's useful share with its prompt, and the second answer without one.
        Nano(generation["cost"]!).ShouldBe(Prompt + (long)Math.Floor(Output * written) + Output);
        var story = generation["steps"]![1]!;
        Nano(story["cost"]!).ShouldBe(Output);
        story["calls"]!.GetValue<int>().ShouldBe(2);
        var failure = story["failures"]!.AsArray().ShouldHaveSingleItem()!;
        failure.Text("failure").ShouldBe("invalid_output");
        failure.Text("reason").ShouldContain("states 24");
        Nano(failure["charged"]!).ShouldBe(0);
        generation["steps"]![0]!["failures"]!.AsArray().ShouldBeEmpty();
        // The platform has paid for both answers and both prompts.
        (
            await Stage.QueryAsync<long>(
                $"select sum(provider_nano_usd)::bigint from ai_calls where user_id = '{person.Id}'"
            )
        ).ShouldBe(2 * (Prompt + Output));
        await Stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task A_hero_that_fails_twice_keeps_the_page_from_being_published_whatever_else_has_landed()
    {
        using var person = await Person.RegisterAsync(Node);
        var (campaign, generation, _) = await GenerateAsync(
            person,
            Answer(BadHero, Story, Callout),
            new Behaviour { Text = $$"""{"hero":{{BadHero}}}""" }
        );

        var steps = generation["steps"]!.AsArray();
        steps.Select(step => step!.Text("status")).ShouldBe(["failed", "completed", "completed"]);
        steps[0]!.Text("errorMessage").ShouldContain("states 24");
        Nano(steps[0]!["cost"]!).ShouldBe(0);
        using var published = await person.Client.PutAsync($"/v1/campaigns/{campaign}/publication", null);
        published.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await published.Content.ReadAsStringAsync()).ShouldContain("sections.hero-unwritten");
        await Stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task What_fails_twice_is_written_by_the_model_that_the_account_has_named_to_stand_in()
    {
        using var person = await Person.RegisterAsync(Node);
        (
            await person.Client.PutAsJsonAsync("/v1/ai/settings", new { fallbacks = new[] { "offline" } })
        ).EnsureSuccessStatusCode();
        var (campaign, generation, calls) = await GenerateAsync(
            person,
            Answer(BadHero, Story, Callout),
            new Behaviour { Text = $$"""{"hero":{{BadHero}}}""" }
        );

        calls.Length.ShouldBe(2);
        var steps = generation["steps"]!.AsArray();
        steps
            .Select(step => step!.Text("status"))
            .ShouldBe(["completed", "completed", "completed"], generation.ToJsonString());
        steps.Select(step => step!.Text("model")).ShouldBe(["offline-writer-1", AiStage.Gpt, AiStage.Gpt]);
        (await person.Client.ComponentsAsync(campaign)).Count.ShouldBe(3);
        await Stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task A_model_is_told_of_the_owners_pictures_and_places_them_by_their_ids()
    {
        using var person = await Person.RegisterAsync(Node);
        using var file = new ByteArrayContent(SamplePictures.Png);
        var uploaded = await Answers.JsonAsync(
            await person.Client.PostAsync("/v1/images?alt=The%20bench%20by%20the%20river", file),
            HttpStatusCode.Created
        );
        uploaded.Text("alt").ShouldBe("The bench by the river");
        var story = new JsonObject
        {
            ["name"] = "Story",
            ["props"] = new JsonObject
            {
                ["variant"] = "image",
                ["heading"] = "How it began",
                ["body"] = "A bench and a stand under the railway arches.",
                ["image"] = new JsonObject { ["id"] = uploaded.Text("id"), ["alt"] = "The bench by the river" },
            },
        }.ToJsonString();

        var (campaign, generation, calls) = await GenerateAsync(person, Answer(Hero, story, Callout));

        calls.Length.ShouldBe(1, generation.ToJsonString());
        var told = calls[0].Body.ToJsonString();
        told.ShouldContain("The bench by the river");
        told.ShouldContain(uploaded.Text("id"));
        (await person.Client.ComponentsAsync(campaign))[1].Text("code").ShouldContain($"images/{uploaded.Text("id")}");
        // A stranger's picture is none.
        using var stranger = await Person.RegisterAsync(Node);
        var (_, refused, asked) = await GenerateAsync(
            stranger,
            Answer(Hero, story, Callout),
            new Behaviour { Text = $$"""{"story":{{Story}}}""" }
        );
        asked.Length.ShouldBe(2, refused.ToJsonString());
        asked[0].Body.ToJsonString().ShouldNotContain(uploaded.Text("id"));
        asked[1].Body.ToJsonString().ShouldContain("not the id of an uploaded image");
    }

    [Test]
    public async Task A_hundred_kilobytes_in_one_section_cost_the_account_the_others_alone()
    {
        using var person = await Person.RegisterAsync(Node);
        var endless = string.Join(' ', Enumerable.Repeat("A bench and a stand.", 5_000));
        var story = $$$"""{"name":"Story","props":{"heading":"How it began","body":"{{{endless}}}"}}""";
        var (campaign, generation, calls) = await GenerateAsync(
            person,
            Answer(Hero, story, Callout),
            new Behaviour { Text = $$"""{"story":{{Story}}}""" }
        );

        calls.Length.ShouldBe(2);
        calls[1].Body.ToJsonString().ShouldContain("characters wide");
        (await person.Client.ComponentsAsync(campaign)).Count.ShouldBe(3);
        var written = (decimal)(Hero.Length + Callout.Length) / (Hero.Length + story.Length + Callout.Length);
        Nano(generation["cost"]!).ShouldBe(Prompt + (long)Math.Floor(Output * written) + Output);
        await Stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task An_account_whose_answers_are_mostly_thrown_away_is_stopped()
    {
        await using var own = await AiStage.SetAsync();
        var host = own.Start();
        await own.ExecuteAsync(
            """insert into app_settings (key, value) values ('ai.guards', '{"minutes": 10, "usd": 50, "failures": 3}')"""
        );
        using var person = await Person.RegisterAsync(host);
        // The callout can be used each time, so that no answer fails as a whole.
        var mostly = Answer(BadHero, BadStory, Callout);
        var rest = new Behaviour { Text = $$"""{"hero":{{BadHero}},"story":{{Story}}}""" };
        own.OpenAi.Answer(mostly, rest, mostly, rest, mostly, rest, mostly, rest);
        var stopped = false;
        for (var i = 0; i < 4 && !stopped; i++)
        {
            var (campaign, started) = await StartAsync(person);
            await person.Client.WaitForGenerationAsync(started, campaign);
            stopped = await own.QueryAsync<bool>(
                $"select exists (select from ai_shutoffs where user_id = '{person.Id}' and automatic and not hard)"
            );
        }

        stopped.ShouldBeTrue(
            await own.QueryAsync<string>("select string_agg(state || ' ' || wasted, ', ') from ai_calls")
        );
        own.OpenAi.Calls.Count.ShouldBeLessThan(8);
        (await own.QueryAsync<long>("select count(*) from ai_calls where failure is not null")).ShouldBe(0);
        await own.BooksShouldAgreeAsync();
    }
}
