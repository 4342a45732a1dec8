using System.Diagnostics;
using System.Xml.Linq;

namespace AiWebBuilder.TemplateTests;

/// <summary>A copy of this checkout in a folder of its own: the files that git tracks or would, as they are now.</summary>
internal sealed class Checkout : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("aiwebbuilder-").FullName;

    private Checkout() { }

    public static async Task<Checkout> CopyAsync()
    {
        var copy = new Checkout();
        try
        {
            var files = await RunAsync(
                Repository.Root,
                "git",
                "ls-files",
                "--cached",
                "--others",
                "--exclude-standard",
                "-z"
            );
            files.Code.ShouldBe(0, files.Output);
            foreach (var file in files.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries))
            {
                var from = Path.Combine(Repository.Root, file);
                if (File.Exists(from))
                {
                    var to = Path.Combine(copy.folder, file);
                    Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                    File.Copy(from, to);
                }
            }
            await copy.GitAsync("init", "--quiet");
            await copy.GitAsync("add", "--all");
            string[] who = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"];
            await copy.GitAsync([.. who, "commit", "--quiet", "--message", "Before"]);
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    public Task<Run> DevAsync(params string[] arguments) => RunAsync(folder, Path.Combine(folder, "dev"), arguments);

    /// <summary>What differs from the copy as it was made: <c>?? path</c> when new, <c> M path</c> when edited.</summary>
    public async Task<string[]> ChangesAsync() =>
        (await GitAsync("status", "--porcelain", "--untracked-files=all")).Split(
            '\n',
            StringSplitOptions.RemoveEmptyEntries
        );

    /// <summary>The tests of a project that passed in the last <c>./dev test</c>, by class and method.</summary>
    public IReadOnlyList<string> Passed(string project)
    {
        var report = XDocument.Load(Path.Combine(folder, "artifacts", "tests", $"{project}.trx")).Root!;
        var ns = report.Name.Namespace;
        var names = report
            .Descendants(ns + "UnitTest")
            .DistinctBy(test => test.Attribute("id")!.Value)
            .ToDictionary(
                test => test.Attribute("id")!.Value,
                test => test.Element(ns + "TestMethod")!,
                StringComparer.Ordinal
            );
        return
        [
            .. report
                .Descendants(ns + "UnitTestResult")
                .Where(result => result.Attribute("outcome")!.Value == "Passed")
                .Select(result => names[result.Attribute("testId")!.Value])
                .Select(method => $"{method.Attribute("className")!.Value}.{method.Attribute("name")!.Value}"),
        ];
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task<string> GitAsync(params string[] arguments)
    {
        var run = await RunAsync(folder, "git", arguments);
        run.Code.ShouldBe(0, run.Output);
        return run.Output;
    }

    private static async Task<Run> RunAsync(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new Run(process.ExitCode, await output + await errors);
    }
}

internal sealed record Run(int Code, string Output);
