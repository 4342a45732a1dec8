using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Generation;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.UnitTests.Offline;

namespace AiWebBuilder.UnitTests.Campaigns.Generation;

/// <summary>What a model says that nobody told it.</summary>
internal sealed class AnswerRulesTests
{
    private const string Brief = """
        Mill Wheels mends bicycles in Hebden Bridge. A full service costs 45 GBP, a small check 30 GBP, and the workshop opened in 1998. Write to hello@millwheels.example.
        "They had it back on the road in a day," says Ann.
        """;

    [TestCase("Ready in 24 hours, whatever is broken.", "states 24")]
    [TestCase("A full service for 54 GBP.", "states 54")]
    [TestCase("A full service for 45 EUR.", "states 45 EUR")]
    [TestCase("A full service for only $45.", "states 45 $")]
    [TestCase("The small check costs 45 GBP, the full service 30 GBP.", "gives 45 for small check, which costs 30")]
    [TestCase("45 GBP buys you a small check.", "gives 45 for small check")]
    [TestCase("Trusted by 12,000 riders.", "states 12000")]
    [TestCase("Write to info@mill-wheels.example.", "names info@mill-wheels.example")]
    [TestCase("See www.millwheels.example/offers for more.", "names www.millwheels.example/offers")]
    [TestCase("Every repair comes with a guarantee.", "claims something")]
    [TestCase("Our award-winning workshop.", "claims something")]
    [TestCase("“The best mechanics in the whole valley,” says Tom.", "quotes somebody")]
    [TestCase("Call us at [your phone number].", "left to be filled in")]
    [TestCase("Lorem ipsum dolor sit amet.", "left to be filled in")]
    [TestCase("As an AI, I would mend your bicycle.", "speaks of the writer")]
    [TestCase("I'm sorry, but I cannot help with that request.", "speaks of the writer")]
    public void What_the_owner_never_said_is_a_finding(string text, string finding)
    {
        var found = Rules().Check("hero", new JsonObject { ["heading"] = "Hello", ["lead"] = text });
        found.ShouldHaveSingleItem().Path.ShouldBe("/lead");
        found[0].Message.ShouldContain(finding);
    }

    [TestCase("A full service for 45 GBP.")]
    [TestCase("A full service for £45, a small check for £30.")]
    [TestCase("From 30 GBP.")]
    [TestCase("Mending since 1998.")]
    [TestCase("Write to hello@millwheels.example.")]
    [TestCase("“They had it back on the road in a day”")]
    [TestCase("Three steps, and 1 of them is tea.")]
    [TestCase("A text that was cut where 199…")]
    public void What_the_owner_said_may_be_said(string text) =>
        Rules().Check("hero", new JsonObject { ["lead"] = text }).ShouldBeEmpty();

    [Test]
    public void A_price_stands_beside_what_it_is_for()
    {
        var props = JsonNode
            .Parse(
                """
                {"items":[{"title":"Full service","price":"price-aaaaaa"},{"title":"Small check","price":"price-aaaaaa"},
                          {"title":"Anything else","price":"price-bbbbbb"}]}
                """
            )!
            .AsObject();
        var found = Rules().Check("services", props).ShouldHaveSingleItem();
        (found.Path, found.Message).ShouldBe(
            ("/items/1/price", "is the price of full service, and stands beside small check.")
        );
    }

    [Test]
    public void A_quote_is_the_briefs_word_for_word()
    {
        var props = JsonNode
            .Parse(
                """{"items":[{"text":"They had it back on the road in a day","name":"Ann"},{"text":"Great work","name":"Tom"}]}"""
            )!
            .AsObject();
        Rules().Check("quotes", props).Select(finding => finding.Path).ShouldBe(["/items/1/text"]);
    }

    [Test]
    public void An_answer_in_another_language_is_a_finding_for_the_whole()
    {
        var props = new JsonObject
        {
            ["lead"] =
                "Wir reparieren Ihr Fahrrad noch am selben Tag, und Sie wissen den Preis, bevor wir beginnen. Kommen Sie einfach vorbei, wir freuen uns auf Sie und Ihr Rad.",
        };
        Rules().Check("hero", props).ShouldHaveSingleItem().Message.ShouldContain("another language (de)");
        Rules(language: "de-AT").Check("hero", props).ShouldBeEmpty();
    }

    [Test]
    public void A_text_stands_once_on_a_page()
    {
        const string lead = "Bring it in before ten and ride home after work.";
        var rules = new AnswerRules(Brief, Nothing, "en", new HashSet<string>(StringComparer.Ordinal) { lead }, Facts);
        rules
            .Check("hero", new JsonObject { ["lead"] = lead })
            .ShouldHaveSingleItem()
            .Message.ShouldContain("another section");
        rules.Check("header", new JsonObject { ["name"] = lead }).ShouldBeEmpty("a name stands in header and footer");
    }

    [Test]
    public void Ids_of_facts_and_references_are_no_texts() =>
        Rules()
            .Check(
                "hero",
                JsonNode
                    .Parse(
                        """{"facts":["price-48392077"],"link":{"to":"url","ref":"https://example.com/77","label":"Go"},"variant":"split"}"""
                    )!
                    .AsObject()
            )
            .ShouldBeEmpty();

    [TestCaseSource(typeof(SampleBriefs), nameof(SampleBriefs.Names))]
    public void The_offline_writer_keeps_to_them(string name) => ShouldKeep(SampleBriefs.Load(name));

    private static void ShouldKeep(Brief brief)
    {
        for (var variant = 0; variant < 3; variant++)
        {
            foreach (var page in SampleBriefs.Prompts(brief, variant).GroupBy(prompt => prompt.Section.Page))
            {
                HashSet<string> before = new(StringComparer.Ordinal);
                foreach (var prompt in page)
                {
                    var props = SampleBriefs.Props(prompt);
                    new AnswerRules(
                        BriefText.Of(brief),
                        Nothing,
                        prompt.Theme.Language,
                        before,
                        prompt.Facts.ToDictionary(fact => fact.Id)
                    )
                        .Check(prompt.Section.Kind, props)
                        .ShouldBeEmpty($"{prompt.Section.Kind}: {props.ToJsonString()}");
                    before.UnionWith(AnswerRules.TextsOf(props));
                }
            }
        }
    }

    private static AnswerRules Rules(string language = "en") => new(Brief, Nothing, language, Nothing, Facts);

    private static HashSet<string> Nothing => new(StringComparer.Ordinal);

    private static Dictionary<string, BlockFact> Facts { get; } =
        new[]
        {
            new BlockFact(
                "price-aaaaaa",
                "price",
                new()
                {
                    ["amount"] = "45",
                    ["currency"] = "GBP",
                    ["what"] = "full service",
                }
            ),
            new BlockFact(
                "price-bbbbbb",
                "price",
                new()
                {
                    ["amount"] = "30",
                    ["currency"] = "GBP",
                    ["what"] = "small check",
                }
            ),
        }.ToDictionary(fact => fact.Id);
}
