using System.Text.Json.Nodes;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Addresses;
using AiWebBuilder.Application.Common.Behaviors;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Integrations.Authorizations;
using AiWebBuilder.Application.Integrations.Contracts;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Domain.Integrations.Syncs;

namespace AiWebBuilder.Application.Integrations;

/// <summary>
/// Renames a connection, gives it other credentials or takes them away (<c>null</c>), has it synced by a schedule, or chooses what of the platform's account is meant. Absent
/// members are left as they are; what was found before stays.
/// </summary>
/// <exception cref="DomainException">
/// Validation: also of an address that leads into a private network; NotFound; Conflict: nothing can be read there by a schedule; PreconditionRequired or PreconditionFailed; PaymentRequired.
/// </exception>
[Requires(IntegrationsPermissions.Manage)]
public sealed record UpdateIntegration(Guid IntegrationId, string? IfMatch, IntegrationPatch Patch)
    : ICommand<IntegrationView>
{
    // A record would print the credentials.
    public override string ToString() => $"{nameof(UpdateIntegration)} {IntegrationId}";
}

/// <summary>A JSON merge patch (RFC 7396) of an integration; credentials are replaced as a whole.</summary>
/// <example>{"accountName":"Our studio's site"}</example>
public sealed record IntegrationPatch
{
    public Optional<string?> AccountName { get; init; }

    public Optional<JsonObject?> Credentials { get; init; }

    /// <summary>What a person chooses: <c>locationId</c> of GoHighLevel.</summary>
    public Optional<JsonObject?> PlatformMetadata { get; init; }

    /// <summary>Whether what visitors send through forms goes there as contacts, from now on.</summary>
    public Optional<bool> SendsLeads { get; init; }

    /// <summary>How often it is synced by itself; null: only when somebody asks.</summary>
    [OneOf(typeof(SyncSchedules))]
    public Optional<string?> SyncSchedule { get; init; }
}

internal sealed class UpdateIntegrationHandler(
    IRepository<PlatformIntegration> integrations,
    IEnumerable<IPlatformAdapter> platforms,
    IIntegrationLookup lookup,
    ICredentialVault vault,
    IAuthorizations authorizations,
    IOutgoingAddresses addresses,
    TimeProvider time
) : ICommandHandler<UpdateIntegration, IntegrationView>, IBeforeTransaction<UpdateIntegration>
{
    private const int MaxName = 255;
    private const int MaxChoice = 100;

    private IPlatformAdapter platform = null!;
    private CredentialKind? kind;

    /// <summary>Names are looked up before the transaction; which they are depends on the platform, which never changes.</summary>
    public async Task PrepareAsync(UpdateIntegration request, CancellationToken cancellationToken)
    {
        var integration = await lookup.RequireEditableAsync(request.IntegrationId, cancellationToken);
        platform = platforms.Single(one => one.Platform == integration.PlatformType);
        if (request.Patch.AccountName is { IsPresent: true, Value.Length: > MaxName })
        {
            throw Refusal("accountName", $"accountName may have at most {MaxName} characters.");
        }
        foreach (var (name, value) in request.Patch.PlatformMetadata.Value ?? [])
        {
            if (!platform.Choices.Contains(name))
            {
                throw Refusal(
                    "platformMetadata",
                    platform.Choices is []
                        ? $"Nothing of a {platform.Title} account is chosen here."
                        : $"Only {string.Join(", ", platform.Choices)} can be chosen here."
                );
            }
            if (
                value is not JsonValue text
                || !text.TryGetValue<string>(out var chosen)
                || chosen.Length is 0 or > MaxChoice
            )
            {
                throw Refusal($"platformMetadata.{name}", $"{name} must be a text of at most {MaxChoice} characters.");
            }
        }
        if (request.Patch.SyncSchedule is { IsPresent: true, Value: { } schedule })
        {
            if (!SyncSchedules.All.Contains(schedule))
            {
                throw Refusal(
                    "syncSchedule",
                    $"syncSchedule must be one of {string.Join(", ", SyncSchedules.All)}, or null."
                );
            }
            if (platform.Readers.Count == 0)
            {
                throw new DomainException(IntegrationErrors.NothingToSync(platform.Title));
            }
        }
        if (
            request.Patch.SendsLeads.Value
            && (
                platform.Leads is not { } leads
                || (request.Patch.Credentials.Value ?? vault.Open(integration)) is { } known && !leads.Allows(known)
            )
        )
        {
            throw new DomainException(IntegrationErrors.NoLeads(platform.Title));
        }
        if (request.Patch.Credentials is { IsPresent: true, Value: { } credentials })
        {
            kind = CredentialKind.Require(platform.Credentials, credentials);
            await kind.RequirePublicAsync(credentials, addresses, cancellationToken);
        }
    }

    public async Task<IntegrationView> Handle(UpdateIntegration request, CancellationToken cancellationToken)
    {
        var integration = await integrations.RequireAsync(request.IntegrationId, cancellationToken);
        ETags.Require(request.IfMatch, integration);
        var patch = request.Patch;
        if (patch.AccountName is { IsPresent: true, Value: var name })
        {
            integration.Rename(string.IsNullOrWhiteSpace(name) ? null : name.Trim());
        }
        if (patch.SyncSchedule is { IsPresent: true, Value: var schedule })
        {
            integration.Schedule(schedule, time.GetUtcNow());
        }
        if (patch.SendsLeads is { IsPresent: true, Value: var sends })
        {
            integration.SendLeads(sends);
        }
        if (patch.Credentials is { IsPresent: true, Value: var credentials })
        {
            Replace(integration, credentials);
            await authorizations.KeepAsync(integration.Id, tokens: null, cancellationToken);
        }
        if (patch.PlatformMetadata.Value is { Count: > 0 } choices && integration.EncryptedCredentials is not null)
        {
            var metadata = JsonTexts.ObjectIn(integration.PlatformMetadata) ?? [];
            foreach (var (choice, value) in choices)
            {
                metadata[choice] = value!.DeepClone();
            }
            integration.Choose(metadata.ToJsonString());
        }
        return IntegrationView.Of(integration);
    }

    private void Replace(PlatformIntegration integration, JsonObject? credentials)
    {
        if (credentials is null)
        {
            integration.Disconnect();
            return;
        }
        integration.Reconnect(
            vault.Seal(integration.UserId, integration.Id, credentials),
            kind!.HintOf(credentials),
            kind.PublicPart(credentials).ToJsonString()
        );
    }

    private static DomainException Refusal(string field, string problem) =>
        Validation.Refusal(new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [problem] });
}
