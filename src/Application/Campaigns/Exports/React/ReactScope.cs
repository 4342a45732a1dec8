using System.Globalization;
using AngleSharp.Dom;

namespace AiWebBuilder.Application.Campaigns.Exports.React;

/// <summary>What a component, or one item of a list in it, is given, under names of its own.</summary>
internal sealed class ReactScope
{
    /// <summary>The names that a component has for itself, and words of the language.</summary>
    private static readonly HashSet<string> Reserved = ReactNames.Set(
        "id componentId root item children key ref className style default class for function new delete in return var let const switch case if else this null true false"
    );

    public Dictionary<string, object> Given { get; } = new(StringComparer.Ordinal);

    /// <summary>The name under which it is given; the same twice is given once.</summary>
    public string Add(string name, object value)
    {
        name = Reserved.Contains(name) ? $"{name}Text" : name;
        var free = name;
        for (var number = 2; Given.TryGetValue(free, out var there); number++)
        {
            if (
                value is not INode[]
                && TypeOf(there) == TypeOf(value)
                && Jsx.Plain(there) is { } one
                && one == Jsx.Plain(value)
            )
            {
                return free;
            }
            free = string.Create(CultureInfo.InvariantCulture, $"{name}{number}");
        }
        Given[free] = value;
        return free;
    }

    /// <summary>TypeScript's type of what is given.</summary>
    public static string TypeOf(object value) =>
        value switch
        {
            string => "string",
            decimal => "number",
            bool => "boolean",
            IReadOnlyList<INode> => "ReactNode",
            IReadOnlyDictionary<string, object> members => TypeOf([members]),
            IReadOnlyList<object> list => list.All(one => one is IReadOnlyDictionary<string, object>)
                ? $"{TypeOf([.. list.Cast<IReadOnlyDictionary<string, object>>()])}[]"
                : $"{TypeOf(list[0])}[]",
            _ => throw new ArgumentOutOfRangeException(nameof(value), value, "Not what a component is given."),
        };

    /// <summary>The type of them all: what one of them lacks is optional.</summary>
    private static string TypeOf(IReadOnlyList<IReadOnlyDictionary<string, object>> all) =>
        "{ "
        + string.Join(
            "; ",
            all.SelectMany(one => one.Keys)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(name =>
                {
                    var given = all.Where(one => one.ContainsKey(name)).Select(one => one[name]).ToArray();
                    var type = given.All(one => one is IReadOnlyDictionary<string, object>)
                        ? TypeOf([.. given.Cast<IReadOnlyDictionary<string, object>>()])
                        : TypeOf(given[0]);
                    return $"{name}{(given.Length < all.Count ? "?" : "")}: {type}";
                })
        )
        + " }";
}
