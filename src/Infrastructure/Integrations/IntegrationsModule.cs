using AiWebBuilder.Infrastructure.Modules;

namespace AiWebBuilder.Infrastructure.Integrations;

internal sealed class IntegrationsModule : Module
{
    public override IReadOnlyList<OwnedTable> Tables { get; } =
    [
        new("platform_integrations", PersonalPart.Account("integrations", "encrypted_credentials")),
        new("platform_analyses", PersonalPart.Account("analyses")),
    ];
}
