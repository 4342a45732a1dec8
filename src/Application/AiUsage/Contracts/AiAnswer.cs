using System.Text.Json;

namespace AiWebBuilder.Application.AiUsage.Contracts;

/// <summary>An answer that is some use, not yet paid for: it is settled by whoever lands it.</summary>
/// <param name="ReplayOf">The call that answered the same request before: this answer costs nothing.</param>
/// <param name="InputTokens">All of the prompt's tokens, the cached ones included.</param>
public sealed record AiAnswer(
    Guid CallId,
    Guid? ReplayOf,
    ModelChoice Model,
    int InputTokens,
    int OutputTokens,
    decimal CostUsd
);
