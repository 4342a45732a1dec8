using AiWebBuilder.Application.Integrations.Imports.Sources;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Infrastructure.Integrations.Reading.Money;
using AiWebBuilder.Infrastructure.Integrations.Reading.Styles;
using AiWebBuilder.Infrastructure.Integrations.Reading.Walking;
using AiWebBuilder.Infrastructure.Markup;
using AngleSharp.Html.Dom;

namespace AiWebBuilder.Infrastructure.Integrations.Reading;

internal sealed class PageReader : ISourceReader
{
    // What a page has in words when it is more than the frame of a script.
    private const int FewLetters = 60;

    public SourcePage Read(ReadOnlyMemory<byte> html, string? contentType, Uri? address)
    {
        var (text, charset) = SourceBytes.Decode(html.Span, contentType);
        using var document = Parsed(text);
        var traits = ElementTraits.Of(document);
        address ??= Own(document);
        var styles = SourceStyles.Read(document);
        var language = Value(document.DocumentElement.GetAttribute("lang"));
        var money = new SourceMoney(language, address?.Host) { Dollar = Dollar(text) };
        var addresses = new SourceAddresses(address is null ? null : Base(document, address));
        var walk = new PageWalk(new SourceVisibility(styles, document), styles, traits, addresses, money);
        walk.Head(document);
        walk.Walk(document.Body!);
        SourceTwins.Mark(walk.All);
        var (sections, aside) = new SourceSections(walk.All, new SourceItems(walk.All, money)).Make();
        var letters = walk.All.Where(one => one.IsOpen).Sum(one => one.Text.Count(char.IsLetterOrDigit));
        var head = new SourceHead(
            SourceText.Plain(document.Head?.QuerySelector("title")?.TextContent ?? "").Trim(),
            Description(document),
            language,
            (
                Value(document.Body!.GetAttribute("dir")) ?? Value(document.DocumentElement.GetAttribute("dir"))
            )?.ToLowerInvariant() == "rtl"
                ? "rtl"
                : "ltr",
            address,
            charset,
            Meta(document, "generator"),
            [
                .. styles
                    .Colours.Where(one => IsBrand(one.Name))
                    .Select(one => one.Colour)
                    .Distinct(StringComparer.Ordinal)
                    .Take(4),
            ]
        )
        {
            Dollar = money.Dollar,
        };
        return new SourcePage(head, sections, aside, letters < FewLetters && document.Scripts.Length > 0);
    }

    /// <exception cref="DomainException">Validation: it is nested too deeply.</exception>
    internal static IHtmlDocument Parsed(string text) => BoundedHtml.Parse(text, ElementTraits.TooDeep);

    private static bool IsBrand(string name) =>
        new[] { "primary", "accent", "main", "brand", "secondary", "second" }.Any(word =>
            name.Contains(word, StringComparison.OrdinalIgnoreCase)
        );

    private static string? Description(IHtmlDocument document) =>
        Meta(document, "description") is { } said && !SourceWords.IsSuspicious(said) ? said : null;

    private static string? Meta(IHtmlDocument document, string name) =>
        document
            .QuerySelectorAll("meta[name]")
            .FirstOrDefault(meta => string.Equals(meta.GetAttribute("name"), name, StringComparison.OrdinalIgnoreCase))
            ?.GetAttribute("content")
            is { } content
            ? SourceText.Plain(content).Trim()
            : null;

    private static Uri? Own(IHtmlDocument document) =>
        new[]
        {
            document.QuerySelector("link[rel=canonical]")?.GetAttribute("href"),
            document.QuerySelector("meta[property='og:url']")?.GetAttribute("content"),
        }
            .Select(written =>
                Uri.TryCreate(written, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"
                    ? address
                    : null
            )
            .FirstOrDefault(found => found is not null);

    private static Uri Base(IHtmlDocument document, Uri address) =>
        document.QuerySelector("base[href]")?.GetAttribute("href") is { Length: > 0 } href
        && Uri.TryCreate(address, href, out var stated)
            ? stated
            : address;

    private static string? Value(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>What a bare dollar is, where shop data says so.</summary>
    private static string? Dollar(string text)
    {
        foreach (var currency in new[] { "CAD", "AUD", "NZD", "SGD", "HKD" })
        {
            if (
                text.Contains($"\"currencyCode\":\"{currency}\"", StringComparison.Ordinal)
                || text.Contains($"\"priceCurrency\":\"{currency}\"", StringComparison.Ordinal)
            )
            {
                return currency;
            }
        }
        return null;
    }
}
