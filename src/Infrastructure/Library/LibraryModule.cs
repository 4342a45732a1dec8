using AiWebBuilder.Infrastructure.Modules;

namespace AiWebBuilder.Infrastructure.Library;

internal sealed class LibraryModule : Module
{
    public override IReadOnlyList<OwnedTable> Tables { get; } =
    [OwnedTable.OfAccount("component_library", "library", "search_vector")];
}
