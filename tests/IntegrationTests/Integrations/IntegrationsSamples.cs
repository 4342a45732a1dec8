using AiWebBuilder.IntegrationTests.Isolation;

namespace AiWebBuilder.IntegrationTests.Integrations;

internal sealed class IntegrationsSamples : ModuleSamples
{
    public override string Rows(Guid user, string account)
    {
        var integration = SampleIds.Of(account, "integration");
        return $$"""
            insert into platform_integrations (id, user_id, platform_type, encrypted_credentials)
                values ('{{integration}}', '{{user}}', 'wordpress', 'sealed');
            insert into platform_analyses (user_id, integration_id, analysis_type) values ('{{user}}', '{{integration}}', 'full_audit');

            """;
    }
}
