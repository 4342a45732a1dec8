using System.Collections.Frozen;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Infrastructure.Campaigns.Blocks.Printing;
using AiWebBuilder.Infrastructure.Campaigns.Drawing;
using AiWebBuilder.Infrastructure.Markup;

namespace AiWebBuilder.Infrastructure.Campaigns.Blocks;

/// <summary>
/// The blocks in <c>Library/</c>, a folder each: <c>schema.json</c>, <c>template.liquid</c>, <c>style.css</c> and <c>samples/*.json</c>.
/// Everything is read and parsed once; one instance serves all threads.
/// </summary>
internal sealed class BlockCatalogue : IBlocks
{
    private readonly FrozenDictionary<string, Entry> entries;
    private readonly FrozenDictionary<string, BlockLabels> labels;
    private readonly BlockTemplates templates;

    public BlockCatalogue()
        : this(BlockFiles.Read()) { }

    public BlockCatalogue(BlockFiles files)
    {
        var artwork = new Artwork();
        var shared = files.Parse("common.json")["$defs"]!.AsObject();
        shared["icon"]!["enum"] = new JsonArray([.. artwork.Icons.Select(name => JsonValue.Create(name))]);
        templates = new BlockTemplates(files, artwork);
        labels = files
            .Below("labels/")
            .ToFrozenDictionary(
                language => language,
                language => new BlockLabels(language, files.Parse($"labels/{language}.json")),
                StringComparer.Ordinal
            );
        entries = files
            .Kinds.Select(kind => Load(files, kind, shared))
            .ToFrozenDictionary(entry => entry.Block.Kind, StringComparer.Ordinal);
        All = [.. entries.Values.Select(entry => entry.Block).OrderBy(block => block.Kind, StringComparer.Ordinal)];
    }

    /// <inheritdoc />
    public IReadOnlyList<Block> All { get; }

    /// <inheritdoc />
    public Block? Find(string kind) => entries.GetValueOrDefault(kind)?.Block;

    /// <inheritdoc />
    public JsonObject Current(string kind, JsonObject props) =>
        entries.TryGetValue(kind, out var entry) ? entry.Steps.Lead(props) : props;

    /// <inheritdoc />
    public JsonObject Complete(Block block, JsonObject props) =>
        new BlockCompletion(entries[block.Kind].Schema, block.Version).Of(props);

    /// <inheritdoc />
    public IReadOnlyList<PropFinding> Check(Block block, JsonObject props) => entries[block.Kind].Schema.Check(props);

    /// <inheritdoc />
    public IReadOnlyList<PropFinding> References(Block block, JsonObject props, BlockPage page) =>
        new BlockReferences(entries[block.Kind].Schema, page).Check(props);

    /// <inheritdoc />
    public string SkipLabel(string language) => LabelsOf(language)["skip"];

    private BlockLabels LabelsOf(string language) =>
        labels.GetValueOrDefault(
            language.Split('-')[0].ToLowerInvariant() switch
            {
                // Older codes, which browsers and phones still send.
                "iw" => "he",
                "no" or "nn" => "nb",
                "in" => "id",
                var primary => primary,
            }
        ) ?? labels["en"];

    public BlockMarkup Render(Block block, JsonObject props, BlockPage page)
    {
        var entry = entries[block.Kind];
        // A newer version may know another.
        var chosen = props["variant"]?.GetValue<string>();
        var variant = block.Variants.Contains(chosen, StringComparer.Ordinal) ? chosen! : block.Variants[0];
        var words = LabelsOf(page.Theme.Language);
        var model = new BlockModel(entry.Schema, new FactPrinter(page.Theme.Language, page.Country, words), page);
        var html = templates.Render(block.Kind, model.Of(props), variant, entry.Leads, words, page);
        return new(html, entry.Stylesheet?.For(page.Theme.Style, variant) + model.Css);
    }

    /// <inheritdoc />
    public string Compose(BlockEmail email) => templates.Compose(email);

    private static Entry Load(BlockFiles files, string kind, JsonObject shared)
    {
        var source = files.Parse($"{kind}/schema.json");
        // Not JSON Schema's: what the product needs to know of a block, and no form.
        var about = source["x-block"]!.AsObject();
        source.Remove("x-block");
        var schema = new BlockSchema(source, shared);
        var version = source["properties"]!["v"]!["const"]!.GetValue<int>();
        var block = new Block(
            kind,
            version,
            about["componentType"]!.GetValue<string>(),
            source["title"]!.GetValue<string>(),
            source["description"]!.GetValue<string>(),
            [.. source["properties"]!["variant"]!["enum"]!.AsArray().Select(one => one!.GetValue<string>())],
            schema.Served,
            [.. files.Samples(kind).Select(Sample)]
        )
        {
            IsOptional = about["optional"]?.GetValue<bool>() ?? false,
        };
        return new(
            block,
            schema,
            // Parts of e-mails have their rules in their elements: mail programs drop the others.
            block.ComponentType == ComponentTypes.Email
                ? null
                : new VariantStylesheet(files.Text($"{kind}/style.css"), kind, block.Variants),
            about["leads"]?.GetValue<bool>() ?? false,
            new BlockSteps(files.Steps(kind, version))
        );
    }

    private static BlockSample Sample(KeyValuePair<string, JsonObject> file) =>
        new(
            file.Key,
            file.Value["language"]!.GetValue<string>(),
            file.Value["props"]!.DeepClone().AsObject(),
            [
                .. (file.Value["facts"]?.AsArray() ?? []).Select(fact => new BlockFact(
                    fact!["id"]!.GetValue<string>(),
                    fact["kind"]!.GetValue<string>(),
                    fact["value"]!.DeepClone().AsObject()
                )),
            ]
        );

    /// <param name="Leads">Whether the page's first heading may be this block's.</param>
    private sealed record Entry(
        Block Block,
        BlockSchema Schema,
        VariantStylesheet? Stylesheet,
        bool Leads,
        BlockSteps Steps
    );
}
