using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace AiWebBuilder.Infrastructure.Integrations.Reading.Styles;

/// <summary>
/// Tells what an accordion, a tab, a slider or an animation hides at first from what is hidden for good. The first is content, and the second is not.
/// </summary>
internal sealed class SourceVisibility(SourceStyles styles, IHtmlDocument document)
{
    private readonly bool isAnimated = IsAnimated(document);
    private readonly IReadOnlyList<string> targets =
    [
        .. document
            .QuerySelectorAll("a[href^='#']")
            .Select(link => link.GetAttribute("href")![1..])
            .Where(target => target.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .Take(100),
    ];

    public Sight Of(IElement element)
    {
        if (element.HasClass("copies"))
        {
            return Sight.Copy;
        }
        var css = styles.Of(element);
        var inline = SourceStyles.Effect(SourceStyles.Declared(element.GetAttribute("style")));
        var isGone =
            inline?.Hides == true
            || (element.HasAttribute("hidden") && element.GetAttribute("hidden") != "until-found")
            || (css.IsHidden && !css.ShowsOnLarge && !css.ShowsOnSmall && inline?.Shows != true)
            || (element.HasClass("neverSeen") && !ShowsFrom(element));
        if (isGone && IsPopup(element))
        {
            return Sight.Popup;
        }
        if (isGone)
        {
            return IsRevealed(element) ? Sight.Shown : Sight.Never;
        }
        if (
            inline?.IsUnseen == true
            || css.IsUnseen
            || ((inline?.IsTransparent == true || css.IsTransparent) && !isAnimated)
            || IsOfTheGround(element)
        )
        {
            return IsOwnCheckbox(element) ? Sight.Shown : Sight.Never;
        }
        var isSmall =
            (element.HasClass("mobileOnly") && !element.HasClass("desktopOnly"))
            || HasLargeTwin(element)
            || (css.IsHidden && css.ShowsOnSmall)
            || (css.HidesOnLarge && !css.HidesOnSmall);
        return isSmall ? Sight.Small : Sight.Shown;
    }

    /// <summary>Utility classes: <c>hidden md:flex</c>.</summary>
    private static bool ShowsFrom(IElement element) =>
        element.ClassList.Any(name =>
            name.Contains(':', StringComparison.Ordinal)
            && SourceWords.Contains("shownFrom", name[(name.LastIndexOf(':') + 1)..])
        );

    private static bool IsPopup(IElement element) =>
        element.IsCalled("popup") || (element.LocalName == "dialog" && !element.HasAttribute("open"));

    /// <summary>Whether a switch beside it shows it: an answer, a tab, the second step of a form.</summary>
    private bool IsRevealed(IElement element)
    {
        if (element.GetAttribute("role") is "tabpanel" or "region" && element.HasAttribute("aria-labelledby"))
        {
            return true;
        }
        if (element.PreviousElementSibling is { } before && !LooksAlike(before, element))
        {
            if (
                before.LocalName is "summary" or "button"
                || before.HasAttribute("aria-expanded")
                || before.HasAttribute("aria-controls")
                || (before.IsCalled("toggle") && element.IsCalled("panel"))
            )
            {
                return true;
            }
        }
        if (
            IsLedTo(element)
            || (
                element.LocalName == "section"
                && element.ParentElement?.Children.Any(other =>
                    other.LocalName == "section" && other != element && IsLedTo(other)
                ) == true
            )
        )
        {
            return true;
        }
        // One of several that take turns: their names differ by a number, and one of them is shown.
        return element.IsCalled("step")
            && element.Parent is IElement parent
            && parent.Children.Any(other => other != element && LooksAlike(other, element) && !IsGone(other));
    }

    /// <summary>A section that is shown when a link of the page leads to it.</summary>
    private bool IsLedTo(IElement element) =>
        element.LocalName == "section"
        && element.Id is { Length: > 0 } id
        && targets.Any(target => id == target || id.StartsWith($"{target}-", StringComparison.Ordinal));

    /// <summary>Named for small screens, beside one of the same name for large ones: <c>nav--mobile</c>, <c>nav--desktop</c>.</summary>
    private static bool HasLargeTwin(IElement element) =>
        element.ClassList.FirstOrDefault(name =>
            name.Contains("mobile", StringComparison.OrdinalIgnoreCase)
            && !name.Contains("hid", StringComparison.OrdinalIgnoreCase)
        )
            is { } own
        && element.ParentElement is { } parent
        && own.Replace("mobile", "desktop", StringComparison.OrdinalIgnoreCase) is var twin
        && parent.Children.Any(other => other != element && other.ClassList.Contains(twin));

    private static bool IsGone(IElement element) =>
        SourceStyles.Effect(SourceStyles.Declared(element.GetAttribute("style")))?.Hides == true
        || element.HasAttribute("hidden");

    private static bool LooksAlike(IElement one, IElement other) =>
        one.LocalName == other.LocalName
        && Stem(one.FirstClass()) is { Length: > 0 } stem
        && stem == Stem(other.FirstClass());

    private static string Stem(string? name) =>
        name is null ? "" : string.Concat(name.Where(character => !char.IsDigit(character)));

    /// <summary>A box that the builder draws itself lies over the real one.</summary>
    private static bool IsOwnCheckbox(IElement element) =>
        element.LocalName == "input" && element.GetAttribute("type") is "checkbox" or "radio";

    /// <summary>Letters in the colour of what they stand on.</summary>
    private static bool IsOfTheGround(IElement element)
    {
        var said = SourceStyles.Declared(element.GetAttribute("style"));
        return said.TryGetValue("color", out var colour)
            && (said.GetValueOrDefault("background-color") ?? said.GetValueOrDefault("background")) is { } ground
            && string.Equals(colour.Trim(), ground.Trim(), StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsAnimated(IHtmlDocument document)
    {
        foreach (var element in document.All)
        {
            foreach (var attribute in element.Attributes)
            {
                if (SourceWords.Contains("animation", attribute.Name))
                {
                    return true;
                }
            }
            if (element.HasClass("animation"))
            {
                return true;
            }
        }
        return false;
    }
}
