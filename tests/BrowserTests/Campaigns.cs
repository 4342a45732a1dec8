using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests;

namespace AiWebBuilder.BrowserTests;

/// <summary>A published campaign: where its pages stand, and its e-mails.</summary>
/// <param name="Pages">Paths on the host, the first page first.</param>
/// <param name="Emails">Their HTML, in the order in which they are sent.</param>
internal sealed record PublishedCampaign(
    string Language,
    string Direction,
    IReadOnlyList<string> Pages,
    IReadOnlyList<string> Emails
)
{
    /// <summary>Generates and publishes one of samples/briefs, by its file's name.</summary>
    public static async Task<PublishedCampaign> FromSampleAsync(string brief)
    {
        using var client = await Browser.Host.SignedInAsync();
        return await PublishAsync(client, await client.CreateCampaignAsync(brief));
    }

    /// <summary>Generates and publishes a brief given as the body of POST /v1/campaigns.</summary>
    public static async Task<PublishedCampaign> FromAsync(object brief)
    {
        using var client = await Browser.Host.SignedInAsync();
        using var answer = await client.PostAsJsonAsync("/v1/campaigns", brief);
        return await PublishAsync(client, await Answers.JsonAsync(answer, HttpStatusCode.Created));
    }

    private static async Task<PublishedCampaign> PublishAsync(HttpClient client, JsonNode campaign)
    {
        var id = campaign["id"]!.GetValue<string>();
        using var begun = await client.PostAsync($"/v1/campaigns/{id}/generations", null);
        var generationId = (await Answers.JsonAsync(begun, HttpStatusCode.Accepted))["id"]!.GetValue<string>();
        var generation = await client.WaitForGenerationAsync(generationId, id);
        generation["status"]!.GetValue<string>().ShouldBe("completed", generation["errorMessage"]?.ToString());
        using var answer = await client.PutAsync($"/v1/campaigns/{id}/publication", null);
        var publication = await Answers.JsonAsync(answer, HttpStatusCode.OK);
        var url = publication["url"]!.GetValue<string>();
        var components = (await client.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{id}"))!["components"]!
            .AsArray()
            .Select(component => component!)
            .ToList();
        var language = await Browser.Host.QueryAsync<string>(
            $"select coalesce(theme->>'language', theme->>'Language') from campaigns where id = '{id}'"
        );
        return new PublishedCampaign(
            language,
            language is "ar" or "he" ? "rtl" : "ltr",
            [
                .. components
                    .Where(component => !IsEmail(component))
                    .Select(component => component["page"]!.GetValue<string>())
                    .Append(components.All(IsEmail) ? null : "privacy")
                    .OfType<string>()
                    .Distinct()
                    .Select(page => page == "index" ? url : $"{url}/{page}"),
            ],
            components.Exists(IsEmail) ? await EmailsAsync(client, id) : []
        );
    }

    /// <summary>As they are sent, by their number.</summary>
    private static async Task<IReadOnlyList<string>> EmailsAsync(HttpClient client, string id)
    {
        await using var body = await client.GetStreamAsync($"/v1/campaigns/{id}/exports/email");
        using var zip = new ZipArchive(body);
        List<string> emails = [];
        foreach (
            var file in zip
                .Entries.Where(file => file.FullName.EndsWith(".html", StringComparison.Ordinal))
                .OrderBy(file => file.FullName.Length)
                .ThenBy(file => file.FullName, StringComparer.Ordinal)
        )
        {
            using var reader = new StreamReader(file.Open());
            emails.Add(await reader.ReadToEndAsync());
        }
        return emails;
    }

    private static bool IsEmail(JsonNode component) =>
        component["componentType"]!.GetValue<string>() == "email_template";
}
