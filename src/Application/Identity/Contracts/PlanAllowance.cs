using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Identity.Contracts;

/// <param name="Limit">Null: none.</param>
/// <param name="Refuse">The refusal <c>plan.limit_reached</c>, by how much is used.</param>
public sealed record PlanAllowance(long? Limit, Func<long, DomainException> Refuse);
