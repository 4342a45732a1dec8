using System.Net;
using System.Net.Http.Json;
using AiWebBuilder.IntegrationTests.AiUsage.Fakes;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Harness;

namespace AiWebBuilder.IntegrationTests.AiUsage.Generations;

/// <summary>What customers said stands on a page where the owner gives it, with these words and that name, and nowhere else.</summary>
internal sealed class QuotesOnTheWireTests : PagesOnTheWire
{
    private const string Description =
        "We mend bicycles under the arches in Hebden Bridge. What riders say: “It ran like new. I rode it home.” – Ann Kent, postwoman. "
        + "“The bench smells of oil and patience, and I like it.” – Tom Hale. Bring it in on a weekday.";

    private const string Given =
        """{"name":"Quotes","props":{"heading":"What riders say","items":[{"text":"It ran like new. I rode it home.","name":"Ann Kent","role":"postwoman"},{"text":"The bench smells of oil and patience, and I like it.","name":"Tom Hale"}]}}""";

    [Test]
    public async Task They_have_a_section_word_for_word_and_stand_in_no_other()
    {
        using var person = await Person.RegisterAsync(Node);
        var campaign = await CreateAsync(person, Description);
        (await person.Client.GenerateAsync(campaign)).Text("status").ShouldBe("completed");

        var components = await person.Client.ComponentsAsync(campaign);
        var quotes = components.Single(one => one.Text("kind") == "quotes")!;
        (quotes.Text("page"), quotes.Text("componentType")).ShouldBe(("index", "testimonials"));
        quotes["props"]!["items"]!
            .AsArray()
            .Select(item => (item.Text("text"), item.Text("name"), (string?)item!["role"]))
            .ShouldBe([
                ("It ran like new. I rode it home.", "Ann Kent", "postwoman"),
                ("The bench smells of oil and patience, and I like it.", "Tom Hale", null),
            ]);
        var others = components.Where(one => one != quotes).Select(one => one.Text("code")).ToArray();
        others.ShouldAllBe(code => !code.Contains("like new") && !code.Contains("patience"));
        others.ShouldContain(code => code.Contains("Bring it in on a weekday"));
    }

    [TestCase("We mend bicycles. “Mended in a day” is what we promise ourselves. Bring it in on a weekday.")]
    [TestCase("We mend bicycles. “A first course in mending” – beginners meet on a weekday evening.")]
    [TestCase("We mend bicycles, says Ann Kent, and she should know. Bring it in on a weekday.")]
    public async Task Where_nobody_is_quoted_there_is_none(string description)
    {
        using var person = await Person.RegisterAsync(Node);
        var campaign = await CreateAsync(person, description);
        using var planned = await person.Client.PostAsync($"/v1/campaigns/{campaign}/plan", null);
        (await Answers.JsonAsync(planned, HttpStatusCode.OK))["sections"]!
            .AsArray()
            .ShouldNotContain(section => section.Text("kind") == "quotes");
    }

    [TestCase("I rode it home.\"", "I rode it home, happily.\"", "is not a quote that the brief gives word for word")]
    [TestCase("\"Ann Kent\"", "\"Tom Hale\"", "is not the name that the brief gives for this quote")]
    [TestCase("It ran like new. I rode it home.", "Bring it in on a weekday.", "is not a quote that the brief gives")]
    [TestCase("postwoman", "world champion", "says something of this person that the brief does not")]
    public async Task What_a_model_makes_of_them_is_refused_unless_it_is_what_was_given(
        string given,
        string made,
        string finding
    )
    {
        using var person = await Person.RegisterAsync(Node);
        var campaign = await CreateAsync(person, Description);
        var before = Stage.OpenAi.Calls.Count;
        Stage.OpenAi.Answer(
            new Behaviour
            {
                Text = $$"""{"hero":{{Hero}},"quotes":{{Given.Replace(given, made, StringComparison.Ordinal)}}}""",
            },
            new Behaviour { Text = $$"""{"quotes":{{Given}}}""" }
        );
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
                    sections = new[] { Section("hero", "hero_section"), Section("quotes", "testimonials") },
                },
            }
        );
        await person.Client.WaitForGenerationAsync(
            (await Answers.JsonAsync(started, HttpStatusCode.Accepted)).Text("id"),
            campaign
        );

        Stage.OpenAi.Calls.Count.ShouldBe(before + 2);
        Stage.OpenAi.Calls[before + 1].Body.ToJsonString().ShouldContain(finding);
        (await person.Client.ComponentsAsync(campaign)).Single(one => one.Text("kind") == "quotes")!["props"]!["items"]!
            [0]
            .Text("name")
            .ShouldBe("Ann Kent");
    }

    private static async Task<string> CreateAsync(Person person, string description) =>
        (
            await Answers.JsonAsync(
                await person.Client.PostAsJsonAsync(
                    "/v1/campaigns",
                    new
                    {
                        name = "Mill Wheels",
                        type = "landing_page",
                        description,
                        goals = new[] { "Write to us" },
                    }
                ),
                HttpStatusCode.Created
            )
        ).Text("id");
}
