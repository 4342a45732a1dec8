using System.Text.Json.Nodes;
using AiWebBuilder.Application.Operations.Contracts;

namespace AiWebBuilder.Application.Identity.Closure;

/// <summary>An erasure that has taken everything but the person's own row.</summary>
public sealed record ErasureUnderWay(string Email, JsonNode Receipt);

/// <summary>The job that erases a person.</summary>
public static class ErasureJobs
{
    internal const string Type = "identity.erase";

    internal sealed record Payload(Guid UserId);

    /// <summary>The system's own: a job of the account would be erased with it.</summary>
    public static JobRequest For(Guid personId) =>
        new(Type, AccountId: null, new Payload(personId), $"{Type}:{personId:N}");
}
