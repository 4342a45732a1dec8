using AiWebBuilder.Domain.Common;
using Ardalis.Specification;

namespace AiWebBuilder.Domain.AiUsage;

/// <summary>One request to a model by a person, and all the calls that it took.</summary>
public sealed class AiGeneration : AggregateRoot, ITenantOwned
{
    private readonly List<GenerationStep> steps = [];

    private AiGeneration() { }

    public Guid UserId { get; private init; }
    public Guid? CampaignId { get; private init; }
    public Guid? ComponentId { get; private init; }

    /// <summary><c>campaign, component, enhancement, analysis, migration_plan</c>.</summary>
    public string GenerationType { get; private init; } = "";

    /// <summary>What the person asked for, in words; null when only the brief speaks.</summary>
    public string? PromptText { get; private init; }
    public string[] ReferenceImages { get; private init; } = [];
    public string ModelUsed { get; private init; } = "";
    public string Provider { get; private init; } = "";
    public int PromptTokens { get; private set; }
    public int CompletionTokens { get; private set; }

    /// <summary>USD, rounded to four places from the ledger's exact sum by a trigger there: never summed up.</summary>
    public decimal Cost { get; private init; }

    /// <summary><c>processing, completed, failed, cancelled</c>.</summary>
    public string Status { get; private set; } = GenerationStatus.Processing;

    /// <summary>A JSON object, once it has ended: how many steps landed.</summary>
    public string? ResultData { get; private set; }
    public string? ErrorMessage { get; private set; }
    public int? GenerationTimeSeconds { get; private set; }

    /// <summary>The how many-th generation of the same campaign or component it is.</summary>
    public int Iterations { get; private init; } = 1;

    public int? UserRating { get; private set; }
    public string? UserFeedback { get; private set; }
    public bool? Accepted { get; private set; }
    public DateTimeOffset? CompletedAt { get; private set; }

    /// <summary>A JSON object: <c>{model, minCost, maxCost, currency, section: {minCost, maxCost}}</c>.</summary>
    public string Estimate { get; private init; } = "{}";

    /// <summary>Who asked for it: the caps of members are theirs.</summary>
    public Guid? StartedBy { get; private init; }

    public IReadOnlyList<GenerationStep> Steps => steps;

    /// <summary>Made a campaign, and not one component again.</summary>
    public bool IsWholeCampaign => GenerationType == "campaign";

    public bool IsProcessing => Status == GenerationStatus.Processing;

    public bool IsCancelled => Status == GenerationStatus.Cancelled;

    public static AiGeneration Start(
        Guid id,
        Guid userId,
        Guid? campaignId,
        Guid? componentId,
        string generationType,
        string? promptText,
        string[] referenceImages,
        string provider,
        string model,
        string estimate,
        Guid? startedBy,
        int iterations,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = id,
            UserId = userId,
            CampaignId = campaignId,
            ComponentId = componentId,
            GenerationType = generationType,
            PromptText = promptText,
            ReferenceImages = referenceImages,
            Provider = provider,
            ModelUsed = model,
            Estimate = estimate,
            StartedBy = startedBy,
            Iterations = iterations,
            CreatedAt = now,
        };

    /// <param name="id">Becomes the id of the component that the step makes.</param>
    /// <param name="section">The planned section, JSON.</param>
    public void AddStep(Guid id, string name, string section, DateTimeOffset now) =>
        steps.Add(new GenerationStep(id, this, steps.Count, name, section, now));

    /// <summary>A step landed. Again: nothing happens.</summary>
    public void CompleteStep(Guid stepId, DateTimeOffset now)
    {
        var step = steps.Single(one => one.Id == stepId);
        if (step.Status == "pending")
        {
            step.Complete(now);
        }
    }

    /// <summary>The model had nothing to say in a step, and said so.</summary>
    public void LeaveStepOut(Guid stepId, string reason, DateTimeOffset now)
    {
        var step = steps.Single(one => one.Id == stepId);
        if (step.Status == "pending")
        {
            step.LeaveOut(reason, now);
        }
    }

    /// <summary>A call of it was settled.</summary>
    public void AddTokens(int prompt, int completion)
    {
        PromptTokens += prompt;
        CompletionTokens += completion;
    }

    /// <summary>A step cannot be asked for yet: calls under way hold what is left of a cap.</summary>
    /// <returns>For how long it has waited by now; null when it waits for nothing, as it has ended.</returns>
    public TimeSpan? Wait(Guid stepId, DateTimeOffset now)
    {
        var step = steps.Single(one => one.Id == stepId);
        return IsProcessing && step.Status == "pending" ? step.Wait(now) : null;
    }

    /// <summary>A step could not be made, and is not tried again.</summary>
    /// <returns>False when it had ended before: what has landed cannot fail any more.</returns>
    public bool FailStep(Guid stepId, string error, DateTimeOffset now)
    {
        var step = steps.Single(one => one.Id == stepId);
        if (!IsProcessing || step.Status != "pending")
        {
            return false;
        }
        step.Fail(error, now);
        return true;
    }

    /// <summary>All steps have ended.</summary>
    public void Finish(DateTimeOffset now)
    {
        var landed = steps.Count(step => step.Status == "completed");
        End(
            landed > 0 ? GenerationStatus.Completed : GenerationStatus.Failed,
            (
                steps.FirstOrDefault(step => step.Status == "failed")
                ?? (landed > 0 ? null : steps.FirstOrDefault(step => step.Status == StepStatus.LeftOut))
            )?.ErrorMessage,
            now
        );
    }

    /// <summary>It cannot go on; what has landed stays.</summary>
    public void Fail(string error, DateTimeOffset now) => End(GenerationStatus.Failed, error, now);

    /// <summary>A person stopped it; what has landed stays. Again: nothing happens.</summary>
    public void Cancel(DateTimeOffset now)
    {
        if (IsProcessing)
        {
            End(GenerationStatus.Cancelled, null, now);
        }
    }

    /// <param name="rating">1–5.</param>
    public void Rate(int rating, string? feedback, bool? accepted) =>
        (UserRating, UserFeedback, Accepted) = (rating, feedback, accepted);

    /// <summary>What came of it is in use; a person's own judgement, before or after, outweighs that.</summary>
    public void AcceptByUse() => Accepted ??= true;

    private void End(string status, string? error, DateTimeOffset now)
    {
        if (!IsProcessing)
        {
            throw new DomainException(AiUsageErrors.GenerationEnded);
        }
        Status = status;
        ErrorMessage = error;
        CompletedAt = now;
        GenerationTimeSeconds = (int)Math.Max(0, (now - CreatedAt).TotalSeconds);
        ResultData = $$"""{"landed":{{steps.Count(step => step.Status == "completed")}},"planned":{{steps.Count}}}""";
    }
}

/// <summary>A campaign's generations that had made something by then, and that nobody has judged.</summary>
public sealed class UnjudgedGenerations : Specification<AiGeneration>
{
    public UnjudgedGenerations(Guid campaignId, DateTimeOffset by) =>
        Query.Where(generation =>
            generation.CampaignId == campaignId
            && generation.Accepted == null
            && generation.CompletedAt <= by
            && generation.Steps.Any(step => step.Status == "completed")
        );
}

/// <summary>The allowed values of <c>generation_steps.status</c>.</summary>
public static class StepStatus
{
    /// <summary>There is nothing to say in it.</summary>
    public const string LeftOut = "left_out";

    public static IReadOnlyList<string> All { get; } = ["pending", "completed", LeftOut, "failed"];
}
