using System.Globalization;
using System.Text.RegularExpressions;
using AiWebBuilder.Api.Http;
using AiWebBuilder.Domain.Common;
using Microsoft.AspNetCore.WebUtilities;

namespace AiWebBuilder.IntegrationTests.Contract;

/// <summary>docs/errors.md lists every code that the source can answer, with its status.</summary>
internal sealed partial class ErrorCodesTests
{
    private const string Heading = "| code | status | meaning |\n|---|---|---|\n";

    [Test]
    public async Task The_document_lists_every_code() =>
        await GeneratedDocument.ShouldBeCurrentAsync(
            "docs/errors.md",
            GeneratedDocument.Table(Heading, Rows(await SourcesAsync()))
        );

    [Test]
    public async Task No_error_is_made_in_a_way_that_the_list_would_miss()
    {
        var sources = await SourcesAsync();
        var made = Makings().Count(sources);
        made.ShouldBeGreaterThanOrEqualTo(20);
        Errors().Count(sources).ShouldBe(made, "an error's code and message are written where it is made");
    }

    [Test]
    public void The_list_is_in_order_and_shows_what_varies_as_an_ellipsis() =>
        Rows(
                """
                new Error(ErrorKind.Conflict, "b.taken", "Taken."); new(
                    ErrorKind.Validation,
                    "a.wrong", $"The model {model} is wrong.");
                StatusCodes.Status413PayloadTooLarge => "c.large",
                """
            )
            .ShouldBe([
                "| `a.wrong` | 400 | The model … is wrong. |\n",
                "| `b.taken` | 409 | Taken. |\n",
                "| `c.large` | 413 | Payload Too Large |\n",
            ]);

    private static string[] Rows(string sources) =>
        [
            .. Errors()
                .Matches(sources)
                .Select(match =>
                    (
                        Code: match.Groups["code"].Value,
                        Status: Problems.StatusOf(Enum.Parse<ErrorKind>(match.Groups["kind"].Value)),
                        Meaning: Varying().Replace(match.Groups["message"].Value, "…") + " "
                    )
                )
                .Concat(
                    Framework()
                        .Matches(sources)
                        .Select(match =>
                            (
                                Code: match.Groups["code"].Value,
                                Status: int.Parse(match.Groups["status"].ValueSpan, CultureInfo.InvariantCulture),
                                Meaning: " "
                            )
                        )
                )
                .GroupBy(error => error.Code, StringComparer.Ordinal)
                // The last is the framework's, whose status is the one that is sent.
                .Select(same =>
                    (
                        Code: same.Key,
                        same.Last().Status,
                        Meaning: same.MaxBy(error => error.Meaning.Length).Meaning.Trim()
                    )
                )
                .OrderBy(error => error.Code, StringComparer.Ordinal)
                .Select(error =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"| `{error.Code}` | {error.Status} | {(error.Meaning.Length > 0 ? error.Meaning : ReasonPhrases.GetReasonPhrase(error.Status))} |\n"
                    )
                ),
        ];

    private static async Task<string> SourcesAsync()
    {
        var files = Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Replace('\\', '/').Contains("/obj/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        return string.Concat(await Task.WhenAll(files.Select(file => File.ReadAllTextAsync(file))));
    }

    [GeneratedRegex(@"new(?: Error)?\(\s*ErrorKind\.\w+,", RegexOptions.None, 5000)]
    private static partial Regex Makings();

    [GeneratedRegex(
        """new( Error)?\(\s*ErrorKind\.(?<kind>\w+),\s*"(?<code>[a-z0-9_]+\.[a-z0-9_]+)",\s*([a-z]\w*[.)]|\$?"(?<message>[^"]*)")""",
        RegexOptions.ExplicitCapture,
        5000
    )]
    private static partial Regex Errors();

    [GeneratedRegex(
        """StatusCodes\.Status(?<status>\d{3})\w+ => "(?<code>[a-z_]+\.[a-z_]+)""",
        RegexOptions.ExplicitCapture,
        5000
    )]
    private static partial Regex Framework();

    [GeneratedRegex(@"\{[^}]*\}?", RegexOptions.None, 1000)]
    private static partial Regex Varying();
}
