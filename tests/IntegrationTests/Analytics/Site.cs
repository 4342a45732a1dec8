using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AiWebBuilder.IntegrationTests.Analytics;

/// <summary>A published campaign, its owner, and visitors of it.</summary>
internal sealed class Site : IDisposable
{
    /// <summary>A browser that nobody takes for a bot.</summary>
    public const string Browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    private Site(HttpClient owner, string id, string url, IReadOnlyList<string> components) =>
        (Owner, Id, Url, Components) = (owner, id, url, components);

    public HttpClient Owner { get; }

    public string Id { get; }

    /// <summary>Path of the first page.</summary>
    public string Url { get; }

    public IReadOnlyList<string> Components { get; }

    public static async Task<Site> PublishAsync(string brief = "minimal", Host? host = null)
    {
        var owner = await (host ?? App.Current).SignedInAsync();
        var id = (await owner.CreateCampaignAsync(brief))["id"]!.GetValue<string>();
        await owner.GenerateAsync(id);
        var publication = await Answers.JsonAsync(
            await owner.PutAsync($"/v1/campaigns/{id}/publication", null),
            HttpStatusCode.OK
        );
        var campaign = await owner.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{id}");
        return new Site(
            owner,
            id,
            publication["url"]!.GetValue<string>(),
            [.. campaign!["components"]!.AsArray().Select(one => one!["id"]!.GetValue<string>())]
        );
    }

    /// <summary>A client without an account.</summary>
    public static HttpClient Visitor(string userAgent = Browser)
    {
        var client = App.Current.CreateClient();
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", userAgent);
        return client;
    }

    public static object View(string? componentId = null, string? url = null, string? referrer = null) =>
        Event(
            new
            {
                type = "view",
                componentId,
                url,
                referrer,
            }
        );

    public static object Click(string componentId) => Event(new { type = "click", componentId });

    public static object Conversion(decimal value, string? currency = "EUR", string? orderId = null) =>
        Event(
            new
            {
                type = "conversion",
                conversion = new
                {
                    type = "purchase",
                    value,
                    currency,
                    orderId,
                },
            }
        );

    /// <summary>The members, and an id when they hold none.</summary>
    public static JsonObject Event(object members)
    {
        var one = JsonSerializer.SerializeToNode(members, JsonSerializerOptions.Web)!.AsObject();
        foreach (var absent in one.Where(member => member.Value is null).Select(member => member.Key).ToArray())
        {
            one.Remove(absent);
        }
        one["conversion"]
            ?.AsObject()
            .Where(member => member.Value is null)
            .ToList()
            .ForEach(member => one["conversion"]!.AsObject().Remove(member.Key));
        one.TryAdd("id", Guid.CreateVersion7().ToString());
        return one;
    }

    public string Body(params object[] events) => JsonSerializer.Serialize(new { campaignId = Id, events });

    /// <summary>Sends the events; they must be accepted for storing.</summary>
    public async Task<JsonNode> SendAsync(HttpClient visitor, params object[] events) =>
        await Answers.JsonAsync(await visitor.PostTextAsync("/e", Body(events)), HttpStatusCode.Accepted);

    public async Task<JsonNode> AnalyticsAsync(string query = "") =>
        await Answers.JsonAsync(await Owner.GetAsync($"/v1/campaigns/{Id}/analytics{query}"), HttpStatusCode.OK);

    public async Task<JsonNode> CampaignAsync() => (await Owner.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{Id}"))!;

    public async Task<JsonArray> EventsAsync(string query = "") =>
        (await Answers.JsonAsync(await Owner.GetAsync($"/v1/campaigns/{Id}/events{query}"), HttpStatusCode.OK))[
            "data"
        ]!.AsArray();

    public void Dispose() => Owner.Dispose();
}
