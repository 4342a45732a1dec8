using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Common.Security;

internal static class SecurityErrors
{
    public static Error NotSignedIn { get; } =
        new(ErrorKind.Unauthenticated, "auth.not_signed_in", "Sign in, or send a valid access token.");

    public static Error Forbidden(string permission) =>
        new(ErrorKind.Forbidden, "auth.forbidden", $"This requires the permission {permission}.");
}
