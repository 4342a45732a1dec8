using AiWebBuilder.Infrastructure.Modules;

namespace AiWebBuilder.Infrastructure.Integrations;

internal sealed class IntegrationsModule : Module
{
    public override IReadOnlyList<OwnedTable> Tables { get; } =
    [
        OwnedTable.OfAccount("platform_integrations", "integrations", "encrypted_credentials"),
        OwnedTable.OfAccount("platform_analyses", "analyses"),
    ];

    public override IReadOnlyList<SealedColumn> Sealed { get; } =
    [new("platform_integrations", "encrypted_credentials", "integrations", "user_id", "id") { IsText = true }];
}
