using System.Diagnostics;
using System.Text.Json.Nodes;

namespace AiWebBuilder.BrowserTests;

/// <summary>The programs in <c>client/</c>, which run on the npm packages that <c>./dev test</c> installs there.</summary>
internal static class Node
{
    public static string Folder { get; } =
        Path.Combine(Browser.Screenshots, "..", "..", "tests", "BrowserTests", "client");

    /// <summary>What a program prints, given a document on its standard input.</summary>
    public static async Task<JsonNode> RunAsync(string program, JsonNode input)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(Folder, program)])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = Process.Start(start)!;
        var output = node.StandardOutput.ReadToEndAsync();
        var errors = node.StandardError.ReadToEndAsync();
        await node.StandardInput.WriteAsync(input.ToJsonString());
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        node.ExitCode.ShouldBe(0, await errors);
        return JsonNode.Parse(await output)!;
    }
}
