using AngleSharp.Dom;

namespace AiWebBuilder.Application.Campaigns.Pages;

/// <summary>
/// Uploaded images on pages. Components name one by an address relative to the campaign (<c>images/0199…</c>); each way of serving puts its
/// own in its place.
/// </summary>
public static class PageImages
{
    private const string Folder = "images/";

    private static readonly string[] Attributes = ["src", "href", "poster"];

    /// <summary>What a component names the image by.</summary>
    public static string AddressOf(Guid id) => $"{Folder}{id}";

    /// <summary>The image of such an address; null: it is another.</summary>
    public static Guid? IdIn(string address) =>
        address.Trim() is var trimmed
        && trimmed.StartsWith(Folder, StringComparison.Ordinal)
        && Guid.TryParseExact(trimmed.AsSpan(Folder.Length), "D", out var id)
            ? id
            : null;

    /// <summary>The images that a component may show, whatever stands around their addresses.</summary>
    internal static IEnumerable<Guid> In(string code) =>
        code.Split(Folder)
            .Skip(1)
            .Select(rest =>
                Guid.TryParseExact(rest.AsSpan(0, Math.Min(rest.Length, 36)), "D", out var id) ? id : Guid.Empty
            )
            .Where(id => id != Guid.Empty);

    /// <param name="addressOf">Null: the addresses stay.</param>
    /// <param name="sizesOf">What a window may load instead, as <c>srcset</c> has it; null: there is one size alone.</param>
    /// <returns>The images that the markup shows.</returns>
    internal static IReadOnlyList<Guid> Apply(
        IParentNode root,
        Func<Guid, string>? addressOf,
        Func<Guid, string?>? sizesOf = null
    )
    {
        HashSet<Guid> shown = [];
        foreach (var picture in root.QuerySelectorAll("img[src]:not([srcset])"))
        {
            if (IdIn(picture.GetAttribute("src")!) is { } id && sizesOf?.Invoke(id) is { } sizes)
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
                if (element.GetAttribute(name) is { } address && IdIn(address) is { } id)
                {
                    shown.Add(id);
                    element.SetAttribute(name, addressOf?.Invoke(id) ?? address);
                }
            }
        }
        return [.. shown];
    }
}
