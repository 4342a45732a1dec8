using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace AiWebBuilder.Application.Campaigns.Exports.React;

/// <summary>What the slots of a section are called: as its props call their words, else as its classes do.</summary>
internal sealed partial class ReactNames
{
    private readonly Dictionary<string, List<(string Name, string? List)>> origins = new(StringComparer.Ordinal);

    public ReactNames(JsonObject props) => Name(props, "", null);

    public string LinkName(IElement element, string? words)
    {
        if (element.LocalName == "img")
        {
            return ClassName(element) ?? "image";
        }
        return OriginOf(element, words ?? "")
            ?? (ClassName(element) is { } name and not "button" and not "more" ? name : "link");
    }

    /// <summary>What the props call these words, else what the class does, else what the element is.</summary>
    public string? NameOf(IElement? element, string words) =>
        OriginOf(element, words)
        ?? (
            element is null
                ? null
                : ClassName(element)
                    ?? element.LocalName switch
                    {
                        "h1" or "h2" or "h3" or "h4" => "heading",
                        "dt" => "term",
                        "dd" => "details",
                        "summary" or "label" or "option" or "caption" or "time" or "legend" => element.LocalName,
                        "td" or "th" => "cell",
                        _ => null,
                    }
        );

    /// <summary>What the props call a list of these items, else what their class does, or their parent's.</summary>
    public string ListName(IElement parent, IElement[] items) =>
        items
            .SelectMany(one => one.QuerySelectorAll("*").Append(one))
            .SelectMany(one => one.ChildNodes.OfType<IText>())
            .SelectMany(text => origins.GetValueOrDefault(Once(text.Data)) ?? [])
            .Select(origin => origin.List)
            .FirstOrDefault(name => name is not null)
        ?? (
            items[0].ClassName is { } classes && classes.Contains("__", StringComparison.Ordinal)
                ? $"{ClassName(items[0])}s"
            : ClassName(parent) is { } name and not "list" ? name
            : "items"
        );

    /// <summary>The last word of a block's class: <c>price__unit</c> is a <c>unit</c>.</summary>
    public static string? ClassName(IElement element)
    {
        var name = element.ClassList is { Length: > 0 } classes ? classes[0]!.Split("__")[^1] : null;
        return name is not null && Name().IsMatch(name) ? Camel(name) : null;
    }

    /// <summary>White space once, and none at the ends; where lines end may be shown.</summary>
    public static string Once(string words) => Spaces().Replace(words, " ").Trim();

    public static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.Ordinal);

    /// <summary>The member of the props that holds these words; of several the one that the class names too.</summary>
    private string? OriginOf(IElement? element, string words)
    {
        var names = (origins.GetValueOrDefault(Once(words)) ?? []).Select(origin => origin.Name).ToArray();
        var own = element is null ? null : ClassName(element);
        return names.FirstOrDefault(name => name == own) ?? (names.Length > 0 ? names[0] : null);
    }

    private void Name(JsonNode? value, string name, string? list)
    {
        switch (value)
        {
            case JsonObject members:
                foreach (var (member, inner) in members)
                {
                    Name(inner, member == "label" && name.Length > 0 ? name : member, list);
                }
                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Name(item, name.EndsWith('s') ? name[..^1] : name, name);
                }
                break;
            case JsonValue text when text.TryGetValue<string>(out var words) && Name().IsMatch(name):
                var key = Once(words);
                if (!origins.TryGetValue(key, out var known))
                {
                    origins[key] = known = [];
                }
                known.Add((Camel(name), list));
                break;
        }
    }

    private static string Camel(string name) =>
        Dash().Replace(name, letter => letter.Groups["letter"].Value.ToUpperInvariant());

    [GeneratedRegex("[ \\t\\r\\f]+", RegexOptions.None, 10_000)]
    private static partial Regex Spaces();

    [GeneratedRegex("-(?<letter>[a-z0-9])", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Dash();

    [GeneratedRegex("^[a-zA-Z][a-zA-Z0-9-]*$", RegexOptions.None, 10_000)]
    private static partial Regex Name();
}
