using AiWebBuilder.Infrastructure.Modules;

namespace AiWebBuilder.Infrastructure.Library;

internal sealed class LibraryModule : Module
{
    public override IReadOnlyList<OwnedTable> Tables { get; } =
    [new("component_library", PersonalPart.Account("library", "search_vector"))];
}
