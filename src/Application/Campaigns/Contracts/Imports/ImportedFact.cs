using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Facts;

namespace AiWebBuilder.Application.Campaigns.Contracts.Imports;

/// <param name="Value">As the kind has it.</param>
/// <param name="Quote">The words of the page that it stands in.</param>
public sealed record ImportedFact(string Kind, JsonNode Value, string Quote)
{
    /// <summary>What props name it by.</summary>
    public string Id { get; } = FactReading.IdOf(Kind, Value);
}
