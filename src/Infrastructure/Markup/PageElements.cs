using AngleSharp.Dom;

namespace AiWebBuilder.Infrastructure.Markup;

/// <summary>The elements of a document in its order, each with the number of what it lies in and of what stands before it there; -1: nothing.</summary>
internal sealed record PageElements(
    IReadOnlyList<IElement> All,
    IReadOnlyList<int> Parents,
    IReadOnlyList<int> Previous
)
{
    public static PageElements Of(IDocument document)
    {
        IElement[] all = [.. document.All];
        var parents = new int[all.Length];
        var previous = new int[all.Length];
        Dictionary<IElement, int> numbers = new(all.Length);
        Dictionary<IElement, int> last = [];
        for (var at = 0; at < all.Length; at++)
        {
            numbers[all[at]] = at;
            (parents[at], previous[at]) = (-1, -1);
            if (all[at].ParentElement is not { } parent)
            {
                continue;
            }
            parents[at] = numbers.GetValueOrDefault(parent, -1);
            previous[at] = last.GetValueOrDefault(parent, -1);
            last[parent] = at;
        }
        return new(all, parents, previous);
    }
}
