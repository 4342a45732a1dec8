namespace AiWebBuilder.Application.AiUsage.Contracts;

/// <summary>A call whose answer, or a part of it, is some use. It is not yet paid for while the model still writes.</summary>
/// <param name="ReplayOf">The call that answered the same request before: this answer costs nothing.</param>
public sealed record AiCall(Guid Id, Guid? ReplayOf, ModelChoice Model);
