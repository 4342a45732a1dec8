using System.Text.Json.Nodes;
using AiWebBuilder.Domain.Campaigns.Edits;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Edits;

/// <summary>A change that was asked for.</summary>
/// <param name="Instruction">Null: operations were sent.</param>
/// <param name="Question">What has to be answered before anything is changed, in the language of the instruction.</param>
/// <param name="Reason">Why nothing is changed, in the language of the instruction.</param>
/// <param name="Unchanged">The components that it leaves as they are, with the hashes of what they say and show.</param>
public sealed record EditView(
    Guid Id,
    [OneOf(typeof(EditStatus))] string Status,
    string? Instruction,
    IReadOnlyList<EditOperationView> Operations,
    string? Question,
    string? Reason,
    IReadOnlyDictionary<string, string> Unchanged
)
{
    internal static EditView Of(CampaignEdit edit) =>
        new(
            edit.Id,
            edit.Status,
            edit.Instruction,
            [
                .. edit.Operations.Select(
                    (one, index) =>
                        new EditOperationView(index + 1, one.ComponentId, one.Path, one.Before, one.After, one.Status)
                ),
            ],
            edit.Question,
            edit.Reason,
            edit.Unchanged.ToDictionary(one => one.Key.ToString(), one => one.Value, StringComparer.Ordinal)
        );
}

/// <param name="Number">From 1, for the approval.</param>
/// <param name="ComponentId">Null: a fact, the theme, or a component that is added.</param>
/// <param name="Path">
/// A JSON Pointer: <c>/props/items/@id/title</c>, <c>/position</c>, or empty for the whole component; <c>/facts/{id}</c>, <c>/theme/{token}</c>,
/// <c>/components/-</c>.
/// </param>
/// <param name="Before">What stands there; null: nothing.</param>
/// <param name="After">What is to stand there; null: nothing.</param>
public sealed record EditOperationView(
    int Number,
    Guid? ComponentId,
    string Path,
    JsonNode? Before,
    JsonNode? After,
    [OneOf(typeof(OperationStatus))] string Status
);
