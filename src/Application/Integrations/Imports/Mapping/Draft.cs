using System.Text.Json.Nodes;
using AiWebBuilder.Application.Integrations.Imports.Sources;

namespace AiWebBuilder.Application.Integrations.Imports.Mapping;

/// <summary>A block being filled.</summary>
internal sealed class Draft(string kind, string name)
{
    public string Kind { get; } = kind;
    public string Name { get; } = name;
    public JsonObject Props { get; } = new() { ["v"] = 1 };

    /// <summary>Pointers by the ids of the elements.</summary>
    public Dictionary<int, string> Placed { get; } = [];

    /// <summary>Elements that stand there in another form, and why.</summary>
    public Dictionary<int, string> Changed { get; } = [];

    public void Put(SourceElement element, string path) => Placed[element.Id] = path;
}
