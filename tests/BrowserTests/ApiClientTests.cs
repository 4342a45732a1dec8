using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AiWebBuilder.BrowserTests;

/// <summary>
/// A client as front ends have it: openapi-typescript makes types of the served document, openapi-fetch calls every operation with them, and
/// the program compiles under strict, and so does the script of the page that uses the client. client/check.mjs does it, with the npm packages
/// that <c>./dev test</c> installs.
/// </summary>
[Parallelizable(ParallelScope.All)]
internal sealed class ApiClientTests
{
    private static readonly string Made = Path.Combine(Browser.Screenshots, "..", "client");

    /// <summary>Both documents at once: what a compiler reads before them is most of its work.</summary>
    private static readonly Lazy<Task<Dictionary<string, Seen>>> Checked = new(CheckAsync);

    [Test]
    public async Task A_program_that_calls_every_operation_compiles_and_the_linter_finds_no_error()
    {
        var seen = (await Checked.Value)["served"];
        seen.Operations.ShouldBeGreaterThan(140);
        seen.Lint.ShouldBeEmpty();
        seen.Compiler.ShouldBeEmpty(string.Join(Environment.NewLine, seen.Compiler));
    }

    [Test]
    public async Task What_a_client_would_stumble_over_is_found()
    {
        var seen = (await Checked.Value)["broken"];
        seen.Lint.ShouldContain(fault => fault.StartsWith("security-defined"));
        seen.Compiler.ShouldContain(fault => fault.Contains("Unused '@ts-expect-error'"));
        seen.Compiler.ShouldContain(fault => fault.Contains("not assignable"));
        seen.Compiler.ShouldContain(
            fault => fault.Contains("api.POST('/v1/auth/login'"),
            "the page calls what is gone"
        );
    }

    private static async Task<JsonNode> ServedAsync()
    {
        using var client = Browser.Host.CreateClient();
        return JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json"))!;
    }

    private static async Task<JsonNode> BrokenAsync()
    {
        var document = await ServedAsync();
        var paths = document["paths"]!.AsObject();
        const string Campaign = "/v1/campaigns/{campaignId}";
        foreach (var path in paths.Select(one => one.Key).Where(path => path is not ("/v1/me" or Campaign)).ToArray())
        {
            paths.Remove(path);
        }
        paths["/v1/me"]!["patch"]!.AsObject().Remove("security");
        // Optional again, so that a call without it compiles; and an object that may have no members, which a body does not fit.
        foreach (var parameter in paths[Campaign]!["patch"]!["parameters"]!.AsArray())
        {
            parameter!.AsObject().Remove("required");
        }
        document["components"]!["schemas"]!["ProfilePatch"]!["properties"]!["settings"]!
            .AsObject()
            .Remove("additionalProperties");
        return document;
    }

    private static async Task<Dictionary<string, Seen>> CheckAsync()
    {
        foreach (var (name, document) in new[] { ("served", await ServedAsync()), ("broken", await BrokenAsync()) })
        {
            Directory.CreateDirectory(Path.Combine(Made, name));
            await File.WriteAllTextAsync(Path.Combine(Made, name, "openapi.json"), document.ToJsonString());
        }
        var start = new ProcessStartInfo(
            "node",
            [Path.Combine(Node.Folder, "check.mjs"), Page, Made, "served", "broken"]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = Process.Start(start)!;
        var output = node.StandardOutput.ReadToEndAsync();
        var errors = await node.StandardError.ReadToEndAsync();
        await node.WaitForExitAsync();
        node.ExitCode.ShouldBe(0, errors);
        return JsonSerializer.Deserialize<Dictionary<string, Seen>>(await output, JsonSerializerOptions.Web)!;
    }

    /// <summary>The script of a page that uses the client.</summary>
    private static string Page => Path.Combine(Node.Folder, "..", "page", "app.js");

    private sealed record Seen(int Operations, string[] Lint, int Warnings, string[] Compiler);
}
