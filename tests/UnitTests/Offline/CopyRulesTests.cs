using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Looks;
using AiWebBuilder.Domain.Campaigns.Planning;
using AiWebBuilder.Infrastructure.AiUsage.Offline;
using AiWebBuilder.Infrastructure.AiUsage.Offline.Reading;

namespace AiWebBuilder.UnitTests.Offline;

/// <summary>What an editor of each language would strike out, as far as a rule can see it.</summary>
internal sealed partial class CopyRulesTests
{
    // A business type by which each trade is known.
    private static readonly Dictionary<string, string> TypeOf = new(StringComparer.Ordinal)
    {
        ["dental"] = "dental clinic",
        ["course"] = "online course",
        ["real-estate"] = "real estate",
        ["saas-invoicing"] = "software",
    };

    private static IEnumerable<TestCaseData> LanguagesAndTrades() =>
        from language in BriefLanguage.Supported.Append("it")
        from trade in CopyFrames.For(language).Trades.Keys
        select new TestCaseData(language, TypeOf.GetValueOrDefault(trade, trade));

    [TestCaseSource(typeof(SampleBriefs), nameof(SampleBriefs.Names))]
    public void No_sentence_stands_twice_on_a_page(string name)
    {
        for (var variant = 0; variant < 3; variant++)
        {
            AssertNoSentenceTwice(SampleBriefs.Load(name), variant);
        }
    }

    [Test]
    public void The_table_of_trades_says_truly_what_is_written_for_each() =>
        Trades
            .Written.Where(written => written.Trade != Trades.Generic)
            .ShouldBe(
                BriefLanguage.Supported.SelectMany(language =>
                    CopyFrames
                        .Load(language)
                        .Trades.Keys.Where(trade => trade != Trades.Generic)
                        .Select(trade => (trade, language))
                ),
                ignoreOrder: true
            );

    [TestCaseSource(nameof(LanguagesAndTrades))]
    public void No_sentence_stands_twice_in_any_language_and_trade(string language, string trade)
    {
        var brief = new Brief(
            "Nordwind — Atelier",
            "complete_campaign",
            "Nordwind.",
            null,
            trade,
            [],
            "+44 20 7946 0321, 20 EUR.",
            language
        );
        for (var variant = 0; variant < 2; variant++)
        {
            AssertNoSentenceTwice(brief, variant);
        }
    }

    // What is sent after a form, and who reads it, is the owner's affair: no brief says that there is a confirmation.
    [TestCaseSource(typeof(BriefLanguage), nameof(BriefLanguage.Supported))]
    public void Nothing_is_promised_that_only_the_owner_can_keep(string language)
    {
        foreach (var text in AllFrames(language))
        {
            Promise().Match(text).Value.ShouldBe("", text);
        }
    }

    [TestCaseSource(typeof(BriefLanguage), nameof(BriefLanguage.Supported))]
    public void Readers_are_addressed_in_one_way(string language)
    {
        var wrong = language switch
        {
            "de" => InformalGerman(),
            "fr" => InformalFrench(),
            "es" => FormalSpanish(),
            _ => null,
        };
        if (wrong is not null)
        {
            AllFrames(language).ShouldAllBe(text => !wrong.IsMatch(text));
        }
    }

    [TestCase("fr")]
    [TestCase("es")]
    [TestCase("he")]
    public void A_language_that_speaks_of_trades_speaks_of_each_that_English_knows(string language) =>
        CopyFrames.Load(language).Trades.Keys.ShouldBe(CopyFrames.Load("en").Trades.Keys, ignoreOrder: true);

    // Without it a page in these languages would say less of the business than one in general terms.
    [TestCase("fr", "Un atelier au bord de l’eau. Il y a de la place pour tous.")]
    [TestCase("es", "Un taller junto al agua. Hay sitio para todos.")]
    [TestCase("he", "בית מלאכה ליד המים. יש מקום לכולם.")]
    public void A_trade_is_spoken_of_around_the_owners_own_sentences(string language, string description)
    {
        foreach (var trade in CopyFrames.Load(language).Trades.Keys.Where(trade => trade != Trades.Generic))
        {
            var type = TypeOf.GetValueOrDefault(trade, trade);
            var name = trade == "saas-invoicing" ? "Nordwind invoices" : "Nordwind";
            var brief = new Brief(name, "landing_page", description, null, type, [], null, language);
            Trades.Of(brief).ShouldBe(trade);
            var contents = SampleBriefs
                .Prompts(brief)
                .ToDictionary(prompt => prompt.Section.Kind, SampleBriefs.Props, StringComparer.Ordinal);
            contents["hero"]["lead"]!.ToString().ShouldBe(description[..(description.IndexOf('.') + 1)], trade);
            contents["hero"]["heading"]!.ToString().ShouldNotBe(name, trade);
            contents
                .GetValueOrDefault("story")
                ?["body"]!.ToString()
                .ShouldStartWith(description[(description.IndexOf('.') + 2)..]);
        }
    }

    [TestCaseSource(typeof(BriefLanguage), nameof(BriefLanguage.Supported))]
    public void No_frame_gives_a_figure_of_its_own(string language) =>
        AllFrames(language).ShouldAllBe(text => !Slots().Replace(text, "").Any(char.IsDigit));

    // A slot misspelt is never filled: its frame would stay silent for ever.
    [TestCaseSource(typeof(BriefLanguage), nameof(BriefLanguage.Supported))]
    public void Frames_have_the_slots_that_English_has_and_no_others(string language) =>
        SlotsOf(language).ShouldBeSubsetOf(SlotsOf("en"));

    [Test]
    public void Hebrew_is_written_in_Hebrew_letters_without_vowel_points_or_hidden_marks() =>
        AllFrames("he").ShouldAllBe(text => !ForeignToHebrew().IsMatch(Slots().Replace(text, "")));

    [TestCase("he", "נזילות בחיפה.")]
    [TestCase("ar", "سباك في حيفا.")]
    public void A_telephone_number_keeps_its_order_in_a_line_from_right_to_left(string language, string description)
    {
        const string number = "+972 4 800 0123";
        var brief = new Brief("Nordwind", "landing_page", description, null, "plumber", [], number, language);
        var theme = Theme.For(brief, language);
        var texts = SampleBriefs.Prompts(brief).SelectMany(prompt => SampleBriefs.Texts(prompt with { Theme = theme }));
        var naming = texts.Where(text => text.Contains(number, StringComparison.Ordinal) && text != number).ToList();
        naming.ShouldNotBeEmpty();
        naming.ShouldAllBe(text => text.Contains($"\u2066{number}\u2069", StringComparison.Ordinal));
    }

    [Test]
    public void French_marks_have_a_space_before_them_that_no_line_breaks_at() =>
        AllFrames("fr").ShouldAllBe(text => !BreakableFrench().IsMatch(text));

    [Test]
    public void Spanish_questions_and_exclamations_are_opened() =>
        AllFrames("es").ShouldAllBe(text => text.Count(c => c == '¿') == text.Count(c => c == '?'));

    [Test]
    public void Japanese_sentences_are_polite() =>
        AllFrames("ja").Where(text => text.EndsWith('。')).ShouldAllBe(text => !PlainJapanese().IsMatch(text));

    [TestCaseSource(typeof(SampleBriefs), nameof(SampleBriefs.Names))]
    public void The_main_button_names_what_it_asks_for(string name)
    {
        var brief = SampleBriefs.Load(name);
        var goal = VisitorGoal.Of(brief)[0];
        foreach (
            var prompt in SampleBriefs
                .Prompts(brief)
                .Where(prompt =>
                    prompt.Section.Kind == "hero"
                    && prompt.Plan.Sections.Any(section => section.ComponentType == "form")
                )
                .Take(1)
        )
        {
            var writing = new CopyWriting(prompt);
            var label = SampleBriefs.Props(prompt)["link"]!["label"]!.GetValue<string>();
            label.ShouldBe(writing.Cta(goal));
            string[] empty = ["Submit", "Send", "Click here", "Learn more", "OK"];
            empty.ShouldNotContain(label);
        }
    }

    [Test]
    public void A_page_that_shows_its_facts_does_not_list_them_again_as_an_offer_or_as_days()
    {
        var kinds = CampaignPlanner.Plan(SampleBriefs.Load("restaurant-menu")).Sections.Select(section => section.Kind);
        kinds.ShouldContain("stats");
        kinds.ShouldNotContain("services");
        kinds.ShouldNotContain("hours");
    }

    private static void AssertNoSentenceTwice(Brief brief, int variant)
    {
        foreach (var page in SampleBriefs.Prompts(brief, variant).GroupBy(prompt => prompt.Section.Page))
        {
            page.SelectMany(Running)
                .SelectMany(text => SentenceEnd().Split(text))
                .Select(sentence => sentence.Trim())
                .Where(sentence => sentence.Length > 12 && Words().Count(sentence) > 3)
                .GroupBy(sentence => sentence, StringComparer.OrdinalIgnoreCase)
                .Where(sentence => sentence.Count() > 1)
                .Select(sentence => $"{page.Key}: {sentence.Key}")
                .ShouldBeEmpty();
        }
    }

    // Texts that are read one after the other; a button may well repeat the heading above it.
    private static IEnumerable<string> Running(SectionPrompt prompt) => RunningIn(SampleBriefs.Props(prompt));

    private static IEnumerable<string> RunningIn(JsonNode? node) =>
        node switch
        {
            JsonObject members => members.SelectMany(member =>
                member.Key is "lead" or "text" or "body" or "answer" or "note" or "reason"
                && member.Value is JsonValue text
                    ? [text.GetValue<string>()]
                    : RunningIn(member.Value)
            ),
            JsonArray items => items.SelectMany(RunningIn),
            _ => [],
        };

    private static IEnumerable<string> SlotsOf(string language) =>
        AllFrames(language)
            .SelectMany(text => Slots().Matches(text))
            .Select(match => match.Value)
            .Where(slot => !slot.StartsWith("{has:", StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> AllFrames(string language)
    {
        var frames = CopyFrames.Load(language);
        return frames
            .Labels.Values.Concat(frames.Fields.Values)
            .Concat(frames.Texts.Values.SelectMany(texts => texts))
            .Concat(frames.Goals.Values.SelectMany(goal => goal.Cta.Append(goal.Form).Append(goal.Done)))
            .Concat(frames.Trades.Values.SelectMany(Texts));
    }

    private static IEnumerable<string> Texts(TradeCopy trade) =>
        typeof(TradeCopy)
            .GetProperties()
            .SelectMany(property =>
                property.GetValue(trade) switch
                {
                    string text => [text],
                    string[] texts => texts,
                    CardCopy[] cards => cards.SelectMany(card =>
                        new[] { card.Title, card.Text }.Concat(card.Paragraphs ?? [])
                    ),
                    _ => Enumerable.Empty<string>(),
                }
            );

    [GeneratedRegex(
        @"confirm|receipt|inbox|spam|call centre|\bpeople often\b|\bwe (will )?(call you|send)\b"
            + "|bestätig|quittung|posteingang|callcenter|wir (melden|rufen|schicken)"
            + "|reçu par|indésirables|nous (vous )?(rappelons|confirmons|écrivons)|centre d’appels"
            + "|confirmaremos|te (llamaremos|escribiremos)|no deseado|centralita"
            + "|確認のメール|確認のご連絡|お送りします|お電話します|迷惑メール"
            + "|رسالة التأكيد|سنتصل|سنؤكد|سنراسلك|ستصلك"
            + "|נאשר|נתקשר|נכתוב|ספאם|אישור יישלח",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Promise();

    [GeneratedRegex(
        @"\b(du|dir|dich|dein\w*|euch|euer)\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex InformalGerman();

    [GeneratedRegex(@"\b(tu|toi|ton|ta|tes)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InformalFrench();

    [GeneratedRegex(
        @"\b(usted(es)?|vosotr\w+|vuestr\w+)\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex FormalSpanish();

    [GeneratedRegex(@"« |[ \w’](?<!\{has)[?!;:»]", RegexOptions.None, 1000)]
    private static partial Regex BreakableFrench();

    [GeneratedRegex(@"\{[^{}]*\}", RegexOptions.None, 1000)]
    private static partial Regex Slots();

    [GeneratedRegex(@"[A-Za-z\p{Mn}\p{Cf}]", RegexOptions.None, 1000)]
    private static partial Regex ForeignToHebrew();

    [GeneratedRegex("(だ|である|しろ|なさい)。$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PlainJapanese();

    [GeneratedRegex(@"(?<=[.!?؟])\s+|(?<=[。！？])", RegexOptions.None, 1000)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"\p{L}+", RegexOptions.None, 1000)]
    private static partial Regex Words();
}
