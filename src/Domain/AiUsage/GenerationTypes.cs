namespace AiWebBuilder.Domain.AiUsage;

/// <summary>The allowed values of <c>ai_generations.generation_type</c>.</summary>
public static class GenerationTypes
{
    public static IReadOnlyList<string> All { get; } =
    ["campaign", "component", "enhancement", "analysis", "migration_plan"];
}
