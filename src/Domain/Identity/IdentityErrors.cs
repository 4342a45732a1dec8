using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.Identity;

/// <summary>What can go wrong with accounts.</summary>
public static class IdentityErrors
{
    public static Error EmailTaken { get; } =
        new(ErrorKind.Conflict, "identity.email_taken", "An account with this e-mail address already exists.");

    public static Error WrongCredentials { get; } =
        new(ErrorKind.Unauthenticated, "identity.wrong_credentials", "Incorrect e-mail address or password.");

    /// <param name="erasesAt">Until then it can be undone.</param>
    public static Error AccountClosed(DateTimeOffset erasesAt) =>
        new(
            ErrorKind.Forbidden,
            "identity.account_closed",
            "The account is closed and will be erased at erasesAt. Until then it can be reopened with POST /v1/auth/restoration."
        )
        {
            Details = new Dictionary<string, object?>(StringComparer.Ordinal) { ["erasesAt"] = erasesAt },
        };

    public static Error ExportBusy { get; } =
        new(ErrorKind.TooManyRequests, "identity.export_busy", "Too many exports are running: try again in a minute.");

    public static Error TooManyAttempts { get; } =
        new(
            ErrorKind.TooManyRequests,
            "auth.too_many_attempts",
            "Too many failed attempts: try again after the time in Retry-After."
        );

    public static Error TotpRequired { get; } =
        new(
            ErrorKind.Unauthenticated,
            "auth.totp_required",
            "Two-factor authentication is on: send the code as totpCode."
        );

    public static Error TotpWrong { get; } =
        new(ErrorKind.Unauthenticated, "auth.totp_wrong", "The code is incorrect or was already used.");

    /// <summary>Not 401: a client would renew its access and send the same wrong password again.</summary>
    public static Error PasswordWrong { get; } =
        new(ErrorKind.Forbidden, "identity.password_wrong", "The current password is incorrect.");

    public static Error SessionNeeded { get; } =
        new(ErrorKind.Forbidden, "identity.session_needed", "This requires a signed-in user: API keys cannot do it.");

    public static Error LinkInvalid { get; } =
        new(
            ErrorKind.Validation,
            "identity.link_invalid",
            "The link is invalid, was already used, or has expired: request a new one."
        );

    public static Error TotpOn { get; } =
        new(ErrorKind.Conflict, "identity.totp_on", "Two-factor authentication is already on: remove it first.");

    public static Error TotpNotStarted { get; } =
        new(ErrorKind.Conflict, "identity.totp_not_started", "Two-factor setup has not been started.");

    public static Error TotpOff { get; } =
        new(ErrorKind.Conflict, "identity.totp_off", "Two-factor authentication is off.");

    public static Error TotpCodeWrong { get; } =
        new(
            ErrorKind.Validation,
            "identity.totp_code_wrong",
            "The code is incorrect: check that the device's clock is right."
        );

    public static Error RefreshTokenInvalid { get; } =
        new(ErrorKind.Unauthenticated, "identity.refresh_token_invalid", "The session has ended: sign in again.");

    public static Error SessionNotFound { get; } =
        new(ErrorKind.NotFound, "identity.session_not_found", "Session not found.");

    public static Error LimitReached { get; } =
        new(
            ErrorKind.PaymentRequired,
            "plan.limit_reached",
            "The plan's limit has been reached: see limit, used and resetsAt."
        );

    public static Error OverLimit { get; } =
        new(
            ErrorKind.PaymentRequired,
            "plan.over_limit",
            "This is over the plan's limit: it can be read, exported, unpublished or deleted, but not changed."
        );

    public static Error UserNotFound { get; } = new(ErrorKind.NotFound, "identity.user_not_found", "User not found.");
}
