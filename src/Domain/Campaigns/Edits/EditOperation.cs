using System.Text.Json.Nodes;

namespace AiWebBuilder.Domain.Campaigns.Edits;

/// <summary>One thing that an edit changes.</summary>
/// <param name="ComponentId">Null: a fact, the theme, or a component that is added.</param>
/// <param name="Path">A JSON Pointer, as <c>docs/edits.md</c> says.</param>
/// <param name="Before">What stands there; null: nothing.</param>
/// <param name="After">What is to stand there; null: nothing.</param>
/// <param name="Status">One of <see cref="OperationStatus"/>.</param>
public sealed record EditOperation(
    Guid? ComponentId,
    string Path,
    JsonNode? Before,
    JsonNode? After,
    string Status = OperationStatus.Proposed
);
