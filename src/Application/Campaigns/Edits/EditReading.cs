using AiWebBuilder.Domain.Campaigns.Edits;

namespace AiWebBuilder.Application.Campaigns.Edits;

/// <summary>One of the three: operations, a question, or a reason.</summary>
/// <param name="Question">In the language of the instruction.</param>
/// <param name="Reason">In the language of the instruction.</param>
public sealed record EditReading(
    IReadOnlyList<EditOperation> Operations,
    string? Question = null,
    string? Reason = null
)
{
    public static EditReading Asking(string question) => new([], Question: question);

    public static EditReading Refusing(string reason) => new([], Reason: reason);
}
