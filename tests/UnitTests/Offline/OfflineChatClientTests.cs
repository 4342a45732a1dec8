using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Contracts.Prompts;
using AiWebBuilder.Infrastructure.AiUsage.Offline;
using AiWebBuilder.Infrastructure.AiUsage.Offline.Frames;
using AiWebBuilder.Infrastructure.Campaigns.Blocks;
using AiWebBuilder.Infrastructure.Campaigns.Edits;
using AiWebBuilder.Infrastructure.Campaigns.Facts;
using AiWebBuilder.Infrastructure.Integrations.Analyses;
using Microsoft.Extensions.AI;

namespace AiWebBuilder.UnitTests.Offline;

internal sealed class OfflineChatClientTests
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private OfflineChatClient client = null!;

    [SetUp]
    public void SetUp() =>
        client = new OfflineChatClient(
            new SectionInstructions(new EditReader(new FactReader(), new BlockCatalogue(), new OfflineFrames())),
            new OfflineAnalyses()
        );

    [TearDown]
    public void TearDown() => client.Dispose();

    [TestCaseSource(typeof(SampleBriefs), nameof(SampleBriefs.Names))]
    public async Task Every_section_of_a_brief_is_answered_with_a_draft(string name)
    {
        foreach (var prompt in SampleBriefs.Prompts(SampleBriefs.Load(name)))
        {
            var response = await client.GetResponseAsync(Messages(prompt));
            response.FinishReason.ShouldBe(ChatFinishReason.Stop);
            response.Usage!.OutputTokenCount!.Value.ShouldBeGreaterThan(10);
            var draft = DraftIn(response.Text);
            draft.Props.ShouldNotBeNull();
            draft.Html.ShouldBeNull();
        }
    }

    [Test]
    public async Task Streaming_gives_the_same_answer_and_ends_with_the_usage()
    {
        var messages = Messages(SampleBriefs.Prompts(SampleBriefs.Load("bakery-tokyo")).ElementAt(1));
        var whole = await client.GetResponseAsync(messages);
        var updates = await client.GetStreamingResponseAsync(messages).ToListAsync();
        string.Concat(updates.Select(update => update.Text)).ShouldBe(whole.Text);
        updates.Count.ShouldBeGreaterThan(3);
        updates[^1]
            .Contents.OfType<UsageContent>()
            .Single()
            .Details.OutputTokenCount.ShouldBe(whole.Usage!.OutputTokenCount);
        updates[^1].FinishReason.ShouldBe(ChatFinishReason.Stop);
    }

    [Test]
    public async Task A_token_limit_cuts_the_answer_and_says_so()
    {
        var response = await client.GetResponseAsync(Messages(Hero()), new ChatOptions { MaxOutputTokens = 20 });
        response.FinishReason.ShouldBe(ChatFinishReason.Length);
        response.Usage!.OutputTokenCount!.Value.ShouldBeLessThanOrEqualTo(20);
    }

    [TestCase("hello")]
    [TestCase("null")]
    [TestCase("{}")]
    [TestCase("""{"brief": null, "plan": {}, "sections": [], "theme": {}}""")]
    public async Task What_is_no_page_prompt_is_refused(string text)
    {
        var response = await client.GetResponseAsync([new ChatMessage(ChatRole.User, text)]);
        response.FinishReason.ShouldBe(ChatFinishReason.Stop);
        using var answer = JsonDocument.Parse(response.Text);
        answer.RootElement.GetProperty("error").GetProperty("code").GetString().ShouldBe("not_a_page_prompt");
    }

    [Test]
    public async Task A_cancelled_request_stops()
    {
        using var cancelled = new CancellationTokenSource();
        var received = 0;
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (
                var _ in client.GetStreamingResponseAsync(Messages(Hero()), cancellationToken: cancelled.Token)
            )
            {
                received++;
                await cancelled.CancelAsync();
            }
        });
        received.ShouldBe(1);
    }

    [Test]
    public async Task A_heading_in_quotation_marks_replaces_the_heading_and_nothing_else()
    {
        var before = (await Draft(Hero())).Props!;
        var after = (
            await Draft(Hero(), "make the headline bigger: \"Come as you are\"", before.DeepClone().AsObject())
        ).Props!;
        after["heading"]!.GetValue<string>().ShouldBe("Come as you are");
        before["heading"] = "Come as you are";
        JsonNode.DeepEquals(after, before).ShouldBeTrue();
    }

    [TestCase("e-head", "subject")]
    [TestCase("e-title", "title")]
    public async Task A_heading_in_quotation_marks_is_the_subject_of_a_head_and_the_title_of_an_email(
        string kind,
        string member
    )
    {
        var prompt = SampleBriefs
            .Prompts(SampleBriefs.Load("charity-appeal"))
            .First(prompt => prompt.Section.Kind == kind);
        var before = (await Draft(prompt)).Props!;
        var after = (await Draft(prompt, "call it \"Beds for January\"", before)).Props!;
        before[member] = "Beds for January";
        JsonNode.DeepEquals(after, before).ShouldBeTrue();
    }

    [Test]
    public async Task Shorter_cuts_texts_to_their_first_sentence_and_keeps_what_a_person_wrote()
    {
        var current = new JsonObject { ["heading"] = "Mine", ["lead"] = "One sentence. And another." };
        var after = (await Draft(Hero(), "shorter please", current)).Props!;
        after.ToJsonString().ShouldBe("""{"heading":"Mine","lead":"One sentence."}""");
    }

    [Test]
    public async Task Another_wording_is_written_from_the_brief_again()
    {
        var before = (await Draft(Hero())).Props!;
        var after = (await Draft(Hero(), "warmer", before)).Props!;
        after["heading"]!.ToString().ShouldNotBe(before["heading"]!.ToString());
    }

    [TestCase("Invent a nice review", "true")]
    [TestCase("make it fly", "Which section")]
    [TestCase("our phone is now 0161 496 0199", "campaign")]
    public async Task What_cannot_be_done_is_refused_with_the_reason(string instruction, string reason)
    {
        var before = (await Draft(Hero())).Props!;
        var page = PageOf([("section", Hero())]);
        var answer = await client.GetResponseAsync(
            Messages(
                page with
                {
                    Instruction = instruction,
                    Sections = [page.Sections[0] with { CurrentProps = before }],
                }
            )
        );
        JsonNode.Parse(answer.Text)!["section"]!["error"]!["message"]!.GetValue<string>().ShouldContain(reason);
    }

    [Test]
    public async Task Variants_say_different_things_until_there_is_nothing_else_to_say()
    {
        var before = (await Draft(Hero())).Props!;
        var page = PageOf([("section", Hero())]) with { Instruction = "another wording" };
        List<string> said = [before["heading"]!.ToString()];
        for (var variant = 0; variant < 12; variant++)
        {
            var answer = JsonNode.Parse(
                (
                    await client.GetResponseAsync(
                        Messages(
                            page with
                            {
                                Sections =
                                [
                                    page.Sections[0] with
                                    {
                                        CurrentProps = before.DeepClone().AsObject(),
                                        Variant = variant,
                                    },
                                ],
                            }
                        )
                    )
                ).Text
            )!["section"]!;
            if (answer["error"] is { } error)
            {
                error["message"]!.ToString().ShouldStartWith("Fewer variants");
                said.Count.ShouldBeGreaterThan(2);
                return;
            }
            said.Add(answer["props"]!.ToJsonString());
            said.ShouldBeUnique();
        }
        Assert.Fail("the words never came to an end");
    }

    [Test]
    public async Task Code_is_not_written_and_the_answer_says_so()
    {
        var page = PageOf([("section", Hero())]);
        var response = await client.GetResponseAsync(
            Messages(
                page with
                {
                    Instruction = "shorter",
                    Sections = [page.Sections[0] with { CurrentHtml = "<section>Mine</section>" }],
                }
            )
        );
        using var answer = JsonDocument.Parse(response.Text);
        answer
            .RootElement.GetProperty("section")
            .GetProperty("error")
            .GetProperty("code")
            .GetString()
            .ShouldBe("no_code");
    }

    [Test]
    public async Task A_page_is_answered_with_a_draft_for_the_key_of_each_of_its_sections()
    {
        SectionPrompt[] prompts =
        [
            .. SampleBriefs.Prompts(SampleBriefs.Load("yoga-studio")).Where(prompt => prompt.Section.Page == "index"),
        ];
        var page = PageOf([.. prompts.Select(prompt => (prompt.Section.Kind, prompt))]);

        var answer = JsonNode.Parse((await client.GetResponseAsync(Messages(page))).Text)!.AsObject();

        answer.Select(member => member.Key).ShouldBe(prompts.Select(prompt => prompt.Section.Kind));
        foreach (var prompt in prompts)
        {
            var alone = await Draft(prompt);
            JsonNode
                .DeepEquals(answer[prompt.Section.Kind]!["props"], alone.Props)
                .ShouldBeTrue($"{prompt.Section.Kind} says the same alone and with its page");
        }
    }

    private async Task<SectionDraft> Draft(SectionPrompt prompt, string? instruction = null, JsonObject? current = null)
    {
        var page = PageOf([("section", prompt)]);
        return DraftIn(
            (
                await client.GetResponseAsync(
                    Messages(
                        page with
                        {
                            Instruction = instruction,
                            Sections = [page.Sections[0] with { CurrentProps = current }],
                        }
                    )
                )
            ).Text
        );
    }

    private static SectionDraft DraftIn(string answer) =>
        JsonNode.Parse(answer)!["section"].Deserialize<SectionDraft>(Web)!;

    private static SectionPrompt Hero() =>
        SampleBriefs.Prompts(SampleBriefs.Load("yoga-studio")).Single(prompt => prompt.Section.Kind == "hero");

    private static List<ChatMessage> Messages(SectionPrompt prompt) => Messages(PageOf([("section", prompt)]));

    private static List<ChatMessage> Messages(PagePrompt prompt) =>
        [
            new(ChatRole.System, "You write a page."),
            new(ChatRole.User, JsonSerializer.Serialize(prompt, PagePrompt.Json)),
        ];

    private static PagePrompt PageOf(IReadOnlyList<(string Key, SectionPrompt Prompt)> sections)
    {
        var shared = sections[0].Prompt;
        return new PagePrompt(shared.Brief, Instruction: null, shared.Theme, shared.Plan, Blocks: [])
        {
            Facts = shared.Facts,
            Sections =
            [
                .. sections.Select(one => new AskedSection(one.Key, one.Prompt.Section, Variant: one.Prompt.Variant)),
            ],
        };
    }
}
