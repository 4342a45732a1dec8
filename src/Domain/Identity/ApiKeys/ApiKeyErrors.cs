using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.Identity.ApiKeys;

/// <summary>What can go wrong with API keys.</summary>
public static class ApiKeyErrors
{
    public static Error NotFound { get; } = new(ErrorKind.NotFound, "identity.key_not_found", "API key not found.");

    public static Error TooMany { get; } =
        new(
            ErrorKind.Conflict,
            "identity.too_many_keys",
            $"An account may have at most {ApiKey.MaxActive} API keys: revoke one that is no longer needed."
        )
        {
            Details = new Dictionary<string, object?>(StringComparer.Ordinal) { ["limit"] = ApiKey.MaxActive },
        };

    public static Error NotActive { get; } =
        new(
            ErrorKind.Conflict,
            "identity.key_not_active",
            "This key was revoked, replaced or has expired: create a new one."
        );
}
