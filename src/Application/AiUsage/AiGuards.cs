using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Operations.Contracts.Settings;

namespace AiWebBuilder.Application.AiUsage;

/// <summary><c>ai.guards</c>: what an account may spend, and how often its calls may fail, in a short time before it stops itself.</summary>
/// <param name="Minutes">The length of that time.</param>
/// <param name="Usd">Spent and reserved.</param>
/// <param name="Failures">Calls that failed.</param>
public sealed record AiGuards(int Minutes, decimal Usd, int Failures)
{
    public const string Key = "ai.guards";

    public static AiGuards Default { get; } = new(Minutes: 10, Usd: 50, Failures: 30);
}

internal sealed class AiGuardSettings : ISettingDefinition
{
    private static readonly JsonSerializerOptions Strict = new(SettingJson.Strict)
    {
        RespectRequiredConstructorParameters = true,
    };

    public bool Knows(string key) => key == AiGuards.Key;

    public JsonNode? DefaultOf(string key) => JsonSerializer.SerializeToNode(AiGuards.Default, Strict);

    public string? Check(string key, JsonNode? value)
    {
        try
        {
            return value.Deserialize<AiGuards>(Strict) switch
            {
                null => "The value must be an object.",
                { Minutes: < 1 or > 1440 } => "minutes is from 1 to 1440.",
                { Usd: <= 0 or > 1_000_000 } => "usd is above 0, and at most a million.",
                { Failures: < 1 or > 100_000 } => "failures is from 1 to 100,000.",
                _ => null,
            };
        }
        catch (JsonException malformed)
        {
            return malformed.Message;
        }
    }
}
