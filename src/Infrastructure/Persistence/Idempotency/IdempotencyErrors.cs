using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Infrastructure.Persistence.Idempotency;

/// <summary>What can go wrong with an <c>Idempotency-Key</c>.</summary>
public static class IdempotencyErrors
{
    public static Error KeyInvalid { get; } =
        new(
            ErrorKind.Validation,
            "idempotency.key_invalid",
            "Idempotency-Key must be sent once, with 1 to 255 visible ASCII characters."
        );

    public static Error Mismatch { get; } =
        new(
            ErrorKind.IdempotencyMismatch,
            "idempotency.mismatch",
            "This Idempotency-Key was already used for a different request: use a new one."
        );

    public static Error InFlight { get; } =
        new(
            ErrorKind.Conflict,
            "idempotency.in_flight",
            "The first request with this Idempotency-Key is still being processed."
        );

    public static Error AnswerLost { get; } =
        new(
            ErrorKind.Conflict,
            "idempotency.answer_lost",
            "The first request with this Idempotency-Key took effect, but its response was lost: read the resource instead."
        );
}
