using System.Text.Json.Nodes;

namespace AiWebBuilder.Infrastructure.Campaigns.Blocks;

/// <summary>
/// What leads from one version of a block's props to the next: <c>steps/1.json</c> from the first to the second, and so on. A step is a list
/// of <c>rename</c> (<c>to</c>), <c>remove</c>, and <c>replace</c> (<c>from</c>, <c>value</c>) of the member at a <c>path</c>, in which
/// <c>*</c> stands for every item of a list.
/// </summary>
internal sealed class BlockSteps(IReadOnlyList<JsonArray> steps)
{
    /// <returns>The props as the newest version has them; those that are, or are newer than this product, as they came.</returns>
    public JsonObject Lead(JsonObject props)
    {
        if (props["v"] is not JsonValue value || !value.TryGetValue<int>(out var version) || version < 1)
        {
            return props;
        }
        var led = version <= steps.Count ? props.DeepClone().AsObject() : props;
        for (; version <= steps.Count; version++)
        {
            foreach (var change in steps[version - 1].Select(one => one!.AsObject()))
            {
                Apply(change, led, ((string)change["path"]!)[1..].Split('/'));
            }
            led["v"] = version + 1;
        }
        return led;
    }

    private static void Apply(JsonObject change, JsonNode? node, ReadOnlySpan<string> path)
    {
        if (path[0] == "*")
        {
            foreach (var item in node as JsonArray ?? [])
            {
                Apply(change, item, path[1..]);
            }
        }
        else if (node is JsonObject members && members.TryGetPropertyValue(path[0], out var member))
        {
            if (path.Length > 1)
            {
                Apply(change, member, path[1..]);
                return;
            }
            var place = members.IndexOf(path[0]);
            switch ((string)change["op"]!)
            {
                case "rename":
                    members.RemoveAt(place);
                    members.Insert(place, (string)change["to"]!, member);
                    break;
                case "remove":
                    members.RemoveAt(place);
                    break;
                case "replace" when JsonNode.DeepEquals(member, change["from"]):
                    members[path[0]] = change["value"]!.DeepClone();
                    break;
                default:
                    break;
            }
        }
    }
}
