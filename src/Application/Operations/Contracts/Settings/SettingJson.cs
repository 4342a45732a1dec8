using System.Text.Json;
using System.Text.Json.Serialization;

namespace AiWebBuilder.Application.Operations.Contracts.Settings;

/// <summary>How a setting that is an object is read: a member that it does not have, twice or of another type, is refused.</summary>
public static class SettingJson
{
    public static JsonSerializerOptions Strict { get; } =
        new(JsonSerializerDefaults.Web)
        {
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            NumberHandling = JsonNumberHandling.Strict,
            AllowDuplicateProperties = false,
        };
}
