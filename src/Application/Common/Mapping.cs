using System.Text.Json;
using System.Text.Json.Nodes;
using Mapster;

namespace AiWebBuilder.Application.Common;

/// <summary>Aggregates to views by name (Mapster); texts that hold JSON become JSON.</summary>
internal static class Mapping
{
    private static readonly TypeAdapterConfig Config = Build();

    public static TView To<TView>(this object aggregate) => aggregate.Adapt<TView>(Config);

    private static TypeAdapterConfig Build()
    {
        var config = new TypeAdapterConfig();
        config.NewConfig<string, JsonObject?>().MapWith(json => JsonTexts.ObjectIn(json));
        config
            .NewConfig<string, IReadOnlyList<string>>()
            .MapWith(json => JsonSerializer.Deserialize<IReadOnlyList<string>>(json)!);
        // What a module's columns hold stands beside its views.
        config.Scan(typeof(Mapping).Assembly);
        return config;
    }
}
