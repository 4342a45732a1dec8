using AiWebBuilder.Application.Integrations.Imports.Mapping;
using AiWebBuilder.Application.Integrations.Imports.Sources;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Domain.Integrations.Exports;
using AiWebBuilder.Infrastructure.Integrations.Reading;
using AiWebBuilder.Infrastructure.Integrations.Reading.Money;
using AiWebBuilder.Infrastructure.Modules;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AiWebBuilder.Infrastructure.Integrations;

internal sealed class IntegrationsModule : Module
{
    public override IReadOnlyList<OwnedTable> Tables { get; } =
    [
        OwnedTable.OfAccount("platform_integrations", "integrations", "encrypted_credentials", "credentials_hint"),
        OwnedTable.OfAccount("integration_syncs", "integration-syncs"),
        OwnedTable.OfAccount("platform_contents", "platform-contents", "hash"),
        OwnedTable.OfAccount("platform_exports", "platform-exports"),
        OwnedTable.OfAccount("written_pages", "written-pages", "sent"),
        OwnedTable.OfAccount("written_media", "written-media", "content_hash"),
        OwnedTable.OfAccount("platform_analyses", "analyses"),
        OwnedTable.OfAccount("imports", "imports", "content"),
        OwnedTable.OfAccount("import_elements", "import-ledgers"),
    ];

    public override IReadOnlyList<SealedColumn> Sealed { get; } =
    [new("platform_integrations", "encrypted_credentials", CredentialVault.Purpose, "user_id", "id") { IsText = true }];

    public override IReadOnlyDictionary<string, Error> Constraints { get; } =
        new Dictionary<string, Error>(StringComparer.Ordinal)
        {
            ["platform_integrations_user_id_platform_type_key"] = IntegrationErrors.PlatformConnected,
            ["idx_platform_exports_one_running"] = PlatformExportErrors.Running,
        };

    public override void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<PlatformOptions>(configuration.GetSection(PlatformOptions.Section));
        services.AddSingleton<PlatformCalls>();
        services.AddSingleton<ISourceReader, PageReader>();
        services.AddSingleton<IPriceReader, PriceReader>();
    }
}
