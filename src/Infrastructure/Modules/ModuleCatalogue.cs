using System.Collections.Frozen;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Infrastructure.Modules;

/// <summary>What all modules have said about themselves.</summary>
public sealed class ModuleCatalogue
{
    private ModuleCatalogue(IReadOnlyList<Module> modules)
    {
        Modules = modules;
        Tables = [.. modules.SelectMany(module => module.Tables)];
        Channels = [.. modules.SelectMany(module => module.Channels)];
        Constraints = modules
            .SelectMany(module => module.Constraints)
            .ToFrozenDictionary(one => one.Key, one => one.Value, StringComparer.Ordinal);
    }

    internal IReadOnlyList<Module> Modules { get; }

    internal IReadOnlyList<OwnedTable> Tables { get; }

    internal IReadOnlyList<string> Channels { get; }

    /// <summary>By the name of the constraint.</summary>
    internal FrozenDictionary<string, Error> Constraints { get; }

    /// <summary>The modules of this assembly, in the order of their names.</summary>
    internal static ModuleCatalogue Scan() =>
        new([
            .. typeof(ModuleCatalogue)
                .Assembly.GetTypes()
                .Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(Module)))
                .OrderBy(type => type.Name, StringComparer.Ordinal)
                .Select(type => (Module)Activator.CreateInstance(type, nonPublic: true)!),
        ]);
}
