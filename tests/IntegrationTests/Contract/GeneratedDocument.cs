namespace AiWebBuilder.IntegrationTests.Contract;

/// <summary>A document, or a table in one, that is made from the code: compared with it, or written anew by <c>./dev openapi</c>.</summary>
internal static class GeneratedDocument
{
    /// <param name="path">From the repository's root.</param>
    /// <param name="make">Given the text as it stands, what it is to be.</param>
    public static async Task ShouldBeCurrentAsync(string path, Func<string, string> make)
    {
        var file = Path.Combine(Repository.Root, path);
        var expected = make(await File.ReadAllTextAsync(file));
        if (Environment.GetEnvironmentVariable("AIWEBBUILDER_WRITE_OPENAPI") == "1")
        {
            await File.WriteAllTextAsync(file, expected);
        }
        (await File.ReadAllTextAsync(file)).ShouldBe(
            expected,
            $"{path} is out of date: run ./dev openapi and commit the file"
        );
    }

    /// <param name="heading">The table's first two lines. It ends at the next empty line.</param>
    public static Func<string, string> Table(string heading, IEnumerable<string> rows) =>
        text =>
        {
            var start = text.IndexOf(heading, StringComparison.Ordinal) + heading.Length;
            start.ShouldBeGreaterThanOrEqualTo(heading.Length, $"the table is missing:\n{heading}");
            var end = text.IndexOf("\n\n", start - 1, StringComparison.Ordinal);
            return text[..start] + string.Concat(rows) + (end < 0 ? "" : text[(end + 1)..]);
        };
}
