using System.Collections.Frozen;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations.Imports;
using AiWebBuilder.Infrastructure.Markup;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace AiWebBuilder.Infrastructure.Integrations.Reading.Styles;

/// <summary>What stands below an element, computed for all of a page in one pass.</summary>
internal sealed class ElementTraits
{
    private static readonly FrozenSet<string> Blocks = Tags(
        "div p section article header footer main nav aside ul ol li dl dt dd table figure figcaption blockquote form h1 h2 h3 h4 h5 h6 details summary hr pre address fieldset legend img picture video audio iframe object embed input select textarea button template noscript script style center"
    );
    private static readonly FrozenSet<string> Silent = Tags("script style noscript template head title");

    private readonly Dictionary<IElement, ElementTrait> traits = [];

    public int Count => traits.Count;

    public ElementTrait Of(IElement element) =>
        traits.TryGetValue(element, out var trait) ? trait : ElementTrait.Nothing;

    public static Error TooDeep { get; } = ImportErrors.Unreadable("The elements of the page are nested too deeply.");

    /// <exception cref="DomainException">Validation: it is nested too deeply.</exception>
    public static ElementTraits Of(IHtmlDocument document)
    {
        var all = new ElementTraits();
        List<IElement> order = [];
        Stack<(IElement Element, int Depth)> open = new([(document.Body!, 0)]);
        // By hand: pages of builders nest deeply, and hostile ones more deeply than a stack of calls.
        while (open.TryPop(out var next))
        {
            var (element, depth) = next;
            if (depth > BoundedHtml.MostDepth)
            {
                throw new DomainException(TooDeep);
            }
            order.Add(element);
            if (element is IHtmlTemplateElement template)
            {
                foreach (var held in template.Content.Children)
                {
                    open.Push((held, depth + 1));
                }
            }
            for (var child = element.LastElementChild; child is not null; child = child.PreviousElementSibling)
            {
                open.Push((child, depth + 1));
            }
        }
        for (var at = order.Count - 1; at >= 0; at--)
        {
            var element = order[at];
            var trait = new ElementTrait();
            if (!Silent.Contains(element.LocalName))
            {
                foreach (var node in element.ChildNodes)
                {
                    if (node is IText text)
                    {
                        trait.Letters += text.Data.Count(char.IsLetterOrDigit);
                    }
                    else if (node is IElement child)
                    {
                        trait.Take(child, all.Of(child), Blocks.Contains(child.LocalName));
                    }
                }
            }
            all.traits[element] = trait;
        }
        return all;
    }

    private static FrozenSet<string> Tags(string names) => names.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}

internal sealed class ElementTrait
{
    public static ElementTrait Nothing { get; } = new();

    /// <summary>Letters and digits, of hidden texts too.</summary>
    public int Letters { get; set; }

    public bool HasBlock { get; private set; }
    public bool HasHeading { get; private set; }
    public bool HasFirstHeading { get; private set; }

    /// <summary>A heading of the first or second level.</summary>
    public bool HasMajorHeading { get; private set; }
    public bool HasNavigation { get; private set; }
    public bool HasControl { get; private set; }
    public bool HasPicture { get; private set; }
    public int Links { get; private set; }

    public void Take(IElement child, ElementTrait below, bool isBlock)
    {
        var name = child.LocalName;
        Letters += below.Letters;
        HasBlock |= isBlock || below.HasBlock;
        HasHeading |= name is "h1" or "h2" or "h3" or "h4" or "h5" or "h6" || below.HasHeading;
        HasFirstHeading |= name == "h1" || below.HasFirstHeading;
        HasMajorHeading |= name is "h1" or "h2" || below.HasMajorHeading;
        HasNavigation |= name == "nav" || child.GetAttribute("role") == "navigation" || below.HasNavigation;
        HasControl |= name is "input" or "select" or "textarea" or "form" || below.HasControl;
        HasPicture |= name is "img" or "picture" or "video" or "iframe" || below.HasPicture;
        Links += below.Links + (name == "a" ? 1 : 0);
    }
}
