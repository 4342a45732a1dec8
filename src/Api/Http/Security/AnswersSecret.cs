namespace AiWebBuilder.Api.Http.Security;

/// <summary>
/// Marks an operation whose answer holds a secret that is shown once. It is not kept for a repetition with the same
/// <c>Idempotency-Key</c>: it would lie in the database for a day in plain, for everybody who reads a backup.
/// </summary>
internal sealed class AnswersSecret;
