using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Contracts.Imports.Updates;

/// <param name="Kind"><c>campaign</c> or <c>component</c>.</param>
/// <param name="Reason">Why it stays.</param>
public sealed record KeptWork([OneOf(typeof(KeptKinds))] string Kind, Guid Id, string Name, string Reason);
