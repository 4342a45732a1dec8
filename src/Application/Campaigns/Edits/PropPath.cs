using System.Globalization;
using System.Text.Json.Nodes;

namespace AiWebBuilder.Application.Campaigns.Edits;

/// <summary>
/// A JSON Pointer (RFC 6901) into props, in which a step <c>@id</c> is the item of that id: the place is found when the operation is applied,
/// so that items which were added or moved meanwhile do not matter.
/// </summary>
public static class PropPath
{
    /// <summary>What stands there; null also where there is no such place.</summary>
    public static JsonNode? Find(JsonNode? node, string path)
    {
        foreach (var step in StepsOf(path))
        {
            node = node switch
            {
                JsonObject members => members[step],
                JsonArray items when IndexOf(items, step) is { } index && index < items.Count => items[index],
                _ => null,
            };
        }
        return node;
    }

    /// <summary>
    /// Puts a value there. In a list, <c>-</c> is its end, and a number where nothing stood inserts there, as in RFC 6902.
    /// </summary>
    /// <param name="root">Changed in place.</param>
    /// <param name="before">What is expected there.</param>
    /// <param name="after">Null: it is taken away.</param>
    /// <returns>Whether the place is there; and whether what stands there is what was expected.</returns>
    public static (bool IsThere, bool IsAsBefore) Put(JsonObject root, string path, JsonNode? before, JsonNode? after)
    {
        var slash = path.LastIndexOf('/');
        if (slash < 0)
        {
            return (false, false);
        }
        var step = StepsOf(path[slash..])[0];
        switch (Find(root, path[..slash]))
        {
            case JsonObject members:
                if (!JsonNode.DeepEquals(members[step], before))
                {
                    return (true, false);
                }
                if (after is null)
                {
                    members.Remove(step);
                }
                else
                {
                    members[step] = after.DeepClone();
                }
                return (true, true);
            case JsonArray items:
                return PutIn(items, step, before, after);
            default:
                return (false, false);
        }
    }

    private static (bool IsThere, bool IsAsBefore) PutIn(
        JsonArray items,
        string step,
        JsonNode? before,
        JsonNode? after
    )
    {
        var index = step == "-" ? items.Count : IndexOf(items, step);
        if (index is not { } place)
        {
            return (false, false);
        }
        if (before is null)
        {
            if (after is null || step.StartsWith('@'))
            {
                return (!step.StartsWith('@'), false);
            }
            items.Insert(Math.Min(place, items.Count), after.DeepClone());
            return (true, true);
        }
        if (place >= items.Count || !JsonNode.DeepEquals(items[place], before))
        {
            return (place < items.Count, false);
        }
        if (after is null)
        {
            items.RemoveAt(place);
        }
        else
        {
            items[place] = after.DeepClone();
        }
        return (true, true);
    }

    private static int? IndexOf(JsonArray items, string step)
    {
        if (!step.StartsWith('@'))
        {
            return int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        }
        for (var index = 0; index < items.Count; index++)
        {
            if (items[index] is JsonObject item && item["id"]?.ToString() == step[1..])
            {
                return index;
            }
        }
        return null;
    }

    private static string[] StepsOf(string path) =>
        [
            .. path.Split('/')
                .Skip(1)
                .Select(step =>
                    step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)
                ),
        ];
}
