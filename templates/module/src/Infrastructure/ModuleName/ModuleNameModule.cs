using AiWebBuilder.Infrastructure.Modules;

namespace AiWebBuilder.Infrastructure.ModuleName;

internal sealed class ModuleNameModule : Module
{
    public override IReadOnlyList<OwnedTable> Tables { get; } =
    [new("aggregate_name", PersonalPart.Account("module-path"))];
}
