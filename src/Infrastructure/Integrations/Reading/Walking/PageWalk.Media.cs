using AiWebBuilder.Application.Integrations.Imports.Ledger;
using AiWebBuilder.Application.Integrations.Imports.Sources;
using AiWebBuilder.Infrastructure.Integrations.Reading.Findings;
using AiWebBuilder.Infrastructure.Integrations.Reading.Money;
using AiWebBuilder.Infrastructure.Integrations.Reading.Styles;
using AngleSharp.Dom;

namespace AiWebBuilder.Infrastructure.Integrations.Reading.Walking;

internal sealed partial class PageWalk
{
    private const string PlayedElsewhere = "Players of other sites are not loaded: a link leads to the video.";

    private void Video(string address, Where where)
    {
        if (videos.Add(address))
        {
            Add(SourceKinds.Video, "", where).Address = address;
        }
    }

    private void Image(IElement element, Where where)
    {
        var image = element.LocalName == "picture" ? element.QuerySelector("img") ?? element : element;
        var sources = addresses.OfImage(image);
        var alt = SourceText.Plain(image.GetAttribute("alt") ?? "").Trim();
        var isTiny = IsTiny(image, "width") || IsTiny(image, "height");
        if (isTiny && sources.Count > 0)
        {
            var pixel = Add(SourceKinds.Tracking, "An image of one pixel", where);
            pixel.Address = sources[0];
            pixel.Lose("It counts visitors, and shows nothing.");
            return;
        }
        if (sources.Count == 0)
        {
            Add(SourceKinds.Image, "", where).Lose("A placeholder without a picture.");
            return;
        }
        Picture(
            sources[0],
            where,
            alt,
            element.IsCalled("logo") || element.ParentElement?.IsCalled("logo") == true ? "logo" : null
        );
        foreach (var other in sources.Skip(1))
        {
            Size(other, where);
        }
    }

    private static bool IsTiny(IElement image, string side) => image.GetAttribute(side) is "1" or "0";

    private Found Picture(string address, Where where, string alt, string? role)
    {
        var one = Add(SourceKinds.Image, "", where);
        one.Address = where.Aside is { Kind: SourceKinds.Hidden, Fate: ImportFates.Lost } ? null : address;
        one.Role = role;
        one.Alt = alt.Length > 0 && !SourceWords.IsSuspicious(alt) && !SourceAddresses.IsPicture(alt) ? alt : null;
        if (alt.Length > 0 && one.Alt is null && one.IsOpen)
        {
            one.Reason = "Its alternative text does not say what it shows, and is left out.";
        }
        if (where.Aside is null && !pictures.TryAdd(address, one))
        {
            one.Replace("The same picture stands elsewhere on the page.");
        }
        else if (where.Aside is null && !stems.Add(Stem(address)))
        {
            one.Replace("Another size of the same picture.");
        }
        return one;
    }

    private readonly HashSet<string> stems = new(StringComparer.Ordinal);

    /// <summary>Without the size that builders write into names: <c>bar_416x.png</c>, <c>hut-768x432.png</c>.</summary>
    private static string Stem(string address)
    {
        var path = address.Split('?', '#')[0];
        var dot = path.LastIndexOf('.');
        var mark = dot < 0 ? -1 : path.LastIndexOfAny(['-', '_'], dot);
        return
            mark > 0
            && dot - mark > 2
            && path[(mark + 1)..dot] is var size
            && size.Contains('x', StringComparison.Ordinal)
            && size.All(character => char.IsAsciiDigit(character) || character == 'x')
            && char.IsAsciiDigit(size[0])
            ? path[..mark] + path[dot..]
            : path;
    }

    private void Size(string address, Where where)
    {
        if (!pictures.ContainsKey(address))
        {
            var size = Add(SourceKinds.Image, "", where);
            size.Address = address;
            size.Replace("Another size of the same picture.");
        }
    }

    /// <summary>The picture that a thumbnail opens is the one to take.</summary>
    private void Larger(Found picture, string address)
    {
        if (picture.Address == address || picture.Address is not { } small)
        {
            return;
        }
        picture.Address = address;
        pictures.TryAdd(address, picture);
        pictures.Remove(small);
        Size(small, picture.Where);
    }

    /// <summary>Pictures that stand in styles and settings.</summary>
    private void Pictures(IElement element, Where where)
    {
        if (
            where.Aside is not null
            || element.LocalName is "img" or "picture" or "a" or "iframe" or "source" or "meta" or "link" or "button"
        )
        {
            return;
        }
        List<string> behind = [];
        var inline = SourceStyles.Effect(SourceStyles.Declared(element.GetAttribute("style")))?.Picture;
        foreach (var written in new[] { inline, styles.Of(element).Picture, element.GetAttribute("poster") })
        {
            if (addresses.Of(written) is { } address)
            {
                behind.Add(address);
            }
        }
        if (element.LocalName is not ("script" or "video"))
        {
            behind.AddRange(Settings(element).SelectMany(addresses.PicturesIn));
        }
        // One that is named with and without what a server counts by is one.
        foreach (
            var address in behind.Select(Unwrapped).OrderBy(address => address.Length).Distinct(StringComparer.Ordinal)
        )
        {
            if (!pictures.Keys.Any(known => Same(known, address)))
            {
                Picture(address, where, "", "background");
            }
        }
        if (element.GetAttribute("sources") is { } sizes)
        {
            foreach (var size in addresses.PicturesIn(sizes))
            {
                Size(size, where);
            }
        }
    }

    private static bool Same(string one, string other) => one.Split('?')[0] == other.Split('?')[0];

    // A service that shrinks pictures has the original's address within its own.
    private static string Unwrapped(string address) =>
        address.LastIndexOf("http", StringComparison.Ordinal) is > 8 and var at
        && address[at..].StartsWith("https://", StringComparison.Ordinal)
            ? address[at..]
            : address;

    private void Player(IElement element, Where where)
    {
        var source =
            element.GetAttribute("src")
            ?? element.GetAttribute("data-src")
            ?? element.GetAttribute("data-lazy-src")
            ?? element.GetAttribute("data")
            ?? "";
        var played = SourceVideos.In(source).ToArray();
        if (played.Length > 0)
        {
            foreach (var video in played)
            {
                Video(video, where);
            }
            return;
        }
        if (SourceVideos.IsMap(source))
        {
            Add(SourceKinds.Map, "", where).Address = source.Length < 600 ? source : source[..600];
            return;
        }
        if (element.LocalName is "video" or "audio")
        {
            Pictures(element, where);
            var file = new[] { source }
                .Concat(element.QuerySelectorAll("source").Select(one => one.GetAttribute("src") ?? ""))
                .FirstOrDefault(one => one.Length > 0);
            if (file is not null)
            {
                var video = Add(SourceKinds.Video, "", where);
                video.Address = addresses.Of(file);
                video.Role = element.HasAttribute("autoplay") ? "background" : null;
            }
            return;
        }
        if (SourceServices.In(source).FirstOrDefault() is { Service: { } service } one)
        {
            var widget = Add(service.Kind, service.Vendor, where);
            widget.Address = source.Length < 600 ? source : one.Id;
            widget.Lose("A window of another service: it is not loaded.");
            return;
        }
        var embed = Add(SourceKinds.Embed, "", where);
        embed.Address = source.Length < 600 ? addresses.Of(source) : null;
        embed.Lose("A window onto another site: it is not loaded.");
    }

    /// <summary>A price in pieces: <c>£ | 95 | 00 | per visit</c>.</summary>
    private bool Price(IElement element, Where where)
    {
        if (
            where.Role is not null
            || !element.IsCalled("price")
            || traits.Of(element).Letters > 60
            || traits.Of(element).HasHeading
            || traits.Of(element).Links > 0
            || traits.Of(element).HasControl
        )
        {
            return false;
        }
        var pieces = PricePieces.Of(element, visibility);
        if (
            !pieces.Any(piece => money.In(piece.Text).Any())
            || !pieces[0].Text.Any(char.IsDigit)
            || pieces[0].Text.Length > 40
        )
        {
            return false;
        }
        HashSet<string> said = new(StringComparer.Ordinal);
        foreach (
            var piece in pieces.Where(piece =>
                (piece.Role is null || !pieces.Any(other => other.Role is null && other.Text == piece.Text))
                && said.Add(piece.Text)
            )
        )
        {
            var isPrice = money.In(piece.Text).Any();
            var one = Add(isPrice ? SourceKinds.Price : SourceKinds.Text, piece.Text, where);
            one.Role = piece.Role ?? (isPrice ? null : "unit");
        }
        return true;
    }
}
