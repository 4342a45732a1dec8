using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Pages;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Looks;

namespace AiWebBuilder.UnitTests.Campaigns.Blocks;

/// <summary>Pages made of the samples of all blocks.</summary>
internal static class BlockPages
{
    public static IReadOnlyList<string> Styles { get; } = ["editorial", "bold", "soft"];

    public static Theme Theme(string style, string language) =>
        Domain.Campaigns.Looks.Theme.For(
            new Brief(
                "Mill Wheels",
                "landing_page",
                null,
                null,
                "bike repairs",
                [],
                $"{style}, teal #0F5257",
                language
            ),
            language
        ) with
        {
            Style = style,
        };

    /// <summary>A page that holds every block once, each in its variant of that number; a block with fewer starts over.</summary>
    public static string Of(IBlocks blocks, string sample, string style, int variant)
    {
        var chosen = blocks
            .All.Select(block => (block, Sample: block.Samples.Single(one => one.Name == sample)))
            .ToArray();
        var theme = Theme(style, chosen[0].Sample.Language);
        List<PageComponent> components = [];
        foreach (var (block, example) in chosen.OrderBy(one => one.block.Kind == "hero" ? 0 : 1))
        {
            var props = example.Props.DeepClone().AsObject();
            props["variant"] = block.Variants[variant % block.Variants.Count];
            var page = new BlockPage(theme, block.Kind, example.Facts.ToDictionary(fact => fact.Id))
            {
                Resolve = Resolve,
            };
            var markup = blocks.Render(block, props, page);
            components.Add(new(Guid.CreateVersion7(), block.ComponentType, markup.Html, markup.Css));
        }
        return PageComposer
            .Compose(new PageDocument("Mill Wheels", "Bike repairs in Hebden Bridge.", theme, components, new("Skip")))
            .Html;

        // Every section is there once, and stands for the goals and pages of a campaign.
        string Resolve(BlockLink link) =>
            link.To switch
            {
                "section" when blocks.Find(link.Ref) is not null => $"#{link.Ref}",
                _ => "#callout",
            };
    }
}
