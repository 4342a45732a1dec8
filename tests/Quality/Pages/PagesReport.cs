using System.Globalization;
using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.Quality.Pages;

/// <summary>What the pages of briefs say, what of the briefs they do not say, and what is wrong with them.</summary>
internal static class PagesReport
{
    /// <param name="folder">Where the pages are written to be looked at; null: nowhere.</param>
    public static async Task PrintAsync(IEnumerable<string> files, string? folder)
    {
        foreach (var file in files)
        {
            var name = Path.GetFileNameWithoutExtension(file);
            var (details, language) = WrittenCampaign.BriefOf(
                BriefIn(JsonNode.Parse(await File.ReadAllTextAsync(file))!)
            );
            var written = await WrittenCampaign.OfAsync(details, language);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"\n=== {name}: {written.Facts.Language} {written.Facts.Country}, {written.Pages.Count} pages"
                )
            );
            foreach (var component in written.Components)
            {
                Console.WriteLine($"  {component.Page} {component.Kind}: {TextOf(component.Code)}");
            }
            foreach (var (page, kind, problem) in written.Failed)
            {
                Console.WriteLine($"  FAILED {page} {kind}: {problem}");
            }
            foreach (var check in written.Preflight.Checks)
            {
                Console.WriteLine($"  {check.Severity} {check.Rule}: {check.Message}");
            }
            foreach (var fact in written.Facts.Data.Where(one => one.Placed.Count == 0))
            {
                Console.WriteLine($"  on no page: {fact.Kind} {fact.Value.ToJsonString(WrittenCampaign.Json)}");
            }
            foreach (var sentence in written.Facts.Sentences.Where(one => one.Fate == "left_out"))
            {
                Console.WriteLine($"  not said: {sentence.Text}");
            }
            if (folder is not null)
            {
                var to = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
                foreach (var page in written.Pages)
                {
                    await File.WriteAllTextAsync(Path.Combine(to, $"{page.Key}.html"), page.Html);
                }
            }
        }
    }

    // Those of the measure have what is expected beside them.
    private static JsonNode BriefIn(JsonNode file) => file["brief"] ?? file;

    private static string TextOf(string code) =>
        string.Join(
            ' ',
            (new HtmlParser().ParseDocument(code).Body?.TextContent ?? "").Split(
                [' ', '\n', '\t'],
                StringSplitOptions.RemoveEmptyEntries
            )
        );
}
