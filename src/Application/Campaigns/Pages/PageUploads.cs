using AiWebBuilder.Application.AiUsage.Contracts;
using AngleSharp.Dom;

namespace AiWebBuilder.Application.Campaigns.Pages;

/// <summary>Uploads on pages. Each way of serving puts its own addresses in the place of those that components hold.</summary>
public static class PageUploads
{
    private static readonly string[] Attributes = ["src", "href", "poster"];

    /// <summary>With a slash at its end.</summary>
    internal static string FolderOf(UploadKind kind) => kind == UploadKind.Image ? "images/" : "files/";

    /// <summary>The upload of such an address; null: it is another.</summary>
    public static PageUpload? In(string address)
    {
        var trimmed = address.Trim();
        foreach (var kind in Enum.GetValues<UploadKind>())
        {
            var folder = FolderOf(kind);
            if (
                trimmed.StartsWith(folder, StringComparison.Ordinal)
                && Guid.TryParseExact(trimmed.AsSpan(folder.Length), "D", out var id)
            )
            {
                return new(kind, id);
            }
        }
        return null;
    }

    /// <summary>The uploads that a component may show or offer, whatever stands around their addresses.</summary>
    internal static IEnumerable<Guid> IdsIn(string code) =>
        Enum.GetValues<UploadKind>()
            .SelectMany(kind => code.Split(FolderOf(kind)).Skip(1))
            .Select(rest =>
                Guid.TryParseExact(rest.AsSpan(0, Math.Min(rest.Length, 36)), "D", out var id) ? id : Guid.Empty
            )
            .Where(id => id != Guid.Empty);

    /// <param name="addressOf">Null: the addresses stay.</param>
    /// <param name="sizesOf">What a window may load instead, as <c>srcset</c> has it; null: there is one size alone.</param>
    /// <returns>The uploads that the markup shows or offers.</returns>
    internal static IReadOnlyList<PageUpload> Apply(
        IParentNode root,
        Func<PageUpload, string>? addressOf,
        Func<Guid, string?>? sizesOf = null
    )
    {
        HashSet<PageUpload> shown = [];
        foreach (var picture in root.QuerySelectorAll("img[src]:not([srcset])"))
        {
            if (
                In(picture.GetAttribute("src")!) is { Kind: UploadKind.Image } image
                && sizesOf?.Invoke(image.Id) is { } sizes
            )
            {
                picture.SetAttribute("srcset", sizes);
                // On phones all is one column; beside words or other pictures it is half a window at most.
                picture.SetAttribute("sizes", "(max-width: 48rem) 100vw, 50vw");
            }
        }
        foreach (var element in root.QuerySelectorAll("[src], [href], [poster]"))
        {
            foreach (var name in Attributes)
            {
                if (element.GetAttribute(name) is { } address && In(address) is { } upload)
                {
                    shown.Add(upload);
                    element.SetAttribute(name, addressOf?.Invoke(upload) ?? address);
                }
            }
        }
        return [.. shown];
    }
}
