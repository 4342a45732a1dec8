using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mapster;

namespace AiWebBuilder.Application.Common;

/// <summary>Aggregates to views by name (Mapster); texts that hold JSON become JSON.</summary>
internal static class Mapping
{
    private static readonly TypeAdapterConfig Config = ConfigOf(typeof(Mapping).Assembly);

    public static TView To<TView>(this object aggregate) => aggregate.Adapt<TView>(Config);

    /// <summary>
    /// What the assembly's views say of their mappings. Each one is declared beside its view, with the members that have no source: a test
    /// compiles them all, and finds every other member that the aggregate does not have.
    /// </summary>
    internal static TypeAdapterConfig ConfigOf(Assembly assembly)
    {
        var config = new TypeAdapterConfig { RequireExplicitMapping = true };
        config.NewConfig<string, JsonObject?>().MapWith(json => JsonTexts.ObjectIn(json));
        config
            .NewConfig<string, IReadOnlyList<string>>()
            .MapWith(json => JsonSerializer.Deserialize<IReadOnlyList<string>>(json)!);
        config.Scan(assembly);
        return config;
    }
}
