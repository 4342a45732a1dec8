using AiWebBuilder.Infrastructure.Modules;

namespace AiWebBuilder.Infrastructure.ModuleName;

internal sealed class ModuleNameModule : Module
{
    public override IReadOnlyList<OwnedTable> Tables { get; } = [OwnedTable.OfAccount("aggregate_name", "module-path")];
}
