using System.Text.Json;

namespace AiWebBuilder.Application.Operations.Contracts;

/// <param name="Attempt">1 for the first.</param>
public sealed record JobContext(Guid Id, Guid? AccountId, JsonElement Payload, int Attempt);
