using System.Text.RegularExpressions;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Facts;
using AiWebBuilder.Infrastructure.AiUsage.Offline;
using AiWebBuilder.Quality.Pages;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.UnitTests.Offline;

/// <summary>What the pages say that the offline writer makes of briefs: what the owner said, and nothing else.</summary>
internal sealed partial class WrittenPagesTests
{
    private static readonly string[] Placed = ["phone", "email", "address", "hours", "price", "date", "social"];

    [TestCaseSource(typeof(SampleBriefs), nameof(SampleBriefs.Names))]
    public async Task A_sample_brief_becomes_pages_that_can_be_published(string name)
    {
        var written = await WrittenAsync(SampleBriefs.Load(name));
        written.Failed.ShouldBeEmpty();
        // A sequence of e-mails leads where its owner says.
        written.Preflight.Checks.ShouldAllBe(check => check.Severity == "warning" && check.Rule == "links.dead-anchor");
        written
            .Facts.Data.Where(fact => Placed.Contains(fact.Kind) && !fact.Unsure)
            .ShouldAllBe(fact => fact.Placed.Count > 0);
    }

    [TestCaseSource(typeof(SampleBriefs), nameof(SampleBriefs.Names))]
    public async Task What_tells_us_what_to_make_stands_on_no_page(string name)
    {
        var written = await WrittenAsync(SampleBriefs.Load(name));
        var text = TextOf(written);
        foreach (
            var fact in written.Facts.Data.Where(fact =>
                fact.Kind is "instruction" or "mustNotSay" or "tone" or "colour"
            )
        )
        {
            text.ShouldNotContain(fact.Quote, Case.Sensitive);
        }
    }

    [TestCaseSource(typeof(SampleBriefs), nameof(SampleBriefs.Names))]
    public async Task No_sentence_stands_twice_on_a_page(string name)
    {
        var written = await WrittenAsync(SampleBriefs.Load(name));
        foreach (var page in written.Campaign.Plan!.Sections.GroupBy(section => section.Page, StringComparer.Ordinal))
        {
            // An e-mail's subject is its title.
            page.Where(section => section.Kind is not ("e-head" or "e-title"))
                .SelectMany(section => section.Words)
                .ShouldBeUnique();
        }
    }

    [Test]
    public async Task A_strangers_page_says_what_it_is_what_it_costs_when_and_where()
    {
        var page = await PageAsync(
            "Mobile dog grooming in Leeds and Wakefield. We wash, clip and dry at your door in a heated van. Full groom £45, nail clip £8. Mon-Fri 8am-5pm, Sat 9-1, closed Sunday. 4 Tib Street, Manchester M4 1LA. Phone 0161 496 0123."
        );
        page.QuerySelector("h1")!.TextContent.Trim().ShouldBe("Mobile dog grooming in Leeds and Wakefield");
        page.QuerySelectorAll("a[href^='tel:']").ShouldAllBe(link => link.GetAttribute("href") == "tel:+441614960123");
        var text = Spaces().Replace(page.Body!.TextContent, " ");
        text.ShouldContain("We wash, clip and dry at your door in a heated van.");
        text.ShouldContain("£45");
        text.ShouldContain("£8");
        text.ShouldContain("08:00 – 17:00");
        text.ShouldContain("Sundayclosed");
        text.ShouldContain("4 Tib Street");
        page.QuerySelectorAll("a[href*='openstreetmap']").ShouldNotBeEmpty();
    }

    [TestCase("Tacos $4 each, three for $11. Austin, Texas.", "en-US", "3 for $11", "$4")]
    [TestCase("Fliesen ab 18 €/m². Leipzig.", "de-DE", "€", "m²")]
    [TestCase("お一人様 28,600円から。", "ja-JP", "28,600円から", "お一人様")]
    [TestCase("Books for tradies in Sydney. BAS from $220.", "en-AU", "from $220", "BAS")]
    [TestCase("1박 12만원부터 예약하세요.", "ko-KR", "₩120,000", "부터")]
    public async Task Prices_are_written_as_people_of_the_country_write_them(
        string description,
        string language,
        params string[] printed
    )
    {
        var text = TextOf(await WrittenAsync(Described(description) with { Language = language }));
        foreach (var words in printed)
        {
            text.ShouldContain(words);
        }
    }

    [TestCase("We repair bicycles in Utrecht. We are closed on Mondays. Open Tuesday to Saturday 9:00-18:00.")]
    public async Task A_day_on_which_it_is_closed_is_never_a_day_on_which_it_is_open(string description)
    {
        var page = await PageAsync(description);
        var text = page.Body!.TextContent;
        text.ShouldContain("Tuesday – Saturday");
        text.ShouldNotContain("Monday –");
        page.QuerySelectorAll("option").ShouldAllBe(option => option.TextContent != "Monday");
    }

    [Test]
    public async Task Emails_are_those_that_were_asked_for_each_on_its_topic_and_signed_as_asked()
    {
        var written = await WrittenAsync(
            new Brief(
                "Tariff Watch",
                "email_sequence",
                "Three e-mails for our members: 1 welcome, 2 what changes in April, 3 last call. Our fixed prices change in April. Sign off as Anna from Tariff Watch.",
                null,
                null,
                ["Join"],
                null,
                "en"
            )
        );
        written.Pages.Count.ShouldBe(3);
        written.Pages.Select(page => page.Title).ShouldBe(["Welcome", "What changes in April", "Last call"]);
        written.Pages.ShouldAllBe(page => page.Html.Contains("Anna from Tariff Watch", StringComparison.Ordinal));
        written.Pages[1].Html.ShouldContain("Our fixed prices change in April.");
    }

    [Test]
    public async Task A_name_that_ends_in_a_number_is_no_part_of_its_price()
    {
        var written = await WrittenAsync(
            Described("I draw pets in size A4 60 €, size A3 95 €, from a photo.") with
            {
                Language = "en",
            }
        );
        written.Failed.ShouldBeEmpty();
        new HtmlParser()
            .ParseDocument(written.Pages[0].Html)
            .QuerySelectorAll(".price")
            .Select(one => one.TextContent.Trim())
            .ShouldBe(["€60", "€95"]);
    }

    [Test]
    public async Task What_stands_behind_a_price_is_said_and_what_was_asked_before_is_struck_through()
    {
        var room = await PageAsync("Six rooms in Whitby. Double room £110 a night, breakfast included.");
        room.QuerySelector("main")!.TextContent.ShouldContain("breakfast included", Case.Insensitive);

        var offer = await PageAsync("Screen printing classes in Hebden Bridge. Was £80, now £60.");
        offer.QuerySelector(".offer s")!.TextContent.ShouldBe("£80");
    }

    [Test]
    public async Task A_number_that_is_given_for_messages_alone_is_written_to() =>
        (await PageAsync("Surf lessons in Bude. WhatsApp 07700 900123."))
            .QuerySelectorAll("a[href*='447700900123']")
            .Select(link => link.GetAttribute("href"))
            .Distinct()
            .ShouldBe(["https://wa.me/447700900123"]);

    [Test]
    public async Task The_heading_says_what_the_business_is_and_not_its_name_again() =>
        new HtmlParser()
            .ParseDocument(
                (
                    await WrittenAsync(
                        Described("Wag & Wash is a two-table dog grooming salon in Cork.") with
                        {
                            Name = "Wag & Wash",
                            Language = "en",
                        }
                    )
                )
                    .Pages[0]
                    .Html
            )
            .QuerySelector("h1")!
            .TextContent.ShouldBe("Two-table dog grooming salon in Cork");

    [Test]
    public async Task Questions_that_the_owner_answers_are_questions_on_the_page()
    {
        var page = await PageAsync(
            "Dance lessons in Cork for adults. Do I need a partner? No, we change partners. What should I wear? Shoes that slide."
        );
        page.QuerySelectorAll(".faq__item h3")
            .Select(one => one.TextContent.Trim())
            .ShouldBe(["Do I need a partner?", "What should I wear?"]);
    }

    [Test]
    public async Task What_is_missing_is_not_made_up()
    {
        var written = await WrittenAsync(Described("Portrait studio in Lisbon.") with { Language = "en" });
        written.Components.Select(component => component.Kind).ShouldBe(["header", "hero", "contact", "footer"]);
    }

    [TestCase("Book a free first class", "Book a free first class")]
    [TestCase("Get more customers", "Get in touch")]
    public async Task The_owners_goal_makes_the_button(string goal, string button)
    {
        var page = await PageAsync("Yoga in Leeds for beginners.", goal);
        page.QuerySelector(".hero a")!.TextContent.Trim().ShouldBe(button);
    }

    /// <summary>The owner has said it, however the page's language writes it.</summary>
    [TestCase("ar", "مشتل نباتات في الدوحة. نفتح يوميا من ٨ صباحا إلى ١٠ مساء. شجرة زيتون ٣٥٠ ريال.")]
    [TestCase("id", "Bengkel sepeda di Bandung. Buka Senin–Jumat 9 pagi sampai 2:30 siang. Servis Rp 75.000.")]
    [TestCase("en", "Bakery in Leeds. Open Monday to Friday 7am to 2:30pm. A loaf is £4.5, a cake £18.5.")]
    [TestCase("fi", "Pyöräkorjaamo Turussa. Avoinna ma–pe klo 9–17:45. Huolto 49,5 €.")]
    public async Task What_blocks_print_of_facts_is_no_figure_of_their_own(string language, string description) =>
        (await WrittenAsync(Described(description) with { Language = language }))
            .Preflight.Checks.Where(check => check.Severity == "error")
            .ShouldBeEmpty();

    [Test]
    public void Every_kind_can_be_written_in_every_language_from_hardly_any_facts()
    {
        foreach (var language in (string[])["en", "de", "fr", "es", "ja", "ar", "he", "it", "pl", "zh", "tlh"])
        {
            var brief = new Brief("X", "landing_page", null, null, null, [], null, language);
            var prompt = SampleBriefs.Prompts(brief).First();
            foreach (var kind in SampleBriefs.Blocks.All.Select(block => block.Kind))
            {
                Should.NotThrow(() => Copywriter.Write(prompt with { Section = prompt.Section with { Kind = kind } }));
            }
        }
    }

    [Test]
    public void A_hero_differs_in_layout_and_words_from_its_variants()
    {
        var brief = SampleBriefs.Load("boulangerie-nantes");
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
    public void Hostile_and_huge_fields_stay_text()
    {
        const string hostile =
            "<script>alert(1)</script> {{ 7*7 }} {brand} {0} [we|I] \"><img onerror=x> }</style> \u202E";
        foreach (
            var type in (string[])
                ["landing_page", "funnel", "email_sequence", "complete_campaign", "component_enhancement", "unknown"]
        )
        {
            var brief = new Brief(
                hostile[..40],
                type,
                string.Concat(Enumerable.Repeat(hostile, 300))[..20_000],
                hostile,
                hostile,
                [.. Enumerable.Range(0, 500).Select(_ => hostile)],
                hostile + " #GGGGGG",
                null
            );
            foreach (var prompt in SampleBriefs.Prompts(brief))
            {
                SampleBriefs.Texts(prompt).ShouldAllBe(text => !text.Contains('\u202E'));
            }
        }
    }

    [Test]
    public void A_correction_stands_on_the_page_and_what_was_corrected_does_not()
    {
        var ledger = SampleBriefs.PlanOf(Described("Boiler repairs in Leeds. Full service £80.")).Facts;
        var price = ledger.Read.Single(fact => fact.Kind == "price");
        var value = price.Value.DeepClone();
        value["amount"] = "95";
        var changed = ledger.Changed([
            .. ledger.Read.Select(fact => fact == price ? fact with { Value = value } : fact),
        ]);

        changed.All.Single(fact => fact.Kind == "price").Value["amount"]!.ToString().ShouldBe("95");
        changed.All.Single(fact => fact.Kind == "price").Id.ShouldBe(price.Id);
        var plan = Domain.Campaigns.Planning.CampaignPlanner.Plan(
            Described("Boiler repairs in Leeds. Full service £80."),
            changed
        );
        plan.Sections.SelectMany(section => section.Words).ShouldAllBe(words => !words.Contains("£80"));
        // Another brief is read, and what people said stands.
        changed.Over(ledger with { Read = [] }).All.ShouldBe([changed.Stated.Single()]);
        FactLedger.Nothing.All.ShouldBeEmpty();
    }

    [TestCase(
        "Dog day care in Hull. Full day £28, trial day £15 with lunch included.",
        "Trial day",
        "With lunch included"
    )]
    [TestCase(
        "Bookkeeping in Perth. Company set-up $900 (ASIC fee extra), tax return $220.",
        "Company set-up",
        "ASIC fee extra"
    )]
    [TestCase(
        "Six rooms in Whitby. Double room £110 a night, breakfast included.",
        "Double room",
        "Breakfast included"
    )]
    public async Task What_is_said_of_one_price_stands_with_that_price(
        string description,
        string item,
        string condition
    )
    {
        var page = await PageAsync(description);
        page.QuerySelectorAll(".plans__item, .prices__row")
            .Single(row => row.TextContent.Contains(item, StringComparison.Ordinal))
            .TextContent.ShouldContain(condition);
    }

    [Test]
    public async Task Offers_and_conditions_among_prices_are_said_beside_them()
    {
        var page = await PageAsync(
            "Apple festival in Ledbury. Adult day ticket £8, children under 12 free, family day ticket £18, dogs welcome. Phone 0161 496 0123."
        );
        var prices = page.QuerySelectorAll(".plans, .prices, .price-list").Single().TextContent;
        prices.ShouldContain("Children under 12 free.");
        prices.ShouldContain("Dogs welcome.");
    }

    [Test]
    public async Task Whom_one_speaks_to_stands_with_the_ways_to_get_in_touch()
    {
        var page = await PageAsync(
            "Holiday cottage in Whitby. £110 a night. Owner Selma Hughes, 0161 496 0123, selma@cottage.example."
        );
        page.QuerySelectorAll(".ways li")
            .Select(way => Spaces().Replace(way.TextContent, " ").Trim())
            .ShouldContain(way => way.StartsWith("Owner Selma Hughes", StringComparison.Ordinal));
    }

    [Test]
    public async Task The_owners_own_sentence_about_prices_is_no_fault_before_another_one()
    {
        var written = await WrittenAsync(
            Described(
                "Pods by the lake in Keswick. £120 a night in May, June and September, £160 in July and August. Breakfast £14. Cancel free until 14 days before."
            ) with
            {
                Language = "en",
            }
        );
        written.Failed.ShouldBeEmpty();
    }

    [Test]
    public async Task The_number_in_the_header_is_the_general_one_and_each_says_what_it_is_for()
    {
        var page = await PageAsync(
            "Vet in Leeds. Emergencies out of hours: 07700 900123. Reception: 0161 496 0123. Consultation £45."
        );
        page.QuerySelector("header a[href^='tel:']")!.GetAttribute("href").ShouldBe("tel:+441614960123");
        var ways = page.QuerySelectorAll(".ways li").Select(way => Spaces().Replace(way.TextContent, " ").Trim());
        ways.ShouldContain("Reception 0161 496 0123");
        ways.ShouldContain("Emergencies out of hours 07700 900123");
    }

    [TestCase("Book on WhatsApp", "Book on WhatsApp")]
    [TestCase("Book a first driving lesson on WhatsApp", "Book now: WhatsApp")]
    public async Task A_goal_that_names_a_message_service_leads_there_and_to_no_form(string goal, string label)
    {
        var page = await PageAsync("Driving lessons in Leeds. WhatsApp 07700 900123. One lesson £35.", goal);
        page.QuerySelectorAll(".hero a.button")
            .Select(button => (button.TextContent.Trim(), button.GetAttribute("href")))
            .ShouldContain((label, "https://wa.me/447700900123"));
        page.QuerySelector("form button")!.TextContent.ShouldNotContain("Book");
    }

    [Test]
    public async Task A_heading_goes_on_as_far_as_there_is_room()
    {
        var page = await PageAsync(
            "We build, restore and rent violins, violas and cellos in Cremona since 1987. One set-up €90."
        );
        page.QuerySelector("h1")!.TextContent.Trim().ShouldBe("We build, restore and rent violins, violas and cellos");
    }

    private static Brief Described(string description) =>
        new("Nordwind", "landing_page", description, null, null, [], null, null);

    private static async Task<WrittenCampaign> WrittenAsync(Brief brief) =>
        await WrittenCampaign.OfAsync(
            new CampaignDetails(
                brief.Name,
                brief.Type,
                brief.Description,
                brief.TargetAudience,
                brief.BusinessType,
                brief.Goals,
                brief.BrandGuidelines,
                "{}",
                null,
                null
            ),
            brief.Language
        );

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> PageAsync(string description, params string[] goals)
    {
        var written = await WrittenAsync(Described(description) with { Language = "en", Goals = goals });
        return new HtmlParser().ParseDocument(written.Pages[0].Html);
    }

    private static string TextOf(WrittenCampaign written) =>
        string.Join('\n', written.Pages.Select(page => new HtmlParser().ParseDocument(page.Html).Body!.TextContent));

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Spaces();
}
