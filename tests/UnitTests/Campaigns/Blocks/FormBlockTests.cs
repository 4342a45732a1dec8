using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Infrastructure.Campaigns.Blocks;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.UnitTests.Campaigns.Blocks;

/// <summary>Forms: what a visitor fills in, and what is sent.</summary>
internal sealed class FormBlockTests
{
    private static readonly BlockCatalogue Blocks = new();

    /// <summary>All kinds of fields, taken from the schema, so that a new one is seen here too.</summary>
    [TestCase("en-GB")]
    [TestCase("de-DE")]
    [TestCase("ja")]
    public void Every_kind_of_field_has_a_name_and_a_label_of_its_own(string language)
    {
        var kinds = Kinds();
        kinds.Count.ShouldBeGreaterThan(15);
        HashSet<string> labels = [];
        foreach (var kind in kinds)
        {
            var form = Form($$"""[{"kind":"{{kind}}"}]""", language);
            var field = form.QuerySelector("input, select, textarea")!;
            var label = form.QuerySelector($"label[for='{field.Id}']")!.TextContent.Trim();
            labels.Add(label).ShouldBeTrue($"{kind}: {label}");
            field.GetAttribute("name").ShouldBe(kind is "text" or "choice" ? label : kind);
            field.HasAttribute("required").ShouldBeFalse(kind);
        }
    }

    [TestCase("email", "type", "email")]
    [TestCase("email", "autocomplete", "email")]
    [TestCase("name", "autocomplete", "name")]
    [TestCase("phone", "autocomplete", "tel")]
    [TestCase("phone", "type", "tel")]
    [TestCase("company", "autocomplete", "organization")]
    [TestCase("postcode", "autocomplete", "postal-code")]
    [TestCase("date", "type", "date")]
    [TestCase("people", "type", "number")]
    [TestCase("message", "maxlength", "2000")]
    public void A_field_is_filled_in_as_its_kind_is(string kind, string attribute, string value) =>
        Form($$"""[{"kind":"{{kind}}"}]""").QuerySelector($"[name='{kind}']")!.GetAttribute(attribute).ShouldBe(value);

    [Test]
    public void A_required_choice_is_answered_only_by_choosing()
    {
        var choice = Form("""[{"kind":"choice","label":"Wheel size","required":true,"options":["26","28"]}]""")
            .QuerySelector("select[name='Wheel size']")!;

        choice.HasAttribute("required").ShouldBeTrue();
        choice.QuerySelectorAll("option").Select(option => option.TextContent).ShouldBe(["–", "26", "28"]);
        choice.QuerySelector("option")!.GetAttribute("value").ShouldBe("");
    }

    [Test]
    public void The_pressed_button_says_what_the_visitor_wants_and_every_goal_can_be_led_to()
    {
        var form = Form(
            """[{"kind":"name"}]""",
            goals: """[{"ref":"book","label":"Book"},{"ref":"ask","label":"Ask"}]"""
        );

        form.QuerySelectorAll("button[name=wish]")
            .Select(button => button.GetAttribute("value"))
            .ShouldBe(["Book", "Ask"]);
        form.QuerySelector("#here-book").ShouldNotBeNull();
        form.QuerySelector("#here-ask").ShouldNotBeNull();
        var first = form.QuerySelector("button")!;
        (first.HasAttribute("hidden"), first.HasAttribute("name")).ShouldBe(
            (true, false),
            "the return key presses the first button, which must not choose for the visitor"
        );
    }

    [Test]
    public void Consent_to_a_newsletter_is_not_given_beforehand_and_its_words_are_sent_with_it()
    {
        var box = Page("newsletter", Blocks.Find("newsletter")!.Samples[0].Props).QuerySelector("[type=checkbox]")!;

        box.HasAttribute("checked").ShouldBeFalse();
        box.HasAttribute("required").ShouldBeTrue();
        box.GetAttribute("value").ShouldBe(box.Parent!.TextContent.Trim());
    }

    [Test]
    public void What_visitors_read_after_sending_is_kept_with_the_form() =>
        Form("""[{"kind":"name"}]""").GetAttribute("data-success").ShouldBe("Thank you.");

    [TestCase("""[{"kind":"password"}]""", "/fields/0/kind")]
    [TestCase("""[{"kind":"name","type":"hidden"}]""", "/fields/0/type")]
    [TestCase("[]", "/fields")]
    public void A_field_that_is_none_is_refused(string fields, string path) =>
        Blocks
            .Check(Blocks.Find("contact")!, Props(fields, """[{"ref":"ask","label":"Ask"}]"""))
            .ShouldHaveSingleItem()
            .Path.ShouldBe(path);

    private static List<string> Kinds() =>
        [
            .. Blocks.Find("contact")!.Schema["$defs"]!["formField"]!["properties"]!["kind"]!["enum"]!
                .AsArray()
                .Select(kind => kind!.GetValue<string>()),
        ];

    private static JsonObject Props(string fields, string goals) =>
        JsonNode
            .Parse($$"""{"v":1,"heading":"A","thanks":"Thank you.","fields":{{fields}},"goals":{{goals}}}""")!
            .AsObject();

    private static IElement Form(
        string fields,
        string language = "en-GB",
        string goals = """[{"ref":"ask","label":"Ask"}]"""
    ) => Page("contact", Props(fields, goals), language).QuerySelector("form")!;

    private static IDocument Page(string kind, JsonObject props, string language = "en-GB")
    {
        Blocks.Check(Blocks.Find(kind)!, props).ShouldBeEmpty();
        return new HtmlParser().ParseDocument(
            Blocks
                .Render(
                    Blocks.Find(kind)!,
                    props,
                    new(BlockPages.Theme("soft", language), "here", new Dictionary<string, BlockFact>())
                )
                .Html
        );
    }
}
