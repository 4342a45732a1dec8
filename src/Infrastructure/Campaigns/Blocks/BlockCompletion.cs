using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AiWebBuilder.Infrastructure.Campaigns.Blocks;

/// <summary>Writes into props what need not be said: version, usual choices, ids of items.</summary>
internal sealed class BlockCompletion(BlockSchema schema, int version)
{
    private const string ItemId = "item-id";
    private const int IdLength = 8;

    public JsonObject Of(JsonObject props)
    {
        var completed = props.DeepClone().AsObject();
        if (!completed.ContainsKey("v"))
        {
            completed.Insert(0, "v", version);
        }
        Complete(schema.Served, completed);
        return completed;
    }

    private void Complete(JsonObject resolved, JsonNode? value)
    {
        switch (value)
        {
            case JsonObject members when resolved["properties"] is JsonObject known:
                foreach (var (name, declared) in known)
                {
                    var member = schema.Resolve(declared!);
                    if (members[name] is { } present)
                    {
                        Complete(member, present);
                    }
                    // Texts have no defaults: the product says nothing in the owner's name.
                    else if (!members.ContainsKey(name) && member["default"] is { } usual)
                    {
                        members[name] = usual.DeepClone();
                    }
                }
                break;
            case JsonArray items when resolved["items"] is { } declared:
                var item = schema.Resolve(declared);
                var hasIds = item["properties"]?["id"] is { } id && IsItemId(schema.Resolve(id));
                HashSet<string> taken = new(StringComparer.Ordinal);
                foreach (var one in items)
                {
                    Complete(item, one);
                    if (hasIds && one is JsonObject members)
                    {
                        Identify(members, taken);
                    }
                }
                break;
            default:
                break;
        }
    }

    private static bool IsItemId(JsonObject member) => member["format"]?.GetValue<string>() == ItemId;

    private static void Identify(JsonObject item, HashSet<string> taken)
    {
        // Of another type it is the schema's to refuse.
        if (
            item["id"] is { } given
            && (given.GetValueKind() != JsonValueKind.String || taken.Add(given.GetValue<string>()))
        )
        {
            return;
        }
        string id;
        do
        {
            id = RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", IdLength);
        } while (!taken.Add(id));
        item.Remove("id");
        item.Insert(0, "id", id);
    }
}
