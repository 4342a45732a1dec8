using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Api.Http.Visitors;
using AiWebBuilder.IntegrationTests;

namespace AiWebBuilder.BrowserTests.Pages;

/// <summary>What visitors see after sending a form: the thanks, and the form once more when something is wrong with it.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class AnsweredFormPagesTests
{
    private static readonly string[] Styles = ["editorial", "bold", "soft"];

    /// <summary>Both directions, wide letters, and one whose page speaks English: all of them when every page is looked at.</summary>
    private static IEnumerable<string> Languages() =>
        PageInspection.IsWhole ? VisitorWords.Languages.Order(StringComparer.Ordinal) : ["ar", "de", "en", "ja"];

    [TestCaseSource(nameof(Languages))]
    public async Task Nothing_is_wrong_with_thanks_and_refusals(string language)
    {
        var (url, component) = await PublishAsync(language);
        using var visitor = Browser.Host.CreateClient();
        visitor.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        List<string> problems = [];
        await using var inspection = await PageInspection.OpenAsync();
        foreach (var isRight in new[] { true, false })
        {
            using var fields = new FormUrlEncodedContent(
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["_component"] = component,
                    ["name"] = isRight ? "Ada" : "",
                    ["email"] = isRight ? "ada@example.com" : "notmail",
                    ["date"] = isRight ? "2099-05-31" : "2020-01-01",
                    ["service"] = isRight ? "Repair" : "",
                    ["message"] = "1\n2",
                    ["wish"] = isRight ? "Two" : "Three",
                }
            );
            using var answer = await visitor.PostAsync($"{url}/submissions", fields);
            answer.StatusCode.ShouldBe(isRight ? HttpStatusCode.OK : HttpStatusCode.UnprocessableEntity);
            var name = $"form-{(isRight ? "thanked" : "refused")}-{language}";
            problems.AddRange(
                await inspection.InspectDocumentAsync(
                    await answer.Content.ReadAsStringAsync(),
                    name,
                    [1440, 390, 320],
                    width => width == 390 ? $"{name}.jpg" : null
                )
            );
            problems.AddRange(await inspection.AxeAsync(name));
        }
        problems.ShouldBeEmpty(string.Join(Environment.NewLine, problems));
    }

    [TestCase("en")]
    [TestCase("ar")]
    public async Task A_refused_form_is_mended_and_sent_without_a_script(string language)
    {
        var words = VisitorWords.For(language);
        var (url, _) = await PublishAsync(language);
        await using var window = await Browser.WindowAsync(390, javaScript: false);
        var page = await window.NewPageAsync();
        await page.GotoAsync(Browser.Address + url);
        await page.Locator("[name=name]").FillAsync("Ada");
        await page.Locator("[name=email]").FillAsync("ada@localhost");
        await page.Locator("[name=date]").FillAsync("2020-01-01");
        await page.Locator("[name=service]").SelectOptionAsync("Repair");
        await page.Locator("[name=message]").FillAsync("A question");
        await page.Locator("button[value=Two]").ClickAsync();

        await page.Locator("[role=alert]:focus").WaitForAsync();
        (await page.Locator("h1").TextContentAsync()).ShouldBe(words["problem"]);
        (await page.Locator("[role=alert] li").CountAsync()).ShouldBe(2);
        await page.Locator("[role=alert] a").First.ClickAsync();
        (await page.Locator("[name=email]").InputValueAsync()).ShouldBe("ada@localhost");
        (await page.Locator("[name=service]").InputValueAsync()).ShouldBe("Repair");
        (await page.Locator("[name=message]").InputValueAsync()).ShouldBe("A question");
        await page.Locator("[name=email]").FillAsync("ada@example.com");
        await page.Locator("[name=date]").FillAsync("2099-05-31");
        await page.Locator("button[value=Two]").ClickAsync();

        await page.Locator("[role=status]").WaitForAsync();
        (await page.Locator("[role=status]").TextContentAsync()).ShouldBe(words["arrived"]);
        (await page.Locator(".eyebrow").TextContentAsync()).ShouldBe("Two");
    }

    private static async Task<(string Url, string Component)> PublishAsync(string language)
    {
        using var owner = await Browser.Host.SignedInAsync();
        var id = (
            await SendAsync(
                owner,
                "/v1/campaigns",
                new
                {
                    name = "Mill Wheels",
                    type = "landing_page",
                    performanceRequirements = new { language },
                }
            )
        )["id"]!.GetValue<string>();
        using var themed = await owner.PutAsJsonAsync(
            $"/v1/campaigns/{id}/theme",
            new
            {
                style = Styles[language[0] % Styles.Length],
                primary = "#0F5257",
                highlight = "#E2725B",
            }
        );
        await Answers.JsonAsync(themed, HttpStatusCode.OK);
        var component = await SendAsync(
            owner,
            $"/v1/campaigns/{id}/components",
            new
            {
                name = "Form",
                kind = "contact",
                props = JsonNode.Parse(
                    """
                    {"v":1,"heading":"Mill Wheels","fields":[{"kind":"name","required":true},{"kind":"email","required":true},{"kind":"date"},
                    {"kind":"service","options":["Repair","Service"],"required":true},{"kind":"message"}],
                    "goals":[{"ref":"one","label":"One"},{"ref":"two","label":"Two"}]}
                    """
                ),
            }
        );
        using var answer = await owner.PutAsync($"/v1/campaigns/{id}/publication", null);
        var publication = await Answers.JsonAsync(answer, HttpStatusCode.OK);
        return (publication["url"]!.GetValue<string>(), component["id"]!.GetValue<string>());
    }

    private static async Task<JsonNode> SendAsync(HttpClient owner, string path, object body)
    {
        using var answer = await owner.PostAsJsonAsync(path, body);
        return await Answers.JsonAsync(answer, HttpStatusCode.Created);
    }
}
