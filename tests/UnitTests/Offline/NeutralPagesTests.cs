using System.Text.RegularExpressions;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Looks;
using AiWebBuilder.Infrastructure.AiUsage.Offline.Reading;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.UnitTests.Offline;

/// <summary>Pages in languages without native copy: the brief's own words, and signs where it has none.</summary>
internal sealed partial class NeutralPagesTests
{
    // Not one Latin letter in them: any that a page shows is the product's own.
    private static readonly Brief[] Briefs =
    [
        new(
            "봄날 베이커리",
            "landing_page",
            "동네의 작은 빵집입니다. 매일 아침 빵을 굽습니다. 07:00–19:00 열려 있습니다. 케이크 30 €, 빵 3 €.",
            "동네 가족",
            "빵집",
            ["케이크 예약하기", "매장에 전화하기"],
            "따뜻한 느낌. +82 2 0000 1234",
            null
        ),
        new(
            "Книгарня Зоря",
            "landing_page",
            "Незалежна книгарня у Львові. Замовляйте книги і забирайте наступного дня.",
            "Родини",
            "книгарня",
            ["Замовити книгу", "Завітати до книгарні", "Підписатися на новини"],
            "Спокійно. Книга 12 €",
            null
        ),
        new("आशा दंत चिकित्सालय", "landing_page", "परिवारों के लिए दाँतों का क्लिनिक।", null, null, [], null, null),
    ];

    private static IEnumerable<TestCaseData> BriefsOfEveryType() =>
        from brief in Briefs
        from type in (string[])
            ["landing_page", "funnel", "email_sequence", "complete_campaign", "component_enhancement"]
        select new TestCaseData(brief with { Type = type }).SetArgDisplayNames(brief.Name, type);

    [TestCaseSource(nameof(BriefsOfEveryType))]
    public void No_English_word_is_shown_or_read_out(Brief brief)
    {
        var language = BriefLanguage.Of(brief);
        BriefLanguage.SupportedFor(language).ShouldBeNull();
        var theme = Theme.For(brief, language);
        foreach (var prompt in Enumerable.Range(0, 3).SelectMany(variant => SampleBriefs.Prompts(brief, variant)))
        {
            foreach (var text in Shown(prompt with { Theme = theme }))
            {
                LatinLetters().Match(text).Value.ShouldBe("", $"{prompt.Section.Kind}: {text}");
            }
        }
    }

    [Test]
    public void A_form_asks_with_the_owners_words()
    {
        var prompt = SampleBriefs.Prompts(Briefs[0]).Single(one => one.Section.Kind == "contact");
        SampleBriefs.Props(prompt)["goals"]![0]!["label"]!.GetValue<string>().ShouldBe("케이크 예약하기");
    }

    [Test]
    public void Weekdays_of_an_unknown_language_are_not_half_understood() =>
        BriefFacts
            .From(
                new Brief(
                    "Padaria Sol",
                    "landing_page",
                    "Aberto de segunda a sábado, 7:00–19:00.",
                    null,
                    null,
                    [],
                    null,
                    "pt"
                )
            )
            .Weekdays.ShouldBeNull();

    // What mailboxes show of an e-mail stands in its head's props alone.
    private static IEnumerable<string> Shown(SectionPrompt prompt) =>
        Texts(SampleBriefs.Markup(prompt).Html)
            .Concat(prompt.Section.Kind == "e-head" ? SampleBriefs.Texts(prompt) : []);

    private static IEnumerable<string> Texts(string html)
    {
        var document = new HtmlParser().ParseDocument(html);
        foreach (var style in document.QuerySelectorAll("style"))
        {
            style.Remove();
        }

        return document
            .QuerySelectorAll("[aria-label], [title], [alt], [placeholder], [value], [data-success]")
            .SelectMany(element => element.Attributes)
            .Where(attribute =>
                attribute.Name is "aria-label" or "title" or "alt" or "placeholder" or "value" or "data-success"
            )
            .Select(attribute => attribute.Value)
            .Append(document.Title ?? "")
            .Append(document.Body!.TextContent);
    }

    [GeneratedRegex("[A-Za-z]{2,}", RegexOptions.None, 1000)]
    private static partial Regex LatinLetters();
}
