using System.Text.Json.Nodes;

namespace AiWebBuilder.Application.Operations.Contracts.Settings;

/// <summary>Which settings an operator may change and what they may be: each is defined by the module that reads it.</summary>
public interface ISettingDefinition
{
    bool Knows(string key);

    /// <summary>What holds while nobody has set anything.</summary>
    JsonNode? DefaultOf(string key);

    /// <returns>Why the value cannot be; null when it can.</returns>
    string? Check(string key, JsonNode? value);
}
