using System.Globalization;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Generation;
using AiWebBuilder.Application.Common.Behaviors;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Blocks;

/// <summary>Makes the content of attached components of props.</summary>
internal static class BlockLayout
{
    /// <param name="present">The props that stand there, of which a newer version of the product may have written some.</param>
    /// <exception cref="DomainException">
    /// Conflict <c>campaigns.block_unknown</c>; Validation: every finding by its JSON Pointer below <c>props</c>.
    /// </exception>
    public static ComponentContent Lay(
        this IBlocks blocks,
        CampaignSite site,
        ComponentPlace place,
        string name,
        JsonObject props,
        JsonObject? present = null
    )
    {
        var block = blocks.Find(place.Kind) ?? throw new DomainException(CampaignErrors.BlockUnknown(place.Kind));
        var completed = blocks.Complete(block, blocks.Current(place.Kind, props));
        present = present is null ? null : blocks.Current(place.Kind, present);
        var page = site.PageOf(place.Page, place.Anchor);
        var findings = blocks
            .Check(block, completed)
            .Where(finding => !StoodThere(finding, completed, present))
            .ToList();
        if (findings.Count == 0)
        {
            findings.AddRange(blocks.References(block, completed, page));
        }
        if (findings.Count > 0)
        {
            throw Validation.Refusal(
                findings
                    .GroupBy(finding => $"props{finding.Path}", StringComparer.Ordinal)
                    .ToDictionary(
                        path => path.Key,
                        path => path.Select(finding => finding.Message).Distinct(StringComparer.Ordinal).ToArray(),
                        StringComparer.Ordinal
                    )
            );
        }
        return Content(blocks, block, completed, page, name);

        // A newer version of the product knows more of this block: what it has written is kept, and the rest stays editable.
        bool StoodThere(PropFinding finding, JsonObject now, JsonObject? before) =>
            before is not null
            && (finding.IsUnknownMember || IsNewer(before, block))
            && At(now, finding.Path) is { } value
            && JsonNode.DeepEquals(value, At(before, finding.Path));
    }

    /// <summary>
    /// The same words as the theme has them now. What today's block does not take stays as it was made; references whose targets have gone
    /// are left out.
    /// </summary>
    public static ComponentContent LayAnew(
        this IBlocks blocks,
        CampaignSite site,
        ComponentPlace place,
        ComponentContent content
    )
    {
        var props = blocks.Current(place.Kind, JsonNode.Parse(content.Props)!.AsObject());
        if (
            !content.IsAttached
            || blocks.Find(place.Kind) is not { } block
            || (!IsNewer(props, block) && blocks.Check(block, props).Any(finding => !finding.IsUnknownMember))
        )
        {
            return content;
        }
        return Content(blocks, block, props, site.PageOf(place.Page, place.Anchor), content.Name) with
        {
            Props = content.Props,
        };
    }

    private static ComponentContent Content(IBlocks blocks, Block block, JsonObject props, BlockPage page, string name)
    {
        var markup = blocks.Render(block, props, page);
        return new(name, markup.Html, markup.Css, props.ToJsonString(Briefing.PromptJson), IsAttached: true);
    }

    private static bool IsNewer(JsonObject props, Block block) =>
        props["v"] is JsonValue value && value.TryGetValue<int>(out var version) && version > block.Version;

    private static JsonNode? At(JsonNode? node, string pointer)
    {
        foreach (var step in pointer.Split('/').Skip(1))
        {
            node = node switch
            {
                JsonObject members => members[
                    step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)
                ],
                JsonArray items
                    when int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                        && index < items.Count => items[index],
                _ => null,
            };
        }
        return node;
    }
}
