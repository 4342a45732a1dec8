using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.Integrations;

/// <summary>What can go wrong with integrations.</summary>
public static class IntegrationErrors
{
    public static Error NotFound { get; } = new(ErrorKind.NotFound, "integrations.not_found", "Integration not found.");

    public static Error PlatformConnected { get; } =
        new(
            ErrorKind.Conflict,
            "integrations.platform_connected",
            "This account has an integration with this platform already: change its credentials, or delete it first."
        );

    public static Error CredentialsReplaced { get; } =
        new(
            ErrorKind.Conflict,
            "integrations.credentials_replaced",
            "The integration was changed while it was being verified: verify it again."
        );

    public static Error NotConnected { get; } =
        new(
            ErrorKind.Conflict,
            "integrations.not_connected",
            "The connection is not verified: do what its nextStep says, then try again."
        );

    public static Error NoAuthorization(string platform) =>
        new(
            ErrorKind.Conflict,
            "integrations.authorization_unavailable",
            $"Access to {platform} cannot be granted here: connect with credentials, which GET /v1/platforms lists."
        );

    public static Error AuthorizationInvalid { get; } =
        new(
            ErrorKind.Conflict,
            "integrations.authorization_invalid",
            "This authorization is unknown, used, expired, or was started by somebody else: start another."
        );

    public static Error AuthorizationRefused(string reason) =>
        new(ErrorKind.Conflict, "integrations.authorization_refused", $"Access was not granted: {reason}");

    public static Error SyncNotFound { get; } =
        new(ErrorKind.NotFound, "integrations.sync_not_found", "Sync not found.");

    public static Error ContentNotFound { get; } =
        new(ErrorKind.NotFound, "integrations.content_not_found", "Content not found.");

    public static Error AnalysisNotFound { get; } =
        new(ErrorKind.NotFound, "integrations.analysis_not_found", "Analysis not found.");

    public static Error AnalysisNotReady { get; } =
        new(
            ErrorKind.Conflict,
            "integrations.analysis_not_ready",
            "The report is there when the analysis is completed: GET /v1/analyses/{analysisId} says how far it is."
        );

    public static Error NothingSynced { get; } =
        new(
            ErrorKind.Conflict,
            "integrations.nothing_synced",
            "Nothing of the platform has been read yet: run POST /v1/integrations/{integrationId}/syncs, wait until it is completed, then ask again."
        );

    public static Error NothingToSync(string platform) =>
        new(
            ErrorKind.Conflict,
            "integrations.nothing_to_sync",
            $"Nothing of {platform} can be read through its API: GET /v1/platforms says why."
        );

    public static Error NoLeads(string platform) =>
        new(
            ErrorKind.Conflict,
            "integrations.leads_unavailable",
            $"What visitors send cannot go to {platform} with these credentials: GET /v1/platforms says with which it can."
        );

    public static Error AddressRefused(string field, string problem) =>
        new(ErrorKind.Validation, "integrations.address_refused", $"The address {field} is not allowed: {problem}");
}
