using System.Net;
using System.Net.Http.Headers;
using AiWebBuilder.Api.Operations;
using AiWebBuilder.Infrastructure.Operations;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.IntegrationTests.Operations;

/// <summary>What somebody sees who opens the server's address in a browser.</summary>
internal sealed class StartPageTests
{
    [Test]
    public async Task Outside_development_it_tells_a_stranger_its_name_and_where_the_reference_is()
    {
        using var browser = App.Current.CreateClient();
        using var answer = await browser.GetAsync("/");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldStartWith("default-src 'none'; style-src 'sha256-");
        policy.ShouldNotContain("unsafe");
        var html = await answer.Content.ReadAsStringAsync();
        var page = new HtmlParser().ParseDocument(html);
        page.QuerySelectorAll("a").Select(link => link.GetAttribute("href")).ShouldBe(["/docs"]);
        page.QuerySelectorAll("section").ShouldBeEmpty();
        html.ShouldNotContain("demo@example.com");
        (await browser.GetAsync("/mails/20260101-000000-0197f3a000007000800000000000000a")).StatusCode.ShouldBe(
            HttpStatusCode.NotFound
        );
        using var icon = await browser.GetAsync("/favicon.ico");
        icon.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [TestCase("application/json")]
    [TestCase("text/html")]
    public async Task An_address_that_is_none_stays_a_problem_for_whoever_asks(string accept)
    {
        using var client = App.Current.CreateClient();
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
        using var answer = await client.GetAsync("/no-such-place");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await Answers.JsonAsync(answer, HttpStatusCode.NotFound))["code"]!
            .GetValue<string>()
            .ShouldBe("request.no_such_address");
    }

    [Test]
    public void On_a_development_machine_it_shows_the_demo_its_pages_and_the_mails_as_text()
    {
        const string Hostile = "<script>alert(1)</script>\"'&";
        var page = new HtmlParser().ParseDocument(
            StartPage.Write(
                new ThisMachine(
                    ("demo@example.com", "password"),
                    ["yoga-studio"],
                    [new WrittenMail("20260101-000000-a", Hostile, "ana@example.com", DateTimeOffset.UnixEpoch)]
                )
            )
        );

        page.QuerySelectorAll("script").ShouldBeEmpty();
        page.DocumentElement.GetAttribute("lang").ShouldBe("en");
        page.QuerySelectorAll("h1").Length.ShouldBe(1);
        page.QuerySelectorAll("a")
            .Select(link => link.GetAttribute("href"))
            .ShouldBe(["/docs", "/p/yoga-studio", "/mails/20260101-000000-a"]);
        page.QuerySelector("[href^='/mails']")!.TextContent.ShouldStartWith(Hostile);
        page.Body!.TextContent.ShouldContain("demo@example.com");
    }
}
