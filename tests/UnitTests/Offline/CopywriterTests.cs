using System.Text.RegularExpressions;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Planning;
using AiWebBuilder.Infrastructure.AiUsage.Offline;

namespace AiWebBuilder.UnitTests.Offline;

internal sealed partial class CopywriterTests
{
    private static readonly string[] Files = [.. BriefLanguage.Supported, CopyFrames.Neutral];

    [TestCaseSource(typeof(SampleBriefs), nameof(SampleBriefs.Names))]
    public void Every_price_and_phone_number_of_the_brief_appears(string name)
    {
        var brief = SampleBriefs.Load(name);
        var facts = BriefFacts.From(brief);
        var text = AllText(brief, variant: 0);
        foreach (
            var given in facts
                .Money.Select(money => money.Amount)
                .Concat(facts.Phones.Select(phone => phone.Text))
                .Concat(facts.Statements.Select(statement => statement.Split(' ')[0]))
        )
        {
            text.ShouldContain(given);
        }
    }

    [TestCaseSource(typeof(SampleBriefs), nameof(SampleBriefs.Names))]
    public void No_number_appears_that_the_brief_does_not_give(string name)
    {
        var brief = SampleBriefs.Load(name);
        var given = Number()
            .Matches(BriefFacts.TextOf(brief))
            .Select(match => match.Value)
            .ToHashSet(StringComparer.Ordinal);
        for (var variant = 0; variant < 3; variant++)
        {
            Number().Matches(AllText(brief, variant)).Select(match => match.Value).ShouldBeSubsetOf(given);
        }
    }

    [TestCaseSource(typeof(SampleBriefs), nameof(SampleBriefs.Names))]
    public void Nothing_is_exclaimed_left_unfilled_or_beside_its_blocks_schema(string name)
    {
        foreach (
            var prompt in Enumerable
                .Range(0, 3)
                .SelectMany(variant => SampleBriefs.Prompts(SampleBriefs.Load(name), variant))
        )
        {
            var texts = SampleBriefs.Texts(prompt).ToList();
            texts.ShouldAllBe(text => !Unwanted().IsMatch(text));
            texts.ShouldAllBe(text => !text.Contains("..", StringComparison.Ordinal) && text == text.Trim());
        }
    }

    [TestCaseSource(typeof(SampleBriefs), nameof(SampleBriefs.Names))]
    public void The_owners_instructions_and_targets_stay_off_the_page(string name)
    {
        var text = AllText(SampleBriefs.Load(name), variant: 0);
        string[] instructions =
        [
            "Collect e-mail",
            "onboarding e-mail",
            "Short sentences",
            "white space",
            "leak right now",
            "exclamation",
            "First person",
            "dry humour",
            "superlative",
            "Serif",
            "#",
        ];
        instructions.ShouldAllBe(words => !text.Contains(words, StringComparison.OrdinalIgnoreCase));
    }

    [Test]
    public void A_hero_differs_in_layout_and_words_from_its_variants()
    {
        var brief = SampleBriefs.Load("yoga-studio");
        var heroes = Enumerable
            .Range(0, 3)
            .Select(variant =>
                SampleBriefs.Props(SampleBriefs.Prompts(brief, variant).Single(prompt => prompt.Section.Kind == "hero"))
            )
            .ToList();
        heroes.Select(hero => hero["variant"]!.ToString()).ShouldBeUnique();
        heroes.Select(hero => hero["heading"]!.ToString()).ShouldBeUnique();
    }

    [Test]
    public void All_languages_have_the_same_keys()
    {
        var english = CopyFrames.Load("en");
        foreach (var frames in Files.Select(CopyFrames.Load))
        {
            frames.Labels.Keys.ShouldBe(english.Labels.Keys, ignoreOrder: true);
            frames.Nav.Keys.ShouldBe(english.Nav.Keys, ignoreOrder: true);
            frames.Fields.Keys.ShouldBe(english.Fields.Keys, ignoreOrder: true);
            frames.Texts.Keys.ShouldBe(english.Texts.Keys, ignoreOrder: true);
            frames.Goals.Keys.ShouldBe(english.Goals.Keys, ignoreOrder: true);
            foreach (
                var member in typeof(TradeCopy)
                    .GetProperties()
                    .Where(property => property.Name != nameof(TradeCopy.EmailFooter))
            )
            {
                member.GetValue(frames.Trades[Trades.Generic]).ShouldNotBeNull(member.Name);
            }
        }
    }

    [TestCaseSource(nameof(Files))]
    public void Every_kind_can_be_written_in_every_language_from_hardly_any_facts(string language)
    {
        var brief = new Brief(
            "X",
            "landing_page",
            null,
            null,
            null,
            [],
            null,
            language == CopyFrames.Neutral ? "it" : language
        );
        var plan = CampaignPlanner.Plan(brief);
        foreach (var kind in SampleBriefs.Blocks.All.Select(block => block.Kind))
        {
            var prompt = SampleBriefs.Prompts(brief).First();
            var section = prompt.Section with { Kind = kind };
            Should.NotThrow(() => Copywriter.Write(prompt with { Section = section, Plan = plan }));
        }
    }

    [Test]
    public void Hostile_and_huge_fields_stay_text()
    {
        const string hostile =
            "<script>alert(1)</script> {{ 7*7 }} {brand} {phone} [we|I] \"><img onerror=x> }</style> \u202E";
        foreach (
            var type in new[]
            {
                "landing_page",
                "funnel",
                "email_sequence",
                "complete_campaign",
                "component_enhancement",
                "unknown",
            }
        )
        {
            var goals = Enumerable.Range(0, 500).Select(_ => hostile).ToList();
            var brief = new Brief(
                hostile[..40],
                type,
                string.Concat(Enumerable.Repeat(hostile, 300))[..20_000],
                hostile,
                hostile,
                goals,
                hostile + " #GGGGGG",
                null
            );
            var plan = CampaignPlanner.Plan(brief);
            plan.Pages.Count.ShouldBeInRange(1, CampaignPlanner.MaxPages + CampaignPlanner.MaxEmails);
            foreach (var prompt in SampleBriefs.Prompts(brief))
            {
                SampleBriefs.Texts(prompt).ShouldAllBe(text => !text.Contains('\u202E'));
            }
        }
    }

    [Test]
    public void Empty_fields_give_a_page()
    {
        var brief = new Brief("", "complete_campaign", "", "", "", ["", " "], "", "");
        SampleBriefs.Prompts(brief).SelectMany(SampleBriefs.Texts).ShouldNotBeEmpty();
    }

    private static string AllText(Brief brief, int variant) =>
        string.Join('\n', SampleBriefs.Prompts(brief, variant).SelectMany(SampleBriefs.Texts));

    [GeneratedRegex("[!！{}]", RegexOptions.None, 1000)]
    private static partial Regex Unwanted();

    [GeneratedRegex(@"\d+", RegexOptions.None, 1000)]
    private static partial Regex Number();
}
