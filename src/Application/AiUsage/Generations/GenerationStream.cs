namespace AiWebBuilder.Application.AiUsage.Generations;

/// <summary>The events of a generation's stream: the type of the data that each one carries, by the event's name.</summary>
public static class GenerationStream
{
    public static IReadOnlyDictionary<string, Type> Events { get; } =
        new Dictionary<string, Type>(StringComparer.Ordinal)
        {
            ["generation.started"] = typeof(GenerationStarted),
            ["step.waiting"] = typeof(StepWaiting),
            ["step.completed"] = typeof(StepCompleted),
            ["step.left_out"] = typeof(StepLeftOut),
            ["step.failed"] = typeof(StepFailed),
            ["generation.completed"] = typeof(GenerationEnded),
            ["generation.failed"] = typeof(GenerationEnded),
            ["generation.cancelled"] = typeof(GenerationEnded),
        };
}

/// <param name="Total">How many steps there are.</param>
public sealed record GenerationStarted(int Total, IReadOnlyList<StreamedStep> Steps);

/// <param name="Step">The step's position.</param>
public sealed record StreamedStep(int Step, string Name);

/// <summary>The step waits for a model that is busy or a budget that is held.</summary>
/// <param name="Step">The step's position.</param>
public sealed record StepWaiting(int Step, string Name);

/// <param name="Step">The step's position.</param>
/// <param name="ComponentId">The component that it wrote.</param>
/// <param name="Cost">USD, settled.</param>
/// <param name="Completed">Steps that have ended so far.</param>
/// <param name="Total">How many steps there are.</param>
public sealed record StepCompleted(int Step, string Name, Guid ComponentId, decimal Cost, int Completed, int Total);

/// <summary>The brief gives nothing to say in the step: it made no component.</summary>
/// <param name="Step">The step's position.</param>
/// <param name="Reason">Why, for people, in the model's words.</param>
public sealed record StepLeftOut(int Step, string Name, string Reason);

/// <param name="Step">The step's position.</param>
/// <param name="Error">Why, for people.</param>
public sealed record StepFailed(int Step, string Name, string Error);
