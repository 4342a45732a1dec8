using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Campaigns.Pages;
using AiWebBuilder.Application.Campaigns.Publishing;

namespace AiWebBuilder.Application.Campaigns.Exports;

/// <summary>The uploads of an export that go with it as files.</summary>
internal static class ExportUploads
{
    /// <param name="folder">With a slash at its end; empty: where the pages are.</param>
    public static Func<PageUpload, string> AddressesIn(string folder, ExportPlace place) =>
        upload =>
            folder + (place.Uploads.TryGetValue(upload.Id, out var there) ? PathOf(upload, there) : upload.Address);

    /// <summary>One for each upload that the pages show or offer.</summary>
    public static IEnumerable<ExportFile> Files(string folder, ExportPlace place, IEnumerable<ComposedPage> pages) =>
        pages
            .SelectMany(page => page.Uploads)
            .Where(shown => shown.IsIn(place.Uploads))
            .Select(shown => shown.Upload)
            .Distinct()
            .Select(upload => new ExportFile(folder + PathOf(upload, place.Uploads[upload.Id]), "")
            {
                Upload = upload.Id,
            });

    private static string PathOf(PageUpload upload, Upload there) => $"{upload.Address}.{there.Extension}";
}
