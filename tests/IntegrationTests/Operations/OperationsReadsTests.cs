using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace AiWebBuilder.IntegrationTests.Operations;

/// <summary>An account's view of its own background work and changes.</summary>
public sealed class OperationsReadsTests
{
    [Test]
    public async Task A_job_shows_its_progress_to_its_account_alone()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal"))["id"]!.GetValue<string>();
        var started = await Answers.JsonAsync(
            await client.PostAsync($"/v1/campaigns/{campaign}/generations", null),
            HttpStatusCode.Accepted
        );
        var address = $"/v1/jobs/{started["jobId"]}";

        var progress = 0;
        JsonNode job;
        do
        {
            job = (await client.GetFromJsonAsync<JsonNode>(address))!;
            job["progress"]!.GetValue<int>().ShouldBeGreaterThanOrEqualTo(progress);
            progress = job["progress"]!.GetValue<int>();
        } while (job["status"]!.GetValue<string>() is "pending" or "processing");

        job["status"]!.GetValue<string>().ShouldBe("completed");
        job["type"]!.GetValue<string>().ShouldBe("campaigns.generate");
        job["attempts"]!.GetValue<int>().ShouldBe(1);
        progress.ShouldBe(100);
        using var stranger = await App.Current.SignedInAsync();
        (await stranger.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task The_audit_log_shows_the_accounts_changes_newest_first_without_secrets()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.CreateCampaignAsync("minimal");
        var id = campaign["id"]!.GetValue<string>();
        using var read = await client.GetAsync($"/v1/campaigns/{id}");
        (
            await client.PatchTextAsync($"/v1/campaigns/{id}", """{"name":"Renamed"}""", read.Headers.ETag!.ToString())
        ).StatusCode.ShouldBe(HttpStatusCode.OK);

        var rows = (await client.GetFromJsonAsync<JsonNode>($"/v1/audit-log?table=campaigns&rowId={id}"))!["data"]!;

        rows.AsArray().Select(row => row!["action"]!.GetValue<string>()).ShouldBe(["update", "insert"]);
        rows[0]!["after"]!["name"]!.GetValue<string>().ShouldBe("Renamed");
        rows[0]!["actorId"]!.GetValue<string>().ShouldBe(campaign["userId"]!.GetValue<string>());
        var everything = await client.GetStringAsync("/v1/audit-log?limit=100");
        everything.ShouldNotContain("$2");
        using var stranger = await App.Current.SignedInAsync();
        (await stranger.GetFromJsonAsync<JsonNode>($"/v1/audit-log?rowId={id}"))!["data"]!.AsArray().ShouldBeEmpty();
        (await client.GetAsync($"/v1/audit-log?table={new string('x', 64)}")).StatusCode.ShouldBe(
            HttpStatusCode.BadRequest
        );
    }
}
