using AiWebBuilder.Domain.Integrations.Exports;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.Application.Integrations.Exports;

/// <summary>
/// What a platform has not kept of what it was sent. It takes out elements and attributes by their names and moves none, so that the first
/// heading that stands there is the first that was sent.
/// </summary>
internal static class PageLosses
{
    private const int MostLosses = 100;

    /// <summary>Whose value is what the element is for.</summary>
    private static readonly string[] Targets = ["href", "src", "action"];

    /// <param name="components">By the ids that their sections bear.</param>
    public static IReadOnlyList<ItemLoss> Of(string sent, string stored, IReadOnlyDictionary<string, Guid> components)
    {
        if (sent == stored)
        {
            return [];
        }
        using var before = new HtmlParser().ParseDocument(sent);
        using var after = new HtmlParser().ParseDocument(stored);
        var kept = after.All.ToLookup(one => one.LocalName, StringComparer.Ordinal);
        List<(Guid? Component, string Element, string Reason)> losses = [];
        foreach (var kind in before.All.GroupBy(one => one.LocalName, StringComparer.Ordinal))
        {
            IElement[] there = [.. kept[kind.Key]];
            IElement[] was = [.. kind];
            if (there.Length == was.Length)
            {
                losses.AddRange(was.Zip(there).SelectMany(pair => LostOf(pair.First, pair.Second)));
            }
            else if (there.Length < was.Length)
            {
                // Where some are left, the last ones are as good a guess as any.
                losses.AddRange(
                    was.Skip(there.Length).Select(one => (ComponentOf(one), kind.Key, "The platform took it out."))
                );
            }
        }
        if (losses.Count == 0 && WordsOf(before) != WordsOf(after))
        {
            losses.Add((null, "text", "The platform has changed words."));
        }
        return
        [
            .. losses
                .GroupBy(one => one)
                .Select(same => new ItemLoss(same.Key.Component, same.Key.Element, same.Count(), same.Key.Reason))
                .Take(MostLosses),
        ];

        IEnumerable<(Guid?, string, string)> LostOf(IElement one, IElement there) =>
            one
                .Attributes.Where(attribute => !there.HasAttribute(attribute.Name))
                .Select(attribute =>
                    (ComponentOf(one), $"{one.LocalName}[{attribute.Name}]", "The platform took the attribute out.")
                )
                .Concat(
                    Targets
                        .Where(name =>
                            one.GetAttribute(name) is { } wanted
                            && there.GetAttribute(name) is { } found
                            && wanted != found
                        )
                        .Select(name =>
                            (ComponentOf(one), $"{one.LocalName}[{name}]", "The platform has changed the address.")
                        )
                );

        Guid? ComponentOf(IElement element)
        {
            for (var one = element; one is not null; one = one.ParentElement)
            {
                if (one.Id is { } id && components.TryGetValue(id, out var component))
                {
                    return component;
                }
            }
            return null;
        }
    }

    /// <summary>Whether both say the same, whatever is around the words.</summary>
    public static bool HaveSameWords(string one, string other)
    {
        using var left = new HtmlParser().ParseDocument(one);
        using var right = new HtmlParser().ParseDocument(other);
        return WordsOf(left) == WordsOf(right);
    }

    private static string WordsOf(IDocument document) => string.Join('\n', PageDifferences.LinesOf(document));
}
