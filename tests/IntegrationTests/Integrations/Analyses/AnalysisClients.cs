using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Campaigns;

namespace AiWebBuilder.IntegrationTests.Integrations.Analyses;

/// <summary>The steps that tests of analyses begin with.</summary>
internal static class AnalysisClients
{
    /// <summary>Connected and synced.</summary>
    public static async Task<JsonNode> SyncedSiteAsync(this HttpClient client, AnalysedSite site)
    {
        var integration = await client.ConnectedAsync("wordpress", site.Credentials);
        (await client.SyncedAsync(integration)).Text("status").ShouldBe("completed");
        return integration;
    }

    public static Task<HttpResponseMessage> AskForAnalysisAsync(
        this HttpClient client,
        JsonNode integration,
        string type,
        string? model = null
    ) =>
        client.PostAsJsonAsync(
            $"/v1/integrations/{integration.Text("id")}/analyses",
            model is null ? (object)new { analysisType = type } : new { analysisType = type, model }
        );

    public static async Task<JsonNode> StartAnalysisAsync(
        this HttpClient client,
        JsonNode integration,
        string type = "full_audit",
        string? model = null
    ) => await Answers.JsonAsync(await client.AskForAnalysisAsync(integration, type, model), HttpStatusCode.Accepted);

    public static async Task<JsonNode> GetAnalysisAsync(this HttpClient client, JsonNode analysis) =>
        (await client.GetFromJsonAsync<JsonNode>($"/v1/analyses/{analysis.Text("id")}"))!;

    /// <summary>Waits for the end of it.</summary>
    public static async Task<JsonNode> EndedAsync(this HttpClient client, JsonNode analysis)
    {
        await Eventually.TrueAsync(
            async () => (analysis = await client.GetAnalysisAsync(analysis)).Text("status") != "processing",
            "the analysis' end"
        );
        return analysis;
    }

    public static JsonNode Fact(this JsonNode analysis, string id) =>
        analysis["facts"]!.AsArray().Single(fact => fact!.Text("id") == id)!;

    /// <summary>The ids of the facts that recommendations rest on.</summary>
    public static IEnumerable<string> Cited(this JsonNode analysis) =>
        analysis["recommendations"]!
            .AsArray()
            .SelectMany(one => one!["facts"]!.AsArray().Select(id => id!.GetValue<string>()));
}
