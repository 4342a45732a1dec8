using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Publishing;
using AiWebBuilder.Domain.Campaigns;

namespace AiWebBuilder.Application.Campaigns.Exports.WordPress;

/// <summary>Each page as one piece of code, for builders that let nobody write pages but people (GoHighLevel, Simvoly), with the steps.</summary>
internal static class PasteExport
{
    public static IReadOnlyList<ExportFile> Files(
        IBlocks blocks,
        Campaign campaign,
        IReadOnlyList<CampaignComponent> components,
        ExportPlace place
    )
    {
        var own = new CampaignBlocks(blocks, campaign, components);
        var pages = own.Compose(place.ServingAt(key => PathOf(key, own), place.UploadAddressOf));
        return pages.Count == 0
            ? []
            :
            [
                .. pages.Select(page => new ExportFile($"{own.Names[page.Key]}.html", own.Pasted(page))),
                new ExportFile("STEPS.txt", string.Join('\n', Steps(pages, own, place)) + "\n"),
            ];
    }

    private static string PathOf(string key, CampaignBlocks own) => key == "index" ? "./" : own.Names[key];

    private static IEnumerable<string> Steps(
        IReadOnlyList<ComposedPage> pages,
        CampaignBlocks own,
        ExportPlace place
    ) =>
        [
            "Each file is a page as one piece of code. For each of them:",
            "",
            "1. Make an empty page with the path that stands beside the file, below one and the same folder or domain: links between the",
            "   pages lead to these paths.",
            "2. Give it the title beside it.",
            "3. Add one element for code, as wide as the page:",
            "   GoHighLevel: Sites, Funnels or Websites, a page, Edit; add a section of full width, in it a row and a column; Elements, Custom,",
            "   Custom JS/HTML; Open Code Editor.",
            "   Simvoly: the page, Edit; add a section of full width; Element, Code (or Custom HTML).",
            "   Any other builder: its element for HTML of one's own.",
            "4. Open the file in a text editor, copy all of it, paste it there, and save. Look at the page before you publish it.",
            "",
            "Pages:",
            .. pages.Select(page =>
                $"  {own.Names[page.Key]}.html  {PathOf(page.Key, own)}  {ExportText.OneLine(page.Title)}"
            ),
            "",
            "Pictures and files are shown from where the campaign is published"
                + (
                    place.IsLive
                        ? $" ({place.Address}): they go when it is taken back."
                        : ", which it is not: publish it and export it again, or nobody sees them."
                ),
            .. place.FormLines(),
        ];
}
