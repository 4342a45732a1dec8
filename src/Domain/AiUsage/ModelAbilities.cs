namespace AiWebBuilder.Domain.AiUsage;

/// <summary>What a model can be asked for.</summary>
/// <param name="StructuredOutput"><c>schema, object, none</c>.</param>
/// <param name="Streaming">Else its answers come in one piece.</param>
/// <param name="TokenFactor">Tokens of its own for one of o200k_base, at most.</param>
public sealed record ModelAbilities(
    bool Images,
    string StructuredOutput,
    bool Temperature,
    bool Reasoning,
    bool Streaming,
    decimal TokenFactor
);
