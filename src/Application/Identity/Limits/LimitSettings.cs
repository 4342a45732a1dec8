using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Operations.Contracts.Settings;
using AiWebBuilder.Domain.Identity.Billing;

namespace AiWebBuilder.Application.Identity.Limits;

/// <summary><c>limits.{tier}</c>: what a tier allows in a month.</summary>
internal sealed class LimitSettings : ISettingDefinition
{
    private const string Prefix = "limits.";

    public bool Knows(string key) =>
        key.StartsWith(Prefix, StringComparison.Ordinal) && SubscriptionTiers.All.Contains(key[Prefix.Length..]);

    public JsonNode? DefaultOf(string key) =>
        JsonSerializer.SerializeToNode(TierLimits.DefaultOf(key[Prefix.Length..]), SettingJson.Strict);

    public string? Check(string key, JsonNode? value) => ProblemOf(value);

    /// <returns>Why these are not a tier's limits; null when they are.</returns>
    public static string? ProblemOf(JsonNode? value)
    {
        if (value is not JsonObject members)
        {
            return "A tier's limits must be an object.";
        }
        try
        {
            members.Deserialize<TierLimits>(SettingJson.Strict);
        }
        catch (JsonException malformed)
        {
            return malformed.Message;
        }
        return members.Any(member => member.Value?.ToJsonString().StartsWith('-') is true)
            ? "A limit must be null (unlimited) or a number of at least 0."
            : null;
    }
}
