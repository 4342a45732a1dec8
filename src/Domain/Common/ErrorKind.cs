namespace AiWebBuilder.Domain.Common;

/// <summary>What went wrong, in the terms a client can act on. The Api maps each kind to one HTTP status.</summary>
public enum ErrorKind
{
    /// <summary>400: the request itself is malformed or breaks a rule that needs no state to check.</summary>
    Validation,

    /// <summary>401: the caller is not known, or no longer.</summary>
    Unauthenticated,

    /// <summary>402: the plan's limit or the budget is exhausted.</summary>
    PaymentRequired,

    /// <summary>403: the caller is known and may not.</summary>
    Forbidden,

    /// <summary>404: there is none, or it belongs to another account: the two look the same.</summary>
    NotFound,

    /// <summary>409: the state of the resource does not allow it.</summary>
    Conflict,

    /// <summary>412: the caller's copy is stale.</summary>
    PreconditionFailed,

    /// <summary>422: an idempotency key was used again with another request.</summary>
    IdempotencyMismatch,

    /// <summary>422: the request is well formed, and what was entered breaks the rules of the form that it was entered into.</summary>
    Unprocessable,

    /// <summary>428: the operation needs <c>If-Match</c>.</summary>
    PreconditionRequired,

    /// <summary>429: too many requests; see <see cref="DomainException.RetryAfter"/>.</summary>
    TooManyRequests,

    /// <summary>500: a fault of this server's.</summary>
    Unexpected,

    /// <summary>503: a needed part is away for a moment.</summary>
    Unavailable,
}
