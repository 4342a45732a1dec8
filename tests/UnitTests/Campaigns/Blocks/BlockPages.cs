using System.Text;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Pages;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Facts;
using AiWebBuilder.Domain.Campaigns.Looks;

namespace AiWebBuilder.UnitTests.Campaigns.Blocks;

/// <summary>Pages made of the samples of all blocks.</summary>
internal static class BlockPages
{
    public static IReadOnlyList<string> Styles => ThemeStyles.All;

    private static readonly string[] Tones = ["plain", "tint", "strong"];

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
            language,
            FactLedger.Nothing
        ) with
        {
            Style = style,
        };

    /// <summary>A page that holds every block once, each in its variant of that number; a block with fewer starts over.</summary>
    public static string Of(IBlocks blocks, string sample, string style, int variant)
    {
        var sections = SectionsOf(blocks, sample, style, variant);
        var language = blocks.All[0].Samples.Single(one => one.Name == sample).Language;
        return PageComposer
            .Compose(
                new PageDocument(
                    "Mill Wheels",
                    "Bike repairs in Hebden Bridge.",
                    Theme(style, language),
                    [
                        .. sections.Select(one => new PageComponent(
                            Guid.CreateVersion7(),
                            one.Block.ComponentType,
                            one.Markup.Html,
                            one.Markup.Css,
                            IsBlock: true
                        )),
                    ],
                    new("Skip")
                )
            )
            .Html;
    }

    /// <summary>The sections of such a page, with the props that they are made of.</summary>
    public static IReadOnlyList<(Block Block, JsonObject Props, BlockMarkup Markup)> SectionsOf(
        IBlocks blocks,
        string sample,
        string style,
        int variant
    )
    {
        var chosen = blocks
            .All.Where(block => block.ComponentType != ComponentTypes.Email)
            .Select(block => (block, Sample: block.Samples.Single(one => one.Name == sample)))
            .ToArray();
        var theme = Theme(style, chosen[0].Sample.Language);
        List<(Block, JsonObject, BlockMarkup)> sections = [];
        foreach (var (block, example) in chosen.OrderBy(one => one.block.Kind == "hero" ? 0 : 1))
        {
            var props = example.Props.DeepClone().AsObject();
            props["variant"] = block.Variants[variant % block.Variants.Count];
            // First the grounds of the samples, then every other.
            if (variant > 0 && block.Schema["properties"]!["tone"] is not null)
            {
                props["tone"] = Tones[(variant + sections.Count) % Tones.Length];
            }
            var page = new BlockPage(theme, block.Kind, example.Facts.ToDictionary(fact => fact.Id))
            {
                Key = "index",
                Resolve = Resolve,
                Image = Picture,
                File = _ => new("https://files.example/list.pdf", "list.pdf", "PDF", 1_250_000),
            };
            sections.Add((block, props, blocks.Render(block, props, page)));
        }
        return sections;

        // Every section is there once, and stands for the goals and pages of a campaign.
        string Resolve(BlockLink link) =>
            link.To switch
            {
                "section" when blocks.Find(link.Ref) is not null => $"#{link.Ref}",
                _ => "#callout",
            };
    }

    /// <summary>A page that holds one block in each of these variants, below its first heading.</summary>
    public static string OfKind(IBlocks blocks, Block block, IEnumerable<string> variants)
    {
        var sample = block.Samples.Single(one => one.Name == "default");
        var theme = Theme("editorial", sample.Language);
        return PageComposer
            .Compose(
                new PageDocument(
                    "Mill Wheels",
                    Description: null,
                    theme,
                    [
                        new(Guid.CreateVersion7(), "custom", "<section><h1>Mill Wheels</h1></section>", ""),
                        .. variants.Select(variant =>
                        {
                            var props = sample.Props.DeepClone().AsObject();
                            props["variant"] = variant;
                            var markup = blocks.Render(
                                block,
                                props,
                                new BlockPage(theme, variant, sample.Facts.ToDictionary(fact => fact.Id))
                                {
                                    Key = "index",
                                    Resolve = _ => "#top",
                                    Image = Picture,
                                    File = _ => new("https://files.example/list.pdf", "list.pdf", "PDF", 1_250_000),
                                }
                            );
                            return new PageComponent(
                                Guid.CreateVersion7(),
                                "custom",
                                markup.Html,
                                markup.Css,
                                IsBlock: true
                            );
                        }),
                    ],
                    new("Skip")
                )
            )
            .Html;
    }

    /// <summary>An e-mail that holds every part once, in the order in which they stand in one.</summary>
    public static string EmailOf(IBlocks blocks, string sample, string style, int variant)
    {
        string[] order =
        [
            "e-head",
            "e-title",
            "e-image",
            "e-text",
            "e-facts",
            "e-button",
            "e-list",
            "e-quote",
            "e-code",
            "e-signoff",
            "e-footer",
        ];
        var parts = order.Select(kind => blocks.Find(kind)!).ToArray();
        var theme = Theme(style, parts[0].Samples.Single(one => one.Name == sample).Language);
        return blocks.Compose(
            new(
                "Your bike is booked in",
                "Tuesday before ten.",
                theme,
                [
                    .. parts.Select(block =>
                    {
                        var example = block.Samples.Single(one => one.Name == sample);
                        var props = example.Props.DeepClone().AsObject();
                        props["variant"] = block.Variants[variant % block.Variants.Count];
                        return blocks
                            .Render(
                                block,
                                props,
                                new(theme, block.Kind, example.Facts.ToDictionary(fact => fact.Id))
                                {
                                    Resolve = _ => "https://millwheels.example/",
                                    Image = Picture,
                                }
                            )
                            .Html;
                    }),
                ],
                Styles: []
            )
        );
    }

    /// <summary>A picture that is not loaded from anywhere, a different one for each id.</summary>
    private static BlockImage Picture(string id)
    {
        var turn = id[^1] - '0';
        var (width, height) = turn % 2 == 0 ? (900, 1100) : (1200, 800);
        var drawing =
            $"<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}'><rect width='100%' height='100%' fill='hsl({turn * 70} 25% 45%)'/><circle cx='50%' cy='60%' r='30%' fill='hsl({turn * 70} 30% 65%)'/></svg>";
        return new(
            $"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(drawing))}",
            width,
            height
        )
        {
            Full = "https://files.example/full.jpg",
        };
    }
}
