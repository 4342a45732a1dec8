using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Analytics;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.IntegrationTests.Campaigns.Blocks;

/// <summary>Blocks with a form, from the catalogue's own sample to what the owner reads of a visitor's request.</summary>
internal sealed class FormBlockTests
{
    [TestCase("contact", "Book a repair")]
    [TestCase("booking", "Ask for this day")]
    [TestCase("order", "Order for pick-up")]
    [TestCase("newsletter", "Subscribe")]
    public async Task What_a_visitor_sends_arrives_with_the_button_that_was_pressed(string kind, string wish)
    {
        using var site = await Site.PublishAsync();
        var block = await Answers.JsonAsync(await site.Owner.GetAsync($"/v1/blocks/{kind}"), HttpStatusCode.OK);
        var props = block["sample"]!["props"]!.AsObject();
        // The campaign has neither the facts nor the page that the sample speaks of.
        foreach (var name in new[] { "facts", "hours", "items", "privacy" })
        {
            props.Remove(name);
        }
        var added = await Answers.JsonAsync(
            await site.Owner.PostAsJsonAsync(
                $"/v1/campaigns/{site.Id}/components",
                new JsonObject
                {
                    ["name"] = "Form",
                    ["kind"] = kind,
                    ["props"] = props.DeepClone(),
                }
            ),
            HttpStatusCode.Created
        );
        await Answers.JsonAsync(
            await site.Owner.PutAsync($"/v1/campaigns/{site.Id}/publication", null),
            HttpStatusCode.OK
        );
        using var visitor = Site.Visitor();

        var page = new HtmlParser().ParseDocument(await visitor.GetStringAsync(site.Url));
        var form = page.QuerySelector($"[data-component-id='{added.Text("id")}'] form").ShouldNotBeNull();
        var button = form.QuerySelectorAll("button[name]").First(one => one.TextContent == wish);
        using var sent = new FormUrlEncodedContent([
            .. form.QuerySelectorAll("input[name], select[name], textarea[name]")
                .Select(field => KeyValuePair.Create(field.GetAttribute("name")!, Filled(field))),
            KeyValuePair.Create(button.GetAttribute("name")!, button.GetAttribute("value")!),
        ]);
        using var answer = await visitor.PostAsync(form.GetAttribute("action"), sent);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldContain(props.Text("thanks"));
        var submission = (await site.Owner.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{site.Id}/submissions"))!["data"]!
            .AsArray()
            .ShouldHaveSingleItem()!;
        submission.Text("componentId").ShouldBe(added.Text("id"));
        var fields = submission["fields"]!;
        fields.Text("wish").ShouldBe(wish);
        foreach (var field in props["fields"]?.AsArray() ?? [])
        {
            fields.Text(field!.Text("kind")).ShouldNotBeEmpty();
        }
        fields["consent"]?.GetValue<string>().ShouldBe(props.Text("consent"));
    }

    private static string Filled(IElement field) =>
        field.Closest("[hidden]") is not null ? ""
        : field.GetAttribute("value") is { } value ? value
        : field.QuerySelector("option:last-child") is { } option ? option.TextContent
        : field.GetAttribute("type") switch
        {
            "number" => "2",
            "email" => "ada@example.com",
            "tel" => "+44 20 7946 0958",
            "date" => "2099-05-31",
            "time" => "10:30",
            _ => "Ada",
        };
}
