namespace AiWebBuilder.Api.Http.Limits;

/// <summary>The limits that requests can fall under.</summary>
internal enum RateLimit
{
    /// <summary>Of all that name no other, below <c>/v1</c>.</summary>
    General,
    SignIn,
    Invitations,
    Generations,
    Exports,

    /// <summary>Events and forms of visitors.</summary>
    Ingestion,
}
