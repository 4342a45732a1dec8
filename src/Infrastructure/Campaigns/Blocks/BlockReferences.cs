using System.Globalization;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Infrastructure.Campaigns.Publishing;

namespace AiWebBuilder.Infrastructure.Campaigns.Blocks;

/// <summary>Finds what props name and the campaign does not have, and what no page could be published with in code of one's own.</summary>
internal sealed class BlockReferences(BlockSchema schema, BlockPage page)
{
    public IReadOnlyList<PropFinding> Check(JsonObject props)
    {
        List<PropFinding> findings = [];
        Follow(schema.Served, props, "", findings);
        return findings;
    }

    private void Follow(JsonNode declared, JsonNode? value, string path, List<PropFinding> findings)
    {
        var resolved = schema.Resolve(declared);
        switch (resolved["format"]?.GetValue<string>(), value)
        {
            case ("link", JsonObject link):
                var target = new BlockLink(Text(link, "to"), Text(link, "ref"));
                if (
                    target.To switch
                    {
                        "url" => false,
                        "fact" => !page.Facts.ContainsKey(target.Ref),
                        _ => page.Resolve(target) is null,
                    }
                )
                {
                    findings.Add(new($"{path}/ref", $"leads nowhere: the campaign has no {target.To} '{target.Ref}'."));
                }
                break;
            case ("fact", JsonValue id):
                if (!page.Facts.TryGetValue(id.GetValue<string>(), out var fact))
                {
                    findings.Add(new(path, $"is not the id of a fact: the campaign has no '{id.GetValue<string>()}'."));
                }
                else if (resolved["x-kind"]?.GetValue<string>() is { } kind && fact.Kind != kind)
                {
                    findings.Add(new(path, $"must be the id of a {kind}, and '{fact.Id}' is a {fact.Kind}."));
                }
                break;
            case ("image", JsonObject image):
                if (page.Image(Text(image, "id")) is null)
                {
                    findings.Add(new($"{path}/id", "is not the id of an uploaded image."));
                }
                break;
            case ("file", JsonObject file):
                if (page.File(Text(file, "id")) is null)
                {
                    findings.Add(new($"{path}/id", "is not the id of an uploaded file."));
                }
                break;
            case ("html", JsonValue code):
                findings.AddRange(
                    Preflight.ErrorsIn(code.GetValue<string>()).Select(error => new PropFinding(path, error.Message))
                );
                break;
            case (_, JsonObject members):
                foreach (var (name, member) in members)
                {
                    if (resolved["properties"]?[name] is { } known)
                    {
                        Follow(known, member, $"{path}/{name}", findings);
                    }
                }
                break;
            case (_, JsonArray items) when resolved["items"] is { } known:
                for (var i = 0; i < items.Count; i++)
                {
                    Follow(known, items[i], string.Create(CultureInfo.InvariantCulture, $"{path}/{i}"), findings);
                }
                break;
            default:
                break;
        }
    }

    private static string Text(JsonObject members, string name) => members[name]?.GetValue<string>() ?? "";
}
