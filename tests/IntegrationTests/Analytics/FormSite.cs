using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Campaigns;

namespace AiWebBuilder.IntegrationTests.Analytics;

/// <summary>A page with several forms in a language, of blocks and of markup of one's own.</summary>
internal sealed class FormSite(HttpClient owner, string id, string url, string language, JsonNode[] forms) : IDisposable
{
    public const string Wish = "One";
    public const string OtherPagesWish = "Order";
    private const string Consent = "Letters, at most one a month";

    private readonly HttpClient visitor = Site.Visitor();

    public HttpClient Owner => owner;
    public string Id => id;

    /// <summary>Path of the first page.</summary>
    public string Url => url;
    public string Language => language;
    public string Contact => forms[0].Text("id");

    public static async Task<FormSite> PublishAsync(string language, string style = "", Host? host = null)
    {
        var owner = await (host ?? App.Current).SignedInAsync();
        var campaign = await Answers.JsonAsync(
            await owner.PostAsJsonAsync(
                "/v1/campaigns",
                new
                {
                    name = "Mill Wheels",
                    type = "landing_page",
                    brandGuidelines = style,
                    performanceRequirements = new { language },
                }
            ),
            HttpStatusCode.Created
        );
        var id = campaign.Text("id");
        JsonNode[] forms =
        [
            await owner.AddBlockAsync(
                id,
                "contact",
                """
                {"v":1,"heading":"Write to us","fields":[{"kind":"name","required":true},{"kind":"email","required":true},{"kind":"phone"},
                {"kind":"date"},{"kind":"time"},{"kind":"people"},{"kind":"service","options":["Repair","Service"]},{"kind":"message"}],
                "goals":[{"ref":"one","label":"One","thanks":"You asked for one."},{"ref":"two","label":"Two","thanks":"You asked for two."}]}
                """
            ),
            await owner.AddBlockAsync(
                id,
                "newsletter",
                $$"""{"v":1,"heading":"Letters","consent":"{{Consent}}","goal":{"ref":"subscribe","label":"Subscribe"} }"""
            ),
            await owner.AddComponentAsync(
                id,
                code: """
                <section><h2>Bicycles</h2><form><label>Site <input name="site" type="url"></label>
                <fieldset><legend>Size</legend><label><input type="radio" name="size" value="m" checked> M</label>
                <label><input type="radio" name="size" value="l"> L</label></fieldset>
                <label>Extras <select name="extras" multiple><option>bell</option><option>light</option></select></label>
                <label>Day <input name="day" type="date" max="2030-12-31"></label><button>Send</button></form></section>
                """
            ),
            await owner.AddComponentAsync(
                id,
                code: """<section><h2>Vote</h2><form><label>Answer <select name="answer"><option value="">–</option><option>yes</option></select></label><button>Send</button></form></section>"""
            ),
            await owner.AddBlockAsync(
                id,
                "contact",
                """{"v":1,"heading":"Dogs","fields":[{"kind":"name"},{"kind":"text","label":"Name"}],"goals":[{"ref":"dogs","label":"Send"}]}"""
            ),
            await owner.AddBlockAsync(
                id,
                "contact",
                $$"""{"v":1,"heading":"Order","fields":[{"kind":"name"}],"goals":[{"ref":"order","label":"{{OtherPagesWish}}"}]}""",
                page: "order"
            ),
        ];
        var publication = await Answers.JsonAsync(
            await owner.PutAsync($"/v1/campaigns/{id}/publication", null),
            HttpStatusCode.OK
        );
        return new FormSite(owner, id, publication.Text("url"), language, forms);
    }

    /// <summary>Valid values by name.</summary>
    public Dictionary<string, IReadOnlyList<string>> Filled(string form)
    {
        Dictionary<string, IReadOnlyList<string>> fields = form switch
        {
            "contact" => new(StringComparer.Ordinal)
            {
                ["name"] = ["Ada \"Countess\" <Lovelace>"],
                ["email"] = ["ada@example.com"],
                ["phone"] = ["+44 161 496 0123"],
                ["date"] = ["2099-05-31"],
                ["time"] = ["10:30"],
                ["people"] = ["2"],
                ["service"] = ["Service"],
                ["message"] = ["A line,\nand another."],
                ["wish"] = [Wish],
            },
            "newsletter" => new(StringComparer.Ordinal) { ["email"] = ["ada@example.com"], ["consent"] = [Consent] },
            "own" => new(StringComparer.Ordinal)
            {
                ["site"] = ["https://example.com"],
                ["size"] = ["l"],
                ["extras"] = ["light"],
                ["day"] = ["2030-01-02"],
            },
            "cases" => new(StringComparer.Ordinal) { ["name"] = ["Ada"], ["Name"] = ["of the dog: Bello"] },
            _ => new(StringComparer.Ordinal) { ["answer"] = ["yes"] },
        };
        fields["_component"] =
        [
            forms[Array.IndexOf(["contact", "newsletter", "own", "choices", "cases"], form)].Text("id"),
        ];
        fields["_website"] = [""];
        return fields;
    }

    public async Task<HttpResponseMessage> PostAsync(
        string accept,
        IReadOnlyDictionary<string, IReadOnlyList<string>> fields
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{url}/submissions")
        {
            Content = new FormUrlEncodedContent(
                fields.SelectMany(field => field.Value.Select(value => KeyValuePair.Create(field.Key, value)))
            ),
        };
        request.Headers.Accept.ParseAdd(accept);
        return await visitor.SendAsync(request);
    }

    /// <summary>Read as it stands: names that differ in case are two.</summary>
    public async Task<JsonArray> ListAsync() =>
        JsonNode.Parse(await owner.GetStringAsync($"/v1/campaigns/{id}/submissions?limit=100"))!["data"]!.AsArray();

    public void Dispose()
    {
        visitor.Dispose();
        owner.Dispose();
    }
}
