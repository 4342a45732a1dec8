using System.Text.Json.Nodes;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;
using Mapster;

namespace AiWebBuilder.Application.Integrations;

/// <summary>An integration as the API shows it.</summary>
/// <param name="ConnectionProblem">What is wrong with the connection; null: nothing.</param>
/// <param name="NextStep">What the person must do next; null: nothing.</param>
/// <param name="CredentialsHint">The end of the secret, by which it is told apart; null: there is none, or it is short.</param>
/// <param name="PlatformMetadata">What is known of the platform, nothing of it secret.</param>
public sealed record IntegrationView(
    Guid Id,
    [OneOf(typeof(PlatformTypes))] string PlatformType,
    [OneOf(typeof(ConnectionStatus))] string ConnectionStatus,
    [OneOf(typeof(ConnectionProblems))] string? ConnectionProblem,
    string? NextStep,
    string? AccountName,
    string? AccountEmail,
    string? CredentialsHint,
    JsonObject? PlatformMetadata,
    DateTimeOffset? LastSyncAt,
    [OneOf(typeof(SyncStatus))] string SyncStatus,
    string? SyncErrorMessage,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt
)
{
    /// <summary>The ETag of the integration, for <c>If-Match</c>.</summary>
    public string Etag => ETags.Of(UpdatedAt);

    public static IntegrationView Of(PlatformIntegration integration) => integration.To<IntegrationView>();
}

internal sealed class IntegrationViewMapping : IRegister
{
    public void Register(TypeAdapterConfig config) => config.NewConfig<PlatformIntegration, IntegrationView>();
}
