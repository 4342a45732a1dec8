namespace AiWebBuilder.Application.AiUsage.Keys;

/// <summary>The allowed values of <c>structuredOutput</c>: what a model keeps to when it is asked for JSON.</summary>
public static class StructuredOutputs
{
    public const string None = "none";

    public static IReadOnlyList<string> All { get; } = ["schema", "object", None];
}
