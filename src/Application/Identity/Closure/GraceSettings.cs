using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Operations.Contracts.Settings;

namespace AiWebBuilder.Application.Identity.Closure;

/// <summary><c>accounts.grace_days</c>: how long a closed account can be opened again before it is erased.</summary>
internal sealed class GraceSettings : ISettingDefinition
{
    private const string Key = "accounts.grace_days";
    private const int Days = 30;
    private const int MostDays = 365;

    public bool Knows(string key) => key == Key;

    public JsonNode? DefaultOf(string key) => Days;

    public string? Check(string key, JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.Number
        && value.AsValue().TryGetValue<int>(out var days)
        && days is >= 1 and <= MostDays
            ? null
            : "The grace period must be a whole number of days from 1 to 365.";

    public static async Task<TimeSpan> OfAsync(ISettings settings, CancellationToken cancellationToken) =>
        TimeSpan.FromDays(Math.Clamp(await settings.GetAsync(Key, Days, cancellationToken), 1, MostDays));
}
