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
        config.NewConfig<string, JsonNode?>().MapWith(json => ParseOrNull(json));
        return config;
    }

    private static JsonNode? ParseOrNull(string? json) => json is null ? null : JsonNode.Parse(json);
}
