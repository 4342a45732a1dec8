using AiWebBuilder.IntegrationTests.Isolation;

namespace AiWebBuilder.IntegrationTests.Library;

internal sealed class LibrarySamples : ModuleSamples
{
    public override string Rows(Guid user, string account) =>
        $$"""
            insert into component_library (user_id, name, component_type) values ('{{user}}', 'Hero', 'hero_section');

            """;
}
