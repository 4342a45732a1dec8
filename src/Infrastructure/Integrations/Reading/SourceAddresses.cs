using System.Globalization;
using AngleSharp.Dom;

namespace AiWebBuilder.Infrastructure.Integrations.Reading;

/// <summary>Addresses as the page means them: absolute where it says where it stands.</summary>
internal sealed class SourceAddresses(Uri? page)
{
    private static readonly string[] Lazy =
    [
        "data-src",
        "data-lazy-src",
        "data-original",
        "data-orig-src",
        "data-cfsrc",
        "data-lazy",
        "data-image",
        "data-hi-res-src",
    ];

    private static readonly string[] Endings = [".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg", ".avif"];

    /// <summary>Null: it is none that can be followed.</summary>
    public string? Of(string? written)
    {
        var address = written?.Trim();
        if (
            string.IsNullOrEmpty(address)
            || address.Length > 2_000
            || address.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
            || address.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase)
        )
        {
            return null;
        }
        if (address.StartsWith("//", StringComparison.Ordinal))
        {
            address = "https:" + address;
        }
        return Uri.TryCreate(address, UriKind.Absolute, out var absolute) && absolute.Scheme != Uri.UriSchemeFile
                ? address
            : page is not null && Uri.TryCreate(page, address, out var joined) ? joined.AbsoluteUri
            : address;
    }

    /// <summary>Every address of the picture, the best first; empty: a placeholder.</summary>
    public IReadOnlyList<string> OfImage(IElement image)
    {
        List<(string Address, int Width)> found = [];
        foreach (var name in Lazy)
        {
            Take(image.GetAttribute(name), 5_000);
        }
        Take(image.GetAttribute("src"), 4_000);
        TakeSet(image.GetAttribute("srcset"));
        TakeSet(image.GetAttribute("data-srcset"));
        if (image.ParentElement is { LocalName: "picture" } picture)
        {
            foreach (var source in picture.Children.Where(child => child.LocalName == "source"))
            {
                TakeSet(source.GetAttribute("srcset") ?? source.GetAttribute("data-srcset"));
            }
        }
        return
        [
            .. found
                .Where(one => !IsPlaceholder(one.Address))
                .OrderByDescending(one => one.Width)
                .Select(one => one.Address)
                .Distinct(StringComparer.Ordinal),
        ];

        void Take(string? written, int width)
        {
            if (Of(written) is { } address)
            {
                found.Add((address, width));
            }
        }

        void TakeSet(string? set)
        {
            foreach (
                var candidate in (set ?? "").Split(
                    ',',
                    StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
                )
            )
            {
                var parts = candidate.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                Take(
                    parts[0],
                    parts.Length > 1
                    && int.TryParse(parts[1].TrimEnd('w', 'x'), CultureInfo.InvariantCulture, out var width)
                        ? Math.Min(width, 3_999)
                        : 0
                );
            }
        }
    }

    /// <summary>Whether it leads to a picture, by its ending.</summary>
    public static bool IsPicture(string? address)
    {
        if (address is null)
        {
            return false;
        }
        var path = address.Split('?', '#')[0];
        return Endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Every address of a picture in a value: the value itself, or a string of the JSON that it is.</summary>
    public IEnumerable<string> PicturesIn(string value)
    {
        if (value.Length > 20_000 || !Endings.Any(ending => value.Contains(ending, StringComparison.OrdinalIgnoreCase)))
        {
            return [];
        }
        return value
            .Replace("\\/", "/", StringComparison.Ordinal)
            .Split(['"', '\'', '(', ')', ' ', ',', '{', '}', '[', ']'], StringSplitOptions.RemoveEmptyEntries)
            .Where(part => IsPicture(part))
            .Select(Of)
            .OfType<string>();
    }

    private static bool IsPlaceholder(string address) =>
        address.Contains("placeholder", StringComparison.OrdinalIgnoreCase)
        || address.Contains("blank.gif", StringComparison.OrdinalIgnoreCase)
        || address.Contains("spacer.gif", StringComparison.OrdinalIgnoreCase);
}
