using System.Text.Json.Nodes;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Edits;
using AiWebBuilder.Application.Campaigns.Facts;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Edits;
using AiWebBuilder.Infrastructure.Campaigns.Edits.Wording;

namespace AiWebBuilder.Infrastructure.Campaigns.Edits;

/// <summary>One step of an instruction, with all that it can be about.</summary>
internal sealed class Step
{
    // More than that nobody reads in an answer.
    private const int MostListed = 5;

    private readonly IFactReader reader;
    private IReadOnlyList<ReadFact>? facts;

    public Step(
        Clause clause,
        Standing standing,
        Guid? target,
        IFactReader reader,
        IBlocks blocks,
        IOfflineFrames frames
    )
    {
        (Clause, Standing, Blocks, Frames, this.reader) = (clause, standing, blocks, frames, reader);
        Target = standing.Components.FirstOrDefault(one => one.Id == target);
        Items = Item.In(standing);
    }

    public Clause Clause { get; }

    public Standing Standing { get; }

    public IBlocks Blocks { get; }

    public IOfflineFrames Frames { get; }

    /// <summary>What it was asked of; null: the campaign.</summary>
    public StandingComponent? Target { get; }

    public IReadOnlyList<Item> Items { get; }

    /// <summary>What the words of the step state.</summary>
    public IReadOnlyList<ReadFact> Facts => facts ??= Read(Clause.Text);

    public IReadOnlyList<ReadFact> Read(string text) =>
        reader
            .Read(
                new Brief(
                    "",
                    "landing_page",
                    text,
                    null,
                    null,
                    [],
                    null,
                    Standing.Country is { } country ? $"{Clause.Words.Language}-{country}" : Clause.Words.Language
                )
            )
            .Facts;

    /// <summary>Sections that are named, in the order of the words; what stands in a page before what stands on another.</summary>
    public IReadOnlyList<(StandingComponent Component, Mention Mention)> Sections =>
        [
            .. Clause
                .Mentions.Where(mention => SectionNames.Kinds.ContainsKey(mention.Key))
                .Select(mention => (Component: SectionOf(mention.Key), mention))
                .Where(one => one.Component is not null)
                .Select(one => (one.Component!, one.mention))
                .DistinctBy(one => one.Item1.Id),
        ];

    public StandingComponent? SectionOf(string name) =>
        SectionNames
            .Kinds[name]
            .SelectMany(kind => Standing.Components.Where(one => one.Kind == kind))
            .OrderByDescending(one => one == Target)
            .ThenByDescending(one => one.Page == Target?.Page)
            .ThenByDescending(one => one.Page == "index")
            .FirstOrDefault();

    /// <summary>What had to be asked; null: nothing.</summary>
    public string? Asked { get; private set; }

    public EditReading Ask(string key, params object[] inside)
    {
        Asked = key;
        return EditReading.Asking(Clause.Words.Say(key, inside));
    }

    public EditReading Refuse(string key, params object[] inside) =>
        EditReading.Refusing(Clause.Words.Say(key, inside));

    /// <summary>Some of the texts, to be named in an answer.</summary>
    public static string Listed(IEnumerable<string> texts) =>
        string.Join(" / ", texts.Distinct(StringComparer.Ordinal).Take(MostListed));

    /// <summary>Puts a value into the props of a component.</summary>
    /// <param name="path">Within the props.</param>
    public static EditOperation Put(StandingComponent component, string path, JsonNode? after) =>
        new(component.Id, $"/props{path}", PropPath.Find(component.Props, path)?.DeepClone(), after);

    /// <summary>The texts of all attached components, by their paths.</summary>
    public IEnumerable<(StandingComponent Component, string Path, string Text)> Texts() => TextsOf(Standing);

    public static IEnumerable<(StandingComponent Component, string Path, string Text)> TextsOf(Standing standing) =>
        standing.Components.Where(one => one.Props is not null).SelectMany(one => TextsIn(one, one.Props!, ""));

    private static IEnumerable<(StandingComponent, string, string)> TextsIn(
        StandingComponent component,
        JsonNode node,
        string path
    ) =>
        node switch
        {
            JsonObject members => members
                .Where(member =>
                    member.Value is not null && member.Key is not ("id" or "v" or "variant" or "tone" or "to" or "ref")
                )
                .SelectMany(member => TextsIn(component, member.Value!, $"{path}/{member.Key}")),
            JsonArray items => items
                .Where(item => item is JsonObject)
                .SelectMany(item => TextsIn(component, item!, $"{path}/@{item!["id"]}")),
            JsonValue value when value.TryGetValue<string>(out var text) => [(component, path, text)],
            _ => [],
        };
}
