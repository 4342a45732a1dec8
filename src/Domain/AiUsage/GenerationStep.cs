using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.AiUsage;

/// <summary>One section or e-mail to be written.</summary>
public sealed class GenerationStep : ITenantOwned
{
    /// <summary>For so long a step waits for what calls under way hold: longer than any of them does.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    private GenerationStep() { }

    internal GenerationStep(
        Guid id,
        AiGeneration generation,
        int position,
        string name,
        string section,
        DateTimeOffset now
    ) =>
        (Id, UserId, GenerationId, Position, Name, Section, CreatedAt) = (
            id,
            generation.UserId,
            generation.Id,
            position,
            name,
            section,
            now
        );

    public Guid Id { get; private init; }
    public Guid UserId { get; private init; }
    public Guid GenerationId { get; private init; }
    public int Position { get; private init; }
    public string Name { get; private init; } = "";
    public string Section { get; private init; } = "{}";

    /// <summary>One of <see cref="StepStatus"/>.</summary>
    public string Status { get; private set; } = "pending";

    /// <summary>Why it failed, or was left out.</summary>
    public string? ErrorMessage { get; private set; }
    public DateTimeOffset? CompletedAt { get; private set; }
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>Since when calls under way hold what it needs; null: it has never had to wait.</summary>
    public DateTimeOffset? WaitingSince { get; private set; }

    public bool MayWait(DateTimeOffset now) => now - (WaitingSince ?? now) < LongestWait;

    internal TimeSpan Wait(DateTimeOffset now) => now - (WaitingSince ??= now);

    internal void Complete(DateTimeOffset now) => (Status, CompletedAt) = ("completed", now);

    internal void LeaveOut(string reason, DateTimeOffset now) =>
        (Status, ErrorMessage, CompletedAt) = (StepStatus.LeftOut, reason, now);

    internal void Fail(string error, DateTimeOffset now) =>
        (Status, ErrorMessage, CompletedAt) = ("failed", error, now);
}
