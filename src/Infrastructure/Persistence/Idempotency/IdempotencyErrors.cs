using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Infrastructure.Persistence.Idempotency;

/// <summary>What can go wrong with an <c>Idempotency-Key</c>.</summary>
public static class IdempotencyErrors
{
    public static Error KeyInvalid { get; } =
        new(
            ErrorKind.Validation,
            "idempotency.key_invalid",
            "An Idempotency-Key has 1 to 255 visible ASCII characters, and is sent once."
        );

    public static Error Mismatch { get; } =
        new(
            ErrorKind.IdempotencyMismatch,
            "idempotency.mismatch",
            "This Idempotency-Key was used with another request: take a new one."
        );

    public static Error InFlight { get; } =
        new(
            ErrorKind.Conflict,
            "idempotency.in_flight",
            "The first request with this Idempotency-Key is still being carried out."
        );

    public static Error AnswerLost { get; } =
        new(
            ErrorKind.Conflict,
            "idempotency.answer_lost",
            "The first request with this Idempotency-Key took effect, but its answer was lost: read what there is."
        );
}
