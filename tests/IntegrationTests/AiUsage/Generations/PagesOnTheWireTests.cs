using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.AiUsage.Fakes;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Harness;
using AiWebBuilder.UnitTests.AiUsage;
using Microsoft.AspNetCore.Mvc.Testing;
using Npgsql;

namespace AiWebBuilder.IntegrationTests.AiUsage.Generations;

/// <summary>A model writes a page in one answer: what lands of it and when, what is asked for again, and who pays for which part.</summary>
internal sealed class PagesOnTheWireTests
{
    private const string Hero =
        """{"name":"Hero","props":{"heading":"Bicycles, mended","lead":"Bring it in and ride home."}}""";
    private const string Story =
        """{"name":"Story","props":{"heading":"How it began","body":"A bench, a stand and a box of spokes under the railway arches by the river."}}""";
    private const string Callout =
        """{"name":"Call","props":{"heading":"Come by","link":{"to":"url","ref":"https://example.com/","label":"Find us"}}}""";
    private const string BadHero = """{"name":"Hero","props":{"heading":"Mended in 24 hours"}}""";
    private const string BadStory =
        """{"name":"Story","props":{"heading":"In 24 hours","body":"We mend it in 24 hours."}}""";

    /// <summary>1,000 tokens in and 200 out at 0.25 and 2 USD a million, in nano-dollars.</summary>
    private const long Prompt = 1000 * 250;
    private const long Output = 200 * 2000;

    private AiStage stage = null!;
    private WebApplicationFactory<Program> node = null!;

    [OneTimeSetUp]
    public async Task SetAsync()
    {
        stage = await AiStage.SetAsync();
        node = stage.Start();
    }

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        await node.DisposeAsync();
        await stage.DisposeAsync();
    }

    [Test]
    public async Task A_page_is_one_call_and_each_section_pays_for_its_share()
    {
        using var person = await Person.RegisterAsync(node);
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
        await stage.BooksShouldAgreeAsync();
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
        using var person = await Person.RegisterAsync(node);
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
        await stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task What_the_brief_gives_nothing_for_is_left_out_said_and_led_to_by_no_link()
    {
        using var person = await Person.RegisterAsync(node);
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
            await stage.QueryAsync<string>(
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
        await stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task What_every_page_needs_is_not_left_out()
    {
        using var person = await Person.RegisterAsync(node);
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
        await stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task Only_what_cannot_be_used_is_asked_for_once_more_and_the_prompt_is_paid_for_once()
    {
        using var person = await Person.RegisterAsync(node);
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
            await stage.QueryAsync<long>(
                $"select sum(provider_nano_usd)::bigint from ai_calls where user_id = '{person.Id}'"
            )
        ).ShouldBe(2 * (Prompt + Output));
        await stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task Sections_land_while_the_model_still_writes_and_a_stream_that_breaks_keeps_them()
    {
        using var person = await Person.RegisterAsync(node);
        var resume = new TaskCompletionSource();
        var text = Answer(Hero, Story, Callout).Text;
        var broken = new Behaviour
        {
            Text = text,
            // The story is there, and the callout has begun.
            Pause = (PiecesBefore(text, "Come by"), resume.Task),
            End = StreamEnd.Error,
        };
        stage.OpenAi.Answer(broken, new Behaviour { Text = $$"""{"callout":{{Callout}}}""" });
        var before = stage.OpenAi.Calls.Count;
        var (campaign, started) = await StartAsync(person);

        await OneHasLandedAsync(person, campaign);
        var underWay = await GetAsync(person, started);
        underWay.Text("status").ShouldBe("processing");
        underWay["steps"]!.AsArray().Select(step => step!.Text("status")).ShouldBe(["completed", "pending", "pending"]);
        resume.SetResult();

        var generation = await person.Client.WaitForGenerationAsync(started, campaign);
        generation.Text("status").ShouldBe("completed");
        (await person.Client.ComponentsAsync(campaign)).Count.ShouldBe(3);
        Served[] calls = [.. stage.OpenAi.Calls.Skip(before)];
        calls.Length.ShouldBe(2);
        // Whoever goes on asks for what is missing alone.
        SchemaOf(calls[1]).ShouldNotContain("hero");
        await stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task An_answer_that_is_cut_off_keeps_what_was_whole_and_the_rest_of_it_is_not_paid_for()
    {
        using var person = await Person.RegisterAsync(node);
        var cut = $$"""{"hero":{{Hero}},"story":{"name":"Story","props":{"heading":"How it""";
        var (campaign, generation, calls) = await GenerateAsync(
            person,
            new Behaviour { Text = cut, End = StreamEnd.Length },
            new Behaviour { Text = $$"""{"story":{{Story}},"callout":{{Callout}}}""" }
        );

        calls.Length.ShouldBe(2);
        SchemaOf(calls[1]).ShouldBe(["story", "callout"]);
        (await person.Client.ComponentsAsync(campaign)).Count.ShouldBe(3);
        var share = (decimal)Hero.Length / cut.Length;
        Nano(generation["cost"]!).ShouldBe(Prompt + (long)Math.Floor(Output * share) + Output);
        await stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task A_stand_in_for_a_stream_that_broke_is_paid_for_with_its_prompt()
    {
        using var person = await Person.RegisterAsync(node);
        (
            await person.Client.PutAsJsonAsync("/v1/ai/settings", new { fallbacks = new[] { AiStage.Claude } })
        ).EnsureSuccessStatusCode();
        // All have come when it breaks, the first two have landed.
        stage.Anthropic.Answer(new Behaviour { Text = $$"""{"callout":{{Callout}}}""" });
        var (campaign, generation, _) = await GenerateAsync(
            person,
            Answer(Hero, Story, Callout) with
            {
                End = StreamEnd.Error,
            }
        );

        generation.Text("status").ShouldBe("completed", generation.ToJsonString());
        (await person.Client.ComponentsAsync(campaign)).Count.ShouldBe(3);
        // 1,000 tokens in and 200 out at 1 and 5 USD a million; the answer that broke off is free.
        Nano(generation["cost"]!).ShouldBe(1000 * 1000 + 200 * 5000);
        await stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task Another_worker_asks_for_what_is_missing_and_the_first_one_pays_for_what_it_has_landed()
    {
        await using var own = await AiStage.SetAsync();
        var first = own.Start();
        using var person = await Person.RegisterAsync(first);
        var resume = new TaskCompletionSource();
        var text = Answer(Hero, Story, Callout).Text;
        own.OpenAi.Answer(
            new Behaviour { Text = text, Pause = (PiecesBefore(text, "Come by"), resume.Task) },
            new Behaviour { Text = $$"""{"story":{{Story}},"callout":{{Callout}}}""" }
        );
        var (campaign, started) = await StartAsync(person);
        await OneHasLandedAsync(person, campaign);

        await using var second = own.Start();
        await own.Nodes.ExpireLeasesAsync();
        await person.Client.WaitForGenerationAsync(started, campaign);
        resume.SetResult();
        await own.Nodes.WaitUntilAsync("select where not exists (select from ai_calls where ended_at is null)");

        SchemaOf(own.OpenAi.Calls[1]).ShouldBe(["story", "callout"]);
        (await person.Client.ComponentsAsync(campaign)).Count.ShouldBe(3);
        var share = (decimal)Hero.Length / (Hero.Length + Story.Length + Callout.Length);
        var generation = await GetAsync(person, started);
        Nano(generation["cost"]!).ShouldBe(Prompt + (long)Math.Floor(Output * share) + Prompt + Output);
        generation["steps"]!.AsArray().Sum(step => Nano(step!["cost"]!)).ShouldBe(Nano(generation["cost"]!));
        (generation["promptTokens"]!.GetValue<int>(), generation["completionTokens"]!.GetValue<int>()).ShouldBe(
            (2000, 400)
        );
        await own.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task Who_cancels_in_the_middle_of_a_page_keeps_what_has_landed_and_pays_for_the_call()
    {
        using var person = await Person.RegisterAsync(node);
        var resume = new TaskCompletionSource();
        var text = Answer(Hero, Story, Callout).Text;
        stage.OpenAi.Answer(new Behaviour { Text = text, Pause = (PiecesBefore(text, "Come by"), resume.Task) });
        var (campaign, started) = await StartAsync(person);
        await OneHasLandedAsync(person, campaign);

        (await person.Client.DeleteAsync($"/v1/generations/{started}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        resume.SetResult();
        await stage.Nodes.WaitUntilAsync(
            $"select from ai_calls where user_id = '{person.Id}' and failure = 'abandoned'"
        );

        var generation = await GetAsync(person, started);
        generation.Text("status").ShouldBe("cancelled");
        (await person.Client.ComponentsAsync(campaign)).ShouldHaveSingleItem();
        Nano(generation["cost"]!).ShouldBe(Prompt + Output);
        await stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task A_hero_that_fails_twice_keeps_the_page_from_being_published_whatever_else_has_landed()
    {
        using var person = await Person.RegisterAsync(node);
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
        await stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task What_fails_twice_is_written_by_the_model_that_the_account_has_named_to_stand_in()
    {
        using var person = await Person.RegisterAsync(node);
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
        await stage.BooksShouldAgreeAsync();
    }

    [TestCase("<p>Solo costs 30 GBP and Team 45 GBP.</p>", "which costs")]
    [TestCase("<p>Solo costs 45 EUR.</p>", "states 45 EUR")]
    [TestCase("<form><input name=size><button>Send</button></form>", "needs a label")]
    [TestCase("<img src=images/0>", "alt text")]
    public async Task Code_of_a_model_with_a_fault_never_lands_and_is_the_platforms_to_pay(string html, string finding)
    {
        using var person = await Person.RegisterAsync(node);
        var bad = Custom(html, "");
        var (campaign, generation, calls) = await GenerateAsync(
            person,
            new Behaviour { Text = $$"""{"hero":{{Hero}},"custom":{{bad}}}""" },
            new Behaviour { Text = $$"""{"custom":{{bad}}}""" },
            kinds: ["hero", "custom"]
        );

        calls.Length.ShouldBe(2);
        calls[1].Body.ToJsonString().ShouldContain(finding);
        var steps = generation["steps"]!.AsArray();
        steps.Select(step => step.Text("status")).ShouldBe(["completed", "failed"]);
        Nano(steps[1]!["cost"]!).ShouldBe(0);
        (await person.Client.ComponentsAsync(campaign)).ShouldHaveSingleItem().Text("kind").ShouldBe("hero");
        await stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task Code_of_a_model_lands_without_its_script_and_its_rules_reach_nothing_else()
    {
        using var person = await Person.RegisterAsync(node);
        var (campaign, generation, calls) = await GenerateAsync(
            person,
            new Behaviour
            {
                Text =
                    $$"""{"hero":{{Hero}},"custom":{{Custom("<p style='padding:24px' onclick='alert(1)'>Spokes</p><script>alert(1)</script>", "body{display:none} p{margin:17px}")}}}""",
            },
            kinds: ["hero", "custom"]
        );

        calls.Length.ShouldBe(1, generation.ToJsonString());
        Nano(generation["cost"]!).ShouldBe(Prompt + Output);
        var custom = (await person.Client.ComponentsAsync(campaign))[1]!;
        custom.Text("code").ShouldContain("Spokes");
        custom.Text("code").ShouldNotContain("script");
        custom.Text("code").ShouldNotContain("onclick");
        custom.Text("cssStyles").ShouldContain("@scope (#custom-custom){body{display:none}");
        await stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task A_model_is_told_of_the_owners_pictures_and_places_them_by_their_ids()
    {
        using var person = await Person.RegisterAsync(node);
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
        using var stranger = await Person.RegisterAsync(node);
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
        using var person = await Person.RegisterAsync(node);
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
        await stage.BooksShouldAgreeAsync();
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

    [Test]
    public async Task What_lands_while_another_theme_is_being_set_is_laid_out_in_that()
    {
        using var person = await Person.RegisterAsync(node);
        var resume = new TaskCompletionSource();
        // The hero, which looks different in each style, lands when the theme is just being set.
        var text = $$"""{"story":{{Story}},"callout":{{Callout}},"hero":{{Hero}}}""";
        stage.OpenAi.Answer(new Behaviour { Text = text, Pause = (PiecesBefore(text, "Bicycles"), resume.Task) });
        var (campaign, started) = await StartAsync(person);
        await OneHasLandedAsync(person, campaign);
        var style =
            await stage.QueryAsync<string>($"select theme ->> 'style' from campaigns where id = '{campaign}'") == "bold"
                ? "soft"
                : "bold";

        // As PUT of the theme does it, up to its commit.
        await using var setter = new NpgsqlConnection(stage.Database.Owner + ";Pooling=false");
        await setter.OpenAsync();
        await using var setting = await setter.BeginTransactionAsync();
        await using var update = new NpgsqlCommand(
            $$"""update campaigns set theme = jsonb_set(theme, '{style}', '"{{style}}"') where id = '{{campaign}}'""",
            setter
        );
        (await update.ExecuteNonQueryAsync()).ShouldBe(1);
        resume.SetResult();
        await stage.Nodes.WaitUntilAsync(
            "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
        );
        await setting.CommitAsync();
        await person.Client.WaitForGenerationAsync(started, campaign);

        var landed = await LooksAsync();
        landed.Count.ShouldBe(3);
        var primary = await stage.QueryAsync<string>(
            $"select theme ->> 'primary' from campaigns where id = '{campaign}'"
        );
        using var set = await person.Client.PutAsJsonAsync($"/v1/campaigns/{campaign}/theme", new { style, primary });
        set.EnsureSuccessStatusCode();
        (await LooksAsync()).ShouldBe(landed);

        async Task<List<string>> LooksAsync() =>
            [
                .. (await person.Client.ComponentsAsync(campaign)).Select(one =>
                    $"{one!["kind"]} {one["code"]} {one["cssStyles"]}"
                ),
            ];
    }

    private static Task OneHasLandedAsync(Person person, string campaign) =>
        Eventually.TrueAsync(
            async () => (await person.Client.ComponentsAsync(campaign)).Count == 1,
            "the first section has landed"
        );

    private async Task<(string Campaign, JsonNode Generation, Served[] Calls)> GenerateAsync(
        Person person,
        Behaviour answer,
        Behaviour? again = null,
        string[]? kinds = null
    )
    {
        var before = stage.OpenAi.Calls.Count;
        stage.OpenAi.Answer(again is null ? [answer] : [answer, again]);
        var (campaign, started) = await StartAsync(person, kinds ?? ["hero", "story", "callout"]);
        await person.Client.WaitForGenerationAsync(started, campaign);
        return (campaign, await GetAsync(person, started), [.. stage.OpenAi.Calls.Skip(before)]);
    }

    private static Task<(string Campaign, string Generation)> StartAsync(Person person) =>
        StartAsync(person, ["hero", "story", "callout"]);

    private static async Task<(string Campaign, string Generation)> StartAsync(Person person, string[] kinds)
    {
        var campaign = (await person.Client.CreateCampaignAsync("minimal")).Text("id");
        (
            await person.Client.PutTextAsync(
                $"/v1/campaigns/{campaign}/facts",
                """
                {"data":[{"kind":"price","value":{"what":"Solo","amount":"45","currency":"GBP","qualifier":"exact"}},
                {"kind":"price","value":{"what":"Team","amount":"30","currency":"GBP","qualifier":"exact"}}]}
                """
            )
        ).EnsureSuccessStatusCode();
        using var started = await person.Client.PostAsJsonAsync(
            $"/v1/campaigns/{campaign}/generations",
            new
            {
                model = AiStage.Gpt,
                plan = new
                {
                    pages = new[]
                    {
                        new
                        {
                            key = "index",
                            kind = "landing",
                            title = "Start",
                        },
                    },
                    sections = kinds.Select(kind =>
                        Section(
                            kind,
                            kind == "hero" ? "hero_section"
                                : kind == "custom" ? "custom"
                                : "landing_page"
                        )
                    ),
                },
            }
        );
        return (campaign, (await Answers.JsonAsync(started, HttpStatusCode.Accepted)).Text("id"));
    }

    private static object Section(string kind, string componentType) =>
        new
        {
            page = "index",
            kind,
            componentType,
            name = kind,
            purpose = "Say it.",
        };

    private static async Task<JsonNode> GetAsync(Person person, string generation) =>
        (await person.Client.GetFromJsonAsync<JsonNode>($"/v1/generations/{generation}"))!;

    private static string Custom(string html, string css) =>
        new JsonObject
        {
            ["name"] = "Own",
            ["props"] =
                css.Length == 0
                    ? new JsonObject { ["html"] = html }
                    : new JsonObject { ["html"] = html, ["css"] = css },
        }.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static Behaviour Answer(string hero, string story, string callout) =>
        new() { Text = $$"""{"hero":{{hero}},"story":{{story}},"callout":{{callout}}}""" };

    private static int PiecesBefore(string text, string word) =>
        FakeProvider.Pieces(text[..text.IndexOf(word, StringComparison.Ordinal)]).Count();

    private static IEnumerable<string> SchemaOf(Served call) =>
        call.Body["text"]!["format"]!["schema"]!["properties"]!.AsObject().Select(member => member.Key);

    private static long Nano(JsonNode usd) =>
        (long)(decimal.Parse(usd.ToString(), System.Globalization.CultureInfo.InvariantCulture) * 1_000_000_000);
}
