using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Pages;
using AiWebBuilder.Application.Campaigns.Publishing;
using AiWebBuilder.Domain.Campaigns;

namespace AiWebBuilder.Application.Campaigns.Exports;

/// <summary>Each page as one file that needs no other but the uploads it shows or offers, with links that work from a folder; the e-mails beside them.</summary>
internal static class HtmlExport
{
    public static IReadOnlyList<ExportFile> Files(
        IBlocks blocks,
        Campaign campaign,
        IReadOnlyList<CampaignComponent> components,
        ExportPlace place,
        int monthsKept
    )
    {
        var names = ExportNames.For(CampaignPages.KeysOf(campaign, components));
        var pages = CampaignPages.ComposeAll(
            blocks,
            campaign,
            components,
            monthsKept,
            place.ServingAt(key => $"{names[key]}.html", ExportUploads.AddressesIn("", place))
        );
        List<ExportFile> files =
        [
            .. pages
                .Where(page => page.Email is null)
                .Select(page => new ExportFile($"{names[page.Key]}.html", page.Html)),
            .. ExportUploads.Files("", place, pages.Where(page => page.Email is null)),
            .. EmailExport.Files(pages, names, "emails/"),
        ];
        if (files.Count > 0)
        {
            files.Add(new ExportFile("README.txt", Readme(pages, names, place)));
        }
        return files;
    }

    private static string Readme(
        IReadOnlyList<ComposedPage> pages,
        IReadOnlyDictionary<string, string> names,
        ExportPlace place
    )
    {
        List<string> lines = [];
        if (pages.Any(page => page.Email is null))
        {
            lines.Add(
                pages.Any(page => page.Email is null && page.Uploads.Count > 0)
                    ? "Pages. Put them, with the folders beside them, into one folder of a web server."
                    : "Pages. Each file is self-contained: put them into one folder of a web server."
            );
            lines.AddRange(
                pages
                    .Where(page => page.Email is null)
                    .Select(page => $"  {names[page.Key]}.html  {ExportText.OneLine(page.Title)}")
            );
            lines.AddRange(place.FormLines());
            lines.Add("");
        }
        if (pages.Any(page => page.Email is not null))
        {
            lines.AddRange(EmailExport.ReadmeLines(pages, names, place, "emails/"));
        }
        return string.Join('\n', lines) + "\n";
    }
}

internal static class ExportText
{
    /// <summary>Text for a line of its own: no line breaks, no control characters.</summary>
    public static string OneLine(string text) =>
        string.Join(
            ' ',
            string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        );
}
