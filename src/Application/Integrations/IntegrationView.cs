using System.Text.Json.Nodes;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Domain.Integrations.Syncs;
using Mapster;

namespace AiWebBuilder.Application.Integrations;

/// <summary>An integration as the API shows it.</summary>
/// <param name="ConnectionProblem">What is wrong with the connection; null: nothing.</param>
/// <param name="NextStep">What the person must do next; null: nothing.</param>
/// <param name="CredentialsHint">The end of the secret, by which it is told apart; null: there is none, or it is short.</param>
/// <param name="SyncSchedule">How often it is synced by itself; null: only when somebody asks.</param>
/// <param name="NextSyncAt">When that is due; it waits while the platform is not connected.</param>
/// <param name="SendsLeads">Whether what visitors send through forms goes there as contacts.</param>
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
    [OneOf(typeof(SyncSchedules))] string? SyncSchedule,
    DateTimeOffset? NextSyncAt,
    bool SendsLeads,
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
