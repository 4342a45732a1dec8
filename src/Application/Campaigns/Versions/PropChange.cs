using System.Globalization;
using System.Text.Json.Nodes;

namespace AiWebBuilder.Application.Campaigns.Versions;

/// <summary>One difference between two versions' props.</summary>
/// <param name="Path">A JSON Pointer; an item that has an id is named by it: <c>/items/@k3v9x2ab/title</c>.</param>
/// <param name="Before">Absent: it was not there.</param>
/// <param name="After">Absent: it is not there any more.</param>
public sealed record PropChange(string Path, JsonNode? Before, JsonNode? After)
{
    /// <summary>In the order of the newer version, what has gone at the end of each level. A list in another order is a change of its own.</summary>
    internal static IReadOnlyList<PropChange> Between(JsonNode? before, JsonNode? after)
    {
        List<PropChange> changes = [];
        Compare("", before, after, changes);
        return changes;
    }

    private static void Compare(string path, JsonNode? before, JsonNode? after, List<PropChange> changes)
    {
        if (JsonNode.DeepEquals(before, after))
        {
            return;
        }
        if (before is null or JsonValue || after is null or JsonValue || before.GetValueKind() != after.GetValueKind())
        {
            changes.Add(new(path, before?.DeepClone(), after?.DeepClone()));
            return;
        }
        var (old, current) = (Members(before), Members(after));
        var kept = current.Select(one => one.Name).Where(name => old.Any(one => one.Name == name)).ToArray();
        if (after is JsonArray && !kept.SequenceEqual(old.Select(one => one.Name).Where(kept.Contains)))
        {
            changes.Add(new(path, Names(old), Names(current)));
        }
        foreach (var (name, value) in current)
        {
            Compare($"{path}/{name}", old.FirstOrDefault(one => one.Name == name).Value, value, changes);
        }
        foreach (var (name, value) in old.Where(one => current.All(two => two.Name != one.Name)))
        {
            Compare($"{path}/{name}", value, null, changes);
        }
    }

    private static JsonArray Names(IEnumerable<(string Name, JsonNode? Value)> members) =>
        [.. members.Select(one => JsonValue.Create(one.Name))];

    private static IReadOnlyList<(string Name, JsonNode? Value)> Members(JsonNode node) =>
        node is JsonObject members
            ?
            [
                .. members.Select(one =>
                    (
                        one.Key.Replace("~", "~0", StringComparison.Ordinal)
                            .Replace("/", "~1", StringComparison.Ordinal),
                        one.Value
                    )
                ),
            ]
            : [.. node.AsArray().Select((item, index) => (NameOf(item, index), item))];

    private static string NameOf(JsonNode? item, int index) =>
        item is JsonObject members && members["id"] is JsonValue value && value.TryGetValue<string>(out var id)
            ? $"@{id}"
            : index.ToString(CultureInfo.InvariantCulture);
}
