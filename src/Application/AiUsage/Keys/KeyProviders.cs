namespace AiWebBuilder.Application.AiUsage.Keys;

/// <summary>Whose keys an account may bring.</summary>
public static class KeyProviders
{
    public const string Compatible = "compatible";

    public static IReadOnlyList<string> All { get; } = ["openai", "anthropic", Compatible];
}
