using System.Net;
using AiWebBuilder.Api.Http.Visitors;
using AiWebBuilder.Infrastructure.Campaigns.Blocks;
using AiWebBuilder.IntegrationTests.Campaigns;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.IntegrationTests.Analytics;

/// <summary>Forms that are not filled in as the published page asks: nothing is stored, and each field says what is wrong with it.</summary>
internal sealed class RefusedFormTests
{
    private static readonly string[] Languages =
    [
        "en-GB",
        "de-DE",
        "fr-FR",
        "ja-JP",
        "ar-AE",
        "he-IL",
        "pt-PT",
        "pl-PL",
        "tr-TR",
        "uk-UA",
        "da-DK",
        "th-TH",
    ];

    private static readonly Wrong[] Posts =
    [
        new("contact", "name", [""], "required"),
        new("contact", "name", [], "required"),
        new("contact", "name", [" \u200b\t"], "required"),
        new("contact", "email", [""], "required"),
        new("contact", "email", ["notmail"], "email"),
        new("contact", "email", ["ada@"], "email"),
        new("contact", "email", ["ada@localhost"], "email"),
        new("contact", "email", ["ada@-example.com"], "email"),
        new("contact", "email", ["ada lovelace@example.com"], "email"),
        new("contact", "email", ["ada@example.com, bea@example.com"], "email"),
        new("contact", "phone", ["12"], "phone"),
        new("contact", "phone", ["call me"], "phone"),
        new("contact", "phone", ["123456789012345678901"], "phone"),
        new("contact", "phone", ["+999 123456"], "phone"),
        new("contact", "phone", ["0161 496 0123<b>"], "phone"),
        new("contact", "date", ["2020-01-01"], "past"),
        new("contact", "date", ["2030-02-30"], "date"),
        new("contact", "date", ["31.05.2030"], "date"),
        new("contact", "date", ["tomorrow"], "date"),
        new("contact", "time", ["25:00"], "time"),
        new("contact", "time", ["at noon"], "time"),
        new("contact", "people", ["0"], "tooSmall", 1),
        new("contact", "people", ["-3"], "tooSmall", 1),
        new("contact", "people", ["1000"], "tooLarge", 999),
        new("contact", "people", ["2.5"], "whole"),
        new("contact", "people", ["a few"], "number"),
        new("contact", "people", ["1e999"], "number"),
        new("contact", "service", ["Nothing that is offered"], "choice"),
        new("contact", "service", ["Repair", "Service"], "oneOnly"),
        new("contact", "message", [new string('x', 2001)], "tooLong", 2000),
        new("contact", "name", [new string('x', 201)], "tooLong", 200),
        new("contact", "name", ["Ada", "Bea"], "oneOnly"),
        new("contact", "wish", [FormSite.OtherPagesWish], "wish"),
        new("contact", "wish", [FormSite.Wish, "Two"], "oneOnly"),
        new("newsletter", "consent", [], "unticked"),
        new("newsletter", "consent", ["no"], "unticked"),
        new("newsletter", "email", ["@"], "email"),
        new("own", "site", ["not an address"], "url"),
        new("own", "size", ["xxl"], "choice"),
        new("own", "extras", ["bell", "rocket"], "choice"),
        new("own", "day", ["2031-01-01"], "tooLate", new DateOnly(2030, 12, 31)),
        new("contact", "name", ["a\0b"], "unreadable"),
        new("contact", "message", ["\uFFFE"], "unreadable"),
        new("contact", "coupon", ["FREE"], "unknown", "coupon"),
        new("contact", "__proto__", ["x"], "unknown", "__proto__"),
        new("newsletter", "name", ["Ada"], "unknown", "name"),
    ];

    [Test]
    public async Task What_is_not_as_the_form_asks_is_refused_with_the_fields_own_message_in_the_pages_language()
    {
        Posts.Length.ShouldBeGreaterThanOrEqualTo(40);
        var at = 0;
        foreach (var language in Languages)
        {
            using var site = await FormSite.PublishAsync(language);
            var words = VisitorWords.For(language);
            words.Language.ShouldBe(language.Split('-')[0]);
            foreach (var wrong in Posts.Where((_, index) => index % Languages.Length == at))
            {
                await IsRefusedAsync(site, wrong, words);
            }
            at++;
            (await site.ListAsync()).ShouldBeEmpty(language);
        }
    }

    /// <summary>Whoever adds a language of labels, or a word, is told what visitors would read in English.</summary>
    [Test]
    public void Every_language_of_labels_has_every_word_that_visitors_are_answered_with()
    {
        var languages = VisitorWords.Languages.ToList();
        languages.Count.ShouldBeGreaterThanOrEqualTo(25);
        BlockFiles.Read().Below("labels/").Except(languages).ShouldBeEmpty();
        var english = VisitorWords.For("en").Texts;
        foreach (var language in languages)
        {
            var texts = VisitorWords.For(language).Texts;
            texts.Keys.ShouldBe(english.Keys, ignoreOrder: true, language);
            foreach (var (name, text) in texts)
            {
                text.ShouldNotBeNullOrWhiteSpace($"{language} {name}");
                text.Contains("{0}", StringComparison.Ordinal)
                    .ShouldBe(english[name].Contains("{0}", StringComparison.Ordinal), $"{language} {name}");
            }
            (language == "en" || !texts.Values.Intersect(english.Values).Any()).ShouldBeTrue(language);
        }
    }

    [Test]
    public async Task The_messages_are_those_of_the_language()
    {
        using var site = await FormSite.PublishAsync("de");
        var fields = site.Filled("contact");
        fields["email"] = ["notmail"];
        fields["date"] = ["2020-01-01"];
        fields["people"] = ["0"];

        var problem = await Answers.JsonAsync(
            await site.PostAsync("application/json", fields),
            HttpStatusCode.UnprocessableEntity
        );

        problem.Text("code").ShouldBe("forms.invalid");
        problem["errors"]!
            .ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })
            .ShouldBe(
                """{"email":["Geben Sie eine E-Mail-Adresse an, zum Beispiel name@example.com."],"date":["Wählen Sie einen Tag, der noch nicht vorbei ist."],"people":["Geben Sie mindestens 1 an."]}"""
            );
    }

    [TestCase("own")]
    [TestCase("choices")]
    public async Task A_form_that_says_nothing_is_never_thanked(string form)
    {
        using var site = await FormSite.PublishAsync("it");
        var fields = site.Filled(form).ToDictionary(field => field.Key, field => field.Value);
        foreach (var name in fields.Keys.Where(name => name[0] != '_'))
        {
            fields[name] = name == "size" ? ["m"] : ["  "];
        }
        fields.Remove("extras");
        fields.Remove("day");
        if (form == "choices")
        {
            fields["answer"] = [""];
        }

        using var page = await site.PostAsync("text/html", fields);
        page.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        new HtmlParser()
            .ParseDocument(await page.Content.ReadAsStringAsync())
            .QuerySelector("[role=alert] li")!
            .TextContent.ShouldBe("Il modulo è ancora vuoto: compila almeno un campo.");
        (await site.ListAsync()).ShouldBeEmpty();
    }

    [Test]
    public async Task What_is_right_is_stored_whatever_country_script_or_length_it_has()
    {
        using var site = await FormSite.PublishAsync("en-GB");
        (string Field, string Value)[] right =
        [
            ("name", "李"),
            ("name", "Ada 👩‍🔬 O’Brien-Łukasz"),
            ("email", "ada+test@sub.example.co.uk"),
            ("email", "josé@exämple.com"),
            ("email", "用户@例子.公司"),
            ("phone", "0161 496 0123"),
            ("phone", "(0161) 496-0123 ext. 12"),
            ("phone", "+49 341 9001234"),
            ("phone", "0049 341 9001234"),
            ("phone", "٠١٦١٤٩٦٠١٢٣"),
            ("phone", ""),
            ("date", "2099-12-31"),
            ("time", "23:59"),
            ("people", "999"),
            ("message", string.Concat(Enumerable.Repeat("ab\r\n", 666))),
            ("message", "<script>alert(1)</script>"),
            ("service", ""),
        ];
        foreach (var (field, value) in right)
        {
            var fields = site.Filled("contact");
            fields[field] = [value];
            using var answer = await site.PostAsync("application/json", fields);
            answer.StatusCode.ShouldBe(
                HttpStatusCode.OK,
                $"{field}={value}: {await answer.Content.ReadAsStringAsync()}"
            );
        }
        var stored = await site.ListAsync();
        stored.Count.ShouldBe(right.Distinct().Count());
        foreach (var (field, value) in right)
        {
            stored.ShouldContain(one => one!["fields"]![field]!.GetValue<string>() == value);
        }
    }

    [Test]
    public async Task The_published_form_counts_and_not_its_draft()
    {
        using var site = await FormSite.PublishAsync("en");
        var fields = site.Filled("contact");
        await site.Owner.EditAsync(
            site.Contact,
            """{"props":{"v":1,"heading":"Changed","fields":[{"kind":"company","required":true}],"goals":[{"ref":"one","label":"One"}]}}"""
        );
        using (var sent = await site.PostAsync("application/json", fields))
        {
            sent.StatusCode.ShouldBe(HttpStatusCode.OK, await sent.Content.ReadAsStringAsync());
        }
        await Answers.JsonAsync(
            await site.Owner.PutAsync($"/v1/campaigns/{site.Id}/publication", null),
            HttpStatusCode.OK
        );

        fields["name"] = ["Bea"];
        using var stale = await site.PostAsync("application/json", fields);

        var problem = await Answers.JsonAsync(stale, HttpStatusCode.BadRequest);
        problem["errors"]!.AsObject().Select(error => error.Key).ShouldContain("name");
        (await site.ListAsync()).Count.ShouldBe(1);
    }

    [Test]
    public async Task A_page_that_was_loaded_before_its_form_was_replaced_by_one_like_it_still_sends()
    {
        using var site = await FormSite.PublishAsync("en");
        var fields = site.Filled("contact");
        fields["_component"] = [Guid.CreateVersion7().ToString()];
        using var sent = await site.PostAsync("application/json", fields);
        sent.StatusCode.ShouldBe(HttpStatusCode.OK, await sent.Content.ReadAsStringAsync());
        (await site.ListAsync()).ShouldHaveSingleItem()!.Text("componentId").ShouldBe(site.Contact);
    }

    [Test]
    public async Task Two_fields_whose_names_differ_in_case_are_two_fields()
    {
        using var site = await FormSite.PublishAsync("en");
        var fields = site.Filled("cases");
        using var sent = await site.PostAsync("application/json", fields);
        sent.StatusCode.ShouldBe(HttpStatusCode.OK, await sent.Content.ReadAsStringAsync());
        var stored = (await site.ListAsync()).ShouldHaveSingleItem()!["fields"]!;
        (stored.Text("name"), stored.Text("Name")).ShouldBe(("Ada", "of the dog: Bello"));
    }

    [TestCase("One", "You asked for one.")]
    [TestCase("Two", "You asked for two.")]
    [TestCase(null, "Your message has arrived.")]
    public async Task Each_wish_is_thanked_with_its_own_words(string? wish, string thanks)
    {
        using var site = await FormSite.PublishAsync("en");
        var fields = site.Filled("contact");
        fields.Remove("wish");
        if (wish is not null)
        {
            fields["wish"] = [wish];
        }
        using var sent = await site.PostAsync("text/html", fields);
        var page = new HtmlParser().ParseDocument(await sent.Content.ReadAsStringAsync());
        page.QuerySelector("[role=status]")!.TextContent.ShouldBe(thanks);
    }

    [TestCase("One", "/thank-you")]
    [TestCase(null, "/thank-you")]
    [TestCase("Two", "/submissions")]
    public async Task The_campaigns_page_of_thanks_is_for_the_first_wish(string? wish, string end)
    {
        using var site = await FormSite.PublishAsync("en");
        await site.Owner.AddComponentAsync(site.Id, page: "thank-you");
        await Answers.JsonAsync(
            await site.Owner.PutAsync($"/v1/campaigns/{site.Id}/publication", null),
            HttpStatusCode.OK
        );
        var fields = site.Filled("contact");
        fields["wish"] = wish is null ? [] : [wish];
        using var answer = await site.PostAsync("text/html", fields);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.RequestMessage!.RequestUri!.AbsolutePath.ShouldEndWith(end);
    }

    private static async Task IsRefusedAsync(FormSite site, Wrong wrong, VisitorWords words)
    {
        var fields = site.Filled(wrong.Form);
        fields[wrong.Field] = wrong.Values;
        var message = words.Fault(wrong.Rule, wrong.Limits);
        var status = wrong.Rule is "unknown" or "unreadable"
            ? HttpStatusCode.BadRequest
            : HttpStatusCode.UnprocessableEntity;

        using var program = await site.PostAsync("application/json", fields);
        var problem = await Answers.JsonAsync(program, status);
        program.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        problem.Text("code").ShouldBe(status == HttpStatusCode.BadRequest ? "forms.malformed" : "forms.invalid");
        var error = problem["errors"]!.AsObject().ShouldHaveSingleItem();
        error.Key.ShouldBe(wrong.Field);
        error.Value!.AsArray().ShouldHaveSingleItem()!.GetValue<string>().ShouldBe(message);

        using var browser = await site.PostAsync("text/html,application/xhtml+xml,*/*;q=0.8", fields);
        var html = await browser.Content.ReadAsStringAsync();
        browser.StatusCode.ShouldBe(status, html);
        var page = new HtmlParser().ParseDocument(html);
        page.DocumentElement.GetAttribute("lang").ShouldBe(site.Language);
        page.DocumentElement.GetAttribute("dir").ShouldBe(words.Direction);
        html.ShouldNotContain("<script");
        page.QuerySelector("[role=alert][autofocus] h1")!.TextContent.ShouldBe(words["problem"]);
        var said = page.QuerySelectorAll("[role=alert] li").ShouldHaveSingleItem();
        said.TextContent.ShouldEndWith(message);
        if (wrong.Rule == "unknown")
        {
            return;
        }
        var control = page.GetElementById(said.QuerySelector("a")!.GetAttribute("href")![1..]).ShouldNotBeNull();
        control.GetAttribute("name").ShouldBe(wrong.Field);
        var noteId = control.GetAttribute("aria-describedby").ShouldNotBeNull().Split(' ')[0];
        page.GetElementById(noteId)!.TextContent.ShouldBe(message);
        if (control.LocalName != "button" && control.GetAttribute("type") != "radio")
        {
            control.GetAttribute("aria-invalid").ShouldBe("true");
        }
        // What was entered is there again.
        foreach (var (name, values) in fields.Where(field => field.Key != wrong.Field && field.Key[0] != '_'))
        {
            page.QuerySelectorAll($"main [name='{name}']").SelectMany(ValuesOf).ShouldContain(values[0], name);
        }
    }

    private static IEnumerable<string> ValuesOf(IElement control) =>
        control.LocalName switch
        {
            "textarea" => [control.TextContent],
            "select" => control
                .QuerySelectorAll("option[selected]")
                .Select(option => option.GetAttribute("value") ?? option.TextContent),
            "input" when control.GetAttribute("type") is "radio" or "checkbox" => control.HasAttribute("checked")
                ? [control.GetAttribute("value") ?? "on"]
                : [],
            _ => [control.GetAttribute("value") ?? ""],
        };

    /// <param name="Form">Which form of the page.</param>
    /// <param name="Limits">What the message tells.</param>
    private sealed record Wrong(
        string Form,
        string Field,
        IReadOnlyList<string> Values,
        string Rule,
        params IReadOnlyList<object> Limits
    );
}
