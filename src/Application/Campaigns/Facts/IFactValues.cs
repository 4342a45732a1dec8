using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Blocks;

namespace AiWebBuilder.Application.Campaigns.Facts;

/// <summary>Knows which values a fact of each kind can have.</summary>
public interface IFactValues
{
    /// <param name="kind">One of the known kinds.</param>
    /// <returns>What is wrong, by its JSON Pointer in the value.</returns>
    IReadOnlyList<PropFinding> Check(string kind, JsonNode value);
}
