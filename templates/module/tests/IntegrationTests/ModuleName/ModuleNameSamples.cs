using AiWebBuilder.IntegrationTests.Isolation;

namespace AiWebBuilder.IntegrationTests.ModuleName;

internal sealed class ModuleNameSamples : ModuleSamples
{
    public override IReadOnlyDictionary<string, string> Bodies { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { ["createAggregateName"] = """{"name":"Mine"}""" };

    public override string Rows(Guid user, string account) =>
        $"insert into aggregate_name (user_id, name) values ('{user}', '{account}');\n";
}
