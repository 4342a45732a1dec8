using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Campaigns.Publishing;

namespace AiWebBuilder.Application.Campaigns.Exports;

/// <summary>The uploaded images of an export that go with it as files.</summary>
internal static class ExportImages
{
    /// <param name="folder">With a slash at its end.</param>
    public static Func<Guid, string> AddressesIn(string folder, ExportPlace place) =>
        id => place.Images.TryGetValue(id, out var image) ? $"{folder}{NameOf(image)}" : $"{folder}{id}";

    /// <summary>One for each image that the pages show.</summary>
    public static IEnumerable<ExportFile> Files(string folder, ExportPlace place, IEnumerable<ComposedPage> pages) =>
        pages
            .SelectMany(page => page.Images)
            .Select(shown => shown.ImageId)
            .Distinct()
            .Where(place.Images.ContainsKey)
            .Select(id => new ExportFile($"{folder}{NameOf(place.Images[id])}", "") { Image = id });

    private static string NameOf(Upload image) => $"{image.Id}.{image.Extension}";
}
