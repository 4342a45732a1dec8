using AiWebBuilder.Application.Integrations.Contracts.Analyses;
using AiWebBuilder.Application.Integrations.Imports.Mapping;
using AiWebBuilder.Application.Integrations.Imports.Sources;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Domain.Integrations.Exports;
using AiWebBuilder.Domain.Integrations.Imports;
using AiWebBuilder.Infrastructure.Integrations.Analyses;
using AiWebBuilder.Infrastructure.Integrations.Authorizations;
using AiWebBuilder.Infrastructure.Integrations.Calls;
using AiWebBuilder.Infrastructure.Integrations.GoHighLevel;
using AiWebBuilder.Infrastructure.Integrations.Reading;
using AiWebBuilder.Infrastructure.Integrations.Reading.Money;
using AiWebBuilder.Infrastructure.Integrations.Webhooks;
using AiWebBuilder.Infrastructure.Modules;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AiWebBuilder.Infrastructure.Integrations;

internal sealed class IntegrationsModule : Module
{
    public override IReadOnlyList<OwnedTable> Tables { get; } =
    [
        OwnedTable.OfAccount("platform_integrations", "integrations", "encrypted_credentials", "credentials_hint"),
        // Long before that all places are free again.
        OwnedTable.NotPersonal(
            "platform_call_limits",
            "how many calls platforms still take, under a keyed hash, which tells nobody's account"
        ) with
        {
            Expired = "updated_at < now() - interval '1 day'",
        },
        OwnedTable.OfAccount("platform_tokens", "integration-tokens", "sealed_tokens"),
        new("platform_authorizations", PersonalPart.Account("integration-authorizations", "state_hash", "browser_hash"))
        {
            Erased = [Erasure.OfAccount, Erasure.DeleteTraces("person_id = $1")],
            Expired = "expires_at < now() - interval '1 day'",
        },
        OwnedTable.OfAccount("integration_syncs", "integration-syncs"),
        OwnedTable.OfAccount("platform_contents", "platform-contents", "hash"),
        OwnedTable.OfAccount("platform_exports", "platform-exports"),
        OwnedTable.OfAccount("written_pages", "written-pages", "sent"),
        OwnedTable.OfAccount("written_media", "written-media", "content_hash"),
        OwnedTable.OfAccount("platform_analyses", "analyses"),
        OwnedTable.OfAccount("imports", "imports", "content"),
        OwnedTable.OfAccount("import_elements", "import-ledgers"),
        OwnedTable.OfAccount("platform_leads", "sent-leads"),
        OwnedTable.OfAccount("platform_webhooks", "platform-webhooks") with
        {
            Expired = "created_at < now() - interval '30 days'",
        },
    ];

    public override IReadOnlyList<SealedColumn> Sealed { get; } =
    [
        new("platform_integrations", "encrypted_credentials", CredentialVault.Purpose, "user_id", "id")
        {
            IsText = true,
        },
        new("platform_tokens", "sealed_tokens", PlatformTokens.Purpose, "user_id", "integration_id"),
    ];

    public override IReadOnlyDictionary<string, Error> Constraints { get; } =
        new Dictionary<string, Error>(StringComparer.Ordinal)
        {
            ["platform_integrations_user_id_platform_type_key"] = IntegrationErrors.PlatformConnected,
            ["idx_platform_exports_one_running"] = PlatformExportErrors.Running,
            ["idx_imports_one_running"] = ImportErrors.Running,
        };

    public override void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<PlatformOptions>(configuration.GetSection(PlatformOptions.Section));
        services.AddSingleton<PlatformLimits>();
        services.AddSingleton<PlatformCalls>();
        services.AddSingleton<PlatformTokens>();
        services.AddSingleton<GoHighLevelTokens>();
        services.AddSingleton<GoHighLevelSignatures>();
        services.AddSingleton<ISourceReader, PageReader>();
        services.AddSingleton<IPriceReader, PriceReader>();
        services.AddSingleton<IOfflineAnalyses, OfflineAnalyses>();
    }
}
