using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace AiWebBuilder.Api.Demo;

/// <summary>
/// The road of whoever has a site already: connected, synced, analysed, rehearsed, imported, published. Each step says what it found.
/// </summary>
/// <param name="http">Its base address is the server's.</param>
/// <param name="output">Gets the report.</param>
internal sealed class MigrationDemo(HttpClient http, TextWriter output)
{
    private readonly ProductClient product = new(http);

    /// <param name="folder">Gets the reports; made when missing.</param>
    /// <exception cref="ProductRefusedException">The API refused a step, or one did not end well.</exception>
    public async Task RunAsync(BundledSite site, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        Step("site", $"{site.Url}/ with {site.Pages.Count} pages: {string.Join(' ', site.Pages)}");
        var email = $"demo-{RandomNumberGenerator.GetHexString(8, lowercase: true)}@example.com";
        await product.RegisterAsync(
            email,
            RandomNumberGenerator.GetHexString(24, lowercase: true),
            "Demo",
            cancellationToken
        );
        Step("account", email);

        var integration = await product.PostAsync(
            "/v1/integrations",
            new JsonObject
            {
                ["platformType"] = "wordpress",
                ["credentials"] = new JsonObject
                {
                    ["siteUrl"] = site.Url,
                    ["username"] = "demo",
                    ["applicationPassword"] = "abcd EFGH 1234 ijkl",
                },
            },
            cancellationToken
        );
        var path = $"/v1/integrations/{integration["id"]}";
        integration = await product.PostAsync($"{path}/verification", null, cancellationToken);
        Step("connected", $"{integration["accountName"]}: {integration["connectionStatus"]}");

        var sync = await EndedAsync($"{path}/syncs", null, "running", cancellationToken);
        Step("synced", $"{sync["changes"]?["new"]} new contents");

        foreach (var type in new[] { "full_audit", "migration_assessment" })
        {
            await AnalyseAsync(path, type, folder, cancellationToken);
        }

        var rehearsal = await ImportAsync(site, isRehearsal: true, cancellationToken);
        Step("rehearsed", $"{Sums(rehearsal)}; nothing was made");
        var import = await ImportAsync(site, isRehearsal: false, cancellationToken);
        var pages = import["pages"]!.AsArray();
        Step("imported", $"{pages.Count(page => page!["page"] is not null)} pages: {Sums(import)}");
        foreach (var page in pages.Where(page => page!["page"] is null))
        {
            await output.WriteLineAsync($"    left out: {page!["address"]}  {page["reason"]}");
        }
        foreach (var total in import["totals"]!.AsArray())
        {
            await output.WriteLineAsync(
                $"    {total!["kind"], -10} {total["carried"], 4} carried {total["approximated"], 4} approximated "
                    + $"{total["replaced"], 4} replaced {total["lost"], 4} lost"
            );
        }

        var campaign = import["campaignIds"]![0]!.GetValue<string>();
        var published = await product.PublishAsync(campaign, cancellationToken);
        Step("published", published.AbsoluteUri);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "page.html"),
            await http.GetStringAsync(published, cancellationToken),
            cancellationToken
        );
        Step("kept", Path.GetFullPath(folder));
    }

    private async Task AnalyseAsync(string integration, string type, string folder, CancellationToken cancellationToken)
    {
        var analysis = await EndedAsync(
            $"{integration}/analyses",
            new JsonObject { ["analysisType"] = type },
            "processing",
            cancellationToken
        );
        var file = Path.Combine(folder, $"{type}.html");
        await File.WriteAllTextAsync(
            file,
            await http.GetStringAsync(
                new Uri($"/v1/analyses/{analysis["id"]}/report", UriKind.Relative),
                cancellationToken
            ),
            cancellationToken
        );
        Step("analysed", $"{type}: {analysis["summary"]?["text"]}");
        foreach (var one in analysis["recommendations"]!.AsArray().Take(4))
        {
            await output.WriteLineAsync($"    - {one!["title"]}");
        }
        await output.WriteLineAsync($"    {Path.GetFullPath(file)}");
    }

    private Task<JsonNode> ImportAsync(BundledSite site, bool isRehearsal, CancellationToken cancellationToken) =>
        EndedAsync(
            "/v1/imports",
            new JsonObject { ["url"] = $"{site.Url}/", ["rehearsal"] = isRehearsal },
            "pending",
            cancellationToken
        );

    /// <summary>Starts what takes its time, and waits for its end.</summary>
    private async Task<JsonNode> EndedAsync(
        string path,
        JsonObject? body,
        string unfinished,
        CancellationToken cancellationToken
    )
    {
        var started = await product.PostAsync(path, body, cancellationToken);
        var at = path.EndsWith("/analyses", StringComparison.Ordinal) ? "/v1/analyses" : path;
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        JsonNode now;
        do
        {
            await pause.WaitForNextTickAsync(cancellationToken);
            now = await product.GetAsync($"{at}/{started["id"]}", cancellationToken);
        } while (now["status"]!.GetValue<string>() == unfinished);
        return now["status"]!.GetValue<string>() == "completed"
            ? now
            : throw new ProductRefusedException(
                $"{path} ended as {now["status"]}: {now["errorMessage"] ?? now["error"]}"
            );
    }

    private static string Sums(JsonNode import)
    {
        var totals = import["totals"]!.AsArray();
        return string.Join(
            ", ",
            new[] { "carried", "approximated", "replaced", "lost" }.Select(fate =>
                $"{totals.Sum(total => total![fate]!.GetValue<int>())} {fate}"
            )
        );
    }

    private void Step(string name, string what) => output.WriteLine($"{name, -11} {what}");
}
