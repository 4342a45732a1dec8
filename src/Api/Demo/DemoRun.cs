using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace AiWebBuilder.Api.Demo;

/// <summary>
/// The main job on one brief, each step with its figures: account, campaign, plan, generation, preflight, publication, export,
/// a hundred simulated visits, and what the analytics say of them.
/// </summary>
/// <param name="http">Its base address is the server's.</param>
/// <param name="output">Gets the report.</param>
internal sealed class DemoRun(HttpClient http, TextWriter output, TimeProvider time)
{
    private const int Visits = 100;

    private readonly ProductClient product = new(http);

    /// <param name="brief">The body of POST /v1/campaigns.</param>
    /// <param name="folder">Gets the exported files; made when missing.</param>
    /// <exception cref="ProductRefusedException">The API refused a step.</exception>
    public async Task RunAsync(JsonNode brief, string folder, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var email = $"demo-{RandomNumberGenerator.GetHexString(8, lowercase: true)}@example.com";
        await product.RegisterAsync(
            email,
            RandomNumberGenerator.GetHexString(24, lowercase: true),
            "Demo",
            cancellationToken
        );
        Step("account", email);

        var campaign = await product.CreateCampaignAsync(brief, cancellationToken);
        var id = campaign["id"]!.GetValue<string>();
        Step("campaign", $"{campaign["name"]} ({campaign["type"]})");

        var plan = await product.PlanAsync(id, cancellationToken);
        var estimate = plan["estimate"]!;
        Step(
            "plan",
            $"{Count(plan["sections"])} sections on {Count(plan["pages"])} pages; {estimate["model"]} will cost "
                + $"{Usd(estimate["minCost"])} to {Usd(estimate["maxCost"])}"
        );

        var generation = await product.GenerateAsync(
            id,
            (type, data) =>
            {
                if (type is "step.completed" or "step.left_out" or "step.failed")
                {
                    var mark =
                        type == "step.completed" ? "+"
                        : type == "step.failed" ? "!"
                        : "-";
                    Line($"    {mark} {data["name"]}  {data["error"] ?? data["reason"]}");
                }
            },
            cancellationToken
        );
        Step(
            "generation",
            $"{generation["status"]}: {generation["promptTokens"]} tokens in, {generation["completionTokens"]} out, "
                + $"{Usd(generation["cost"])} on the books"
        );

        var preflight = await product.PreflightAsync(id, cancellationToken);
        var warnings = preflight["checks"]!.AsArray();
        Step(
            "preflight",
            $"{(preflight["passed"]!.GetValue<bool>() ? "passed" : "blocks")}, {warnings.Count} finding(s)"
        );
        foreach (var check in warnings.Take(5))
        {
            Line($"    {check!["severity"]} {check["rule"]}: {check["message"]}");
        }

        var page = await product.PublishAsync(id, cancellationToken);
        Step("published", page.AbsoluteUri);

        var archive = await product.ExportAsync(id, cancellationToken);
        var files = Unpack(archive, folder);
        Step("exported", $"{files} files to {Path.GetFullPath(folder)}");

        var visits = await VisitAsync(page, id, cancellationToken);
        var analytics = await product.AnalyticsAsync(id, cancellationToken);
        await output.WriteLineAsync();
        Table(campaign, plan, generation, visits, analytics["totals"]!, time.GetElapsedTime(started));
    }

    private async Task<VisitTotals> VisitAsync(Uri page, string campaignId, CancellationToken cancellationToken)
    {
        using var first = await http.GetAsync(page, cancellationToken);
        if (!first.IsSuccessStatusCode)
        {
            Step("visits", "none: this campaign has no page, only e-mails");
            return new VisitTotals(0, 0, 0);
        }
        var totals = await new SimulatedVisits(http, seed: 2026).RunAsync(
            page,
            campaignId,
            Visits,
            _ => { },
            cancellationToken
        );
        Step("visits", $"{totals.Visits} simulated: {totals.Accepted} events accepted, {totals.Forms} forms sent");
        return totals;
    }

    private void Table(
        JsonNode campaign,
        JsonNode plan,
        JsonNode generation,
        VisitTotals visits,
        JsonNode totals,
        TimeSpan elapsed
    )
    {
        var cost = generation["cost"]!.GetValue<decimal>();
        var conversions = totals["conversions"]!.GetValue<long>();
        (string Name, string Value)[] rows =
        [
            ("campaign", $"{campaign["name"]}"),
            ("pages / sections", $"{Count(plan["pages"])} / {Count(plan["sections"])}"),
            ("tokens in / out", $"{generation["promptTokens"]} / {generation["completionTokens"]}"),
            ("AI cost", Usd(generation["cost"])),
            ("simulated visits", $"{visits.Visits}"),
            ("views", $"{totals["views"]}"),
            ("visitors", $"{totals["visitors"]}"),
            ("clicks", $"{totals["clicks"]}"),
            ("conversions", $"{conversions}"),
            ("revenue", $"{totals["revenue"]}"),
            ("AI cost per conversion", conversions == 0 ? "-" : Usd(JsonValue.Create(cost / conversions))),
            ("seconds", elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)),
        ];
        var width = rows.Max(row => row.Name.Length);
        foreach (var (name, value) in rows)
        {
            Line($"  {name.PadRight(width)}  {value}");
        }
    }

    private void Step(string name, string what) => Line($"{name, -11} {what}");

    private void Line(string text) => output.WriteLine(text.TrimEnd());

    private static int Count(JsonNode? list) => list?.AsArray().Count ?? 0;

    private static string Usd(JsonNode? amount) =>
        string.Create(CultureInfo.InvariantCulture, $"{amount!.GetValue<decimal>():0.000000} USD");

    private static int Unpack(byte[] archive, string folder)
    {
        Directory.CreateDirectory(folder);
        using var zip = new ZipArchive(new MemoryStream(archive));
        zip.ExtractToDirectory(folder, overwriteFiles: true);
        return zip.Entries.Count;
    }
}
