namespace AiWebBuilder.Application.AiUsage.Costs;

/// <summary>The allowed values of <c>groupBy</c> for quality.</summary>
public static class QualityGroups
{
    public static IReadOnlyList<string> All { get; } = ["model", "promptVersion"];
}
