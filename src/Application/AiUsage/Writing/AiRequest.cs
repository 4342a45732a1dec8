using System.Text.Json;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Contracts.Generations;

namespace AiWebBuilder.Application.AiUsage.Writing;

/// <summary>What a model is asked, and what it is booked on.</summary>
/// <param name="Purpose">A generation type.</param>
public sealed record AiRequest(ModelChoice Model, string Purpose, string System, string Prompt)
{
    public Guid? GenerationId { get; init; }

    /// <summary>
    /// What the answer is to hold: an object with a member for each. What fails three times in the same way on one of the steps is given up.
    /// </summary>
    public IReadOnlyList<StepPart> Parts { get; init; } = [];
    public Guid? CampaignId { get; init; }

    /// <summary>Who asked, where the account's owner did not.</summary>
    public Guid? MemberId { get; init; }

    /// <summary>The JSON schema of an answer with the parts of these keys, sent to models that keep to one; every answer is checked all the same.</summary>
    public Func<IReadOnlyList<string>, JsonElement>? Schema { get; init; }

    /// <summary><see cref="ReferenceImages"/>, sent to models that see.</summary>
    public IReadOnlyList<string> Images { get; init; } = [];

    /// <summary>Tokens; never more than the model can.</summary>
    public required int MaxOutputTokens { get; init; }

    /// <summary>Which wording of the prompt this is: answers are compared by it.</summary>
    public string PromptVersion { get; init; } = "1";

    /// <summary>Whether the answer may be <see cref="AiResult.IsHeld"/>; else what others hold refuses as what is spent does.</summary>
    public bool MayWait { get; init; }
}
