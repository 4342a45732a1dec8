using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Contracts.Prompts;
using AiWebBuilder.Application.Campaigns.Edits;
using AiWebBuilder.Domain.Campaigns.Facts;
using AiWebBuilder.Domain.Campaigns.Looks;
using AiWebBuilder.Infrastructure.Campaigns.Edits.Wording;

namespace AiWebBuilder.Infrastructure.Campaigns.Edits;

/// <summary>The same reading as of an edit, for one section: what concerns anything else is not done here.</summary>
internal sealed class SectionInstructions(IEditReader reader) : ISectionInstructions
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    // How it is said, not what.
    private static readonly string[] Manners = ["reword", "soft", "elegant", "bold"];

    public InstructedSection Follow(PagePrompt prompt, AskedSection section)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(section);
        var instruction = prompt.Instruction ?? "";
        var words = EditWords.Of(instruction, prompt.Theme.Language);
        var clause = new Clause(instruction, words);
        if (clause.Has(Manners) && clause.Quoted.Count == 0 && !clause.Has("invent", "review", "ranking", "impossible"))
        {
            return new(Props: null, words.Say("unclear"), AnotherWording: true);
        }
        var component = new StandingComponent(
            Guid.Empty,
            section.Section.Page,
            section.Section.Kind,
            section.Section.ComponentType,
            section.Section.Name,
            section.CurrentProps!.DeepClone().AsObject(),
            IsLocked: false
        );
        var standing = new Standing(
            prompt.Theme.Language,
            prompt.Brief.Language?.Split('-') is [_, { Length: 2 } country] ? country : null,
            [component],
            [.. prompt.Facts.Select(fact => new Fact(fact.Id, fact.Kind, ValueOf(fact), "", FactSources.Brief))],
            // What is asked of colours is done elsewhere, whichever they are.
            JsonSerializer
                .SerializeToNode(Theme.For(prompt.Brief, prompt.Theme.Language, FactLedger.Nothing), Json)!
                .AsObject()
        );
        var reading = reader.Read(instruction, standing, component.Id);
        if (reading.Operations.Count == 0)
        {
            return new(Props: null, reading.Question ?? reading.Reason, AnotherWording: false);
        }
        if (
            reading.Operations.Any(operation =>
                operation.ComponentId != component.Id || !operation.Path.StartsWith("/props/", StringComparison.Ordinal)
            )
        )
        {
            return new(Props: null, words.Say("elsewhere"), AnotherWording: false);
        }
        foreach (var operation in reading.Operations)
        {
            standing = standing.After(operation, 0, () => Guid.Empty);
        }
        return new(standing.Components[0].Props, Reason: null, AnotherWording: false);
    }

    public string NoFurtherVariant(PagePrompt prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        return EditWords.Of(prompt.Instruction ?? "", prompt.Theme.Language).Say("variants");
    }

    /// <summary>As the ledger has it: those that are texts were wrapped for the prompt.</summary>
    private static JsonNode ValueOf(BlockFact fact) =>
        fact.Value is { Count: 1 } value && value["text"] is JsonValue text ? text.DeepClone() : fact.Value.DeepClone();
}
