using System.Net;
using System.Net.Http.Json;
using AiWebBuilder.IntegrationTests.AiUsage.Fakes;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Harness;
using Npgsql;

namespace AiWebBuilder.IntegrationTests.AiUsage.Generations;

/// <summary>Sections land while the model still writes: what stays when a stream breaks, a worker dies, somebody cancels or the theme changes.</summary>
internal sealed class LandingOnTheWireTests : PagesOnTheWire
{
    [Test]
    public async Task Sections_land_while_the_model_still_writes_and_a_stream_that_breaks_keeps_them()
    {
        using var person = await Person.RegisterAsync(Node);
        var resume = new TaskCompletionSource();
        var text = Answer(Hero, Story, Callout).Text;
        var broken = new Behaviour
        {
            Text = text,
            // The story is there, and the callout has begun.
            Pause = (PiecesBefore(text, "Come by"), resume.Task),
            End = StreamEnd.Error,
        };
        Stage.OpenAi.Answer(broken, new Behaviour { Text = $$"""{"callout":{{Callout}}}""" });
        var before = Stage.OpenAi.Calls.Count;
        var (campaign, started) = await StartAsync(person);

        await OneHasLandedAsync(person, campaign);
        var underWay = await GetAsync(person, started);
        underWay.Text("status").ShouldBe("processing");
        underWay["steps"]!.AsArray().Select(step => step!.Text("status")).ShouldBe(["completed", "pending", "pending"]);
        resume.SetResult();

        var generation = await person.Client.WaitForGenerationAsync(started, campaign);
        generation.Text("status").ShouldBe("completed");
        (await person.Client.ComponentsAsync(campaign)).Count.ShouldBe(3);
        Served[] calls = [.. Stage.OpenAi.Calls.Skip(before)];
        calls.Length.ShouldBe(2);
        // Whoever goes on asks for what is missing alone.
        SchemaOf(calls[1]).ShouldNotContain("hero");
        await Stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task An_answer_that_is_cut_off_keeps_what_was_whole_and_the_rest_of_it_is_not_paid_for()
    {
        using var person = await Person.RegisterAsync(Node);
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
        await Stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task A_stand_in_for_a_stream_that_broke_is_paid_for_with_its_prompt()
    {
        using var person = await Person.RegisterAsync(Node);
        (
            await person.Client.PutAsJsonAsync("/v1/ai/settings", new { fallbacks = new[] { AiStage.Claude } })
        ).EnsureSuccessStatusCode();
        // All have come when it breaks, the first two have landed.
        Stage.Anthropic.Answer(new Behaviour { Text = $$"""{"callout":{{Callout}}}""" });
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
        await Stage.BooksShouldAgreeAsync();
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
        using var person = await Person.RegisterAsync(Node);
        var resume = new TaskCompletionSource();
        var text = Answer(Hero, Story, Callout).Text;
        Stage.OpenAi.Answer(new Behaviour { Text = text, Pause = (PiecesBefore(text, "Come by"), resume.Task) });
        var (campaign, started) = await StartAsync(person);
        await OneHasLandedAsync(person, campaign);

        (await person.Client.DeleteAsync($"/v1/generations/{started}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        resume.SetResult();
        await Stage.Nodes.WaitUntilAsync(
            $"select from ai_calls where user_id = '{person.Id}' and failure = 'abandoned'"
        );

        var generation = await GetAsync(person, started);
        generation.Text("status").ShouldBe("cancelled");
        (await person.Client.ComponentsAsync(campaign)).ShouldHaveSingleItem();
        Nano(generation["cost"]!).ShouldBe(Prompt + Output);
        await Stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task What_lands_while_another_theme_is_being_set_is_laid_out_in_that()
    {
        using var person = await Person.RegisterAsync(Node);
        var resume = new TaskCompletionSource();
        // The hero, which looks different in each style, lands when the theme is just being set.
        var text = $$"""{"story":{{Story}},"callout":{{Callout}},"hero":{{Hero}}}""";
        Stage.OpenAi.Answer(new Behaviour { Text = text, Pause = (PiecesBefore(text, "Bicycles"), resume.Task) });
        var (campaign, started) = await StartAsync(person);
        await OneHasLandedAsync(person, campaign);
        var style =
            await Stage.QueryAsync<string>($"select theme ->> 'style' from campaigns where id = '{campaign}'") == "bold"
                ? "soft"
                : "bold";

        // As PUT of the theme does it, up to its commit.
        await using var setter = new NpgsqlConnection(Stage.Database.Owner + ";Pooling=false");
        await setter.OpenAsync();
        await using var setting = await setter.BeginTransactionAsync();
        await using var update = new NpgsqlCommand(
            $$"""update campaigns set theme = jsonb_set(theme, '{style}', '"{{style}}"') where id = '{{campaign}}'""",
            setter
        );
        (await update.ExecuteNonQueryAsync()).ShouldBe(1);
        resume.SetResult();
        await Stage.Nodes.WaitUntilAsync(
            "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
        );
        await setting.CommitAsync();
        await person.Client.WaitForGenerationAsync(started, campaign);

        var landed = await LooksAsync();
        landed.Count.ShouldBe(3);
        var primary = await Stage.QueryAsync<string>(
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
}
