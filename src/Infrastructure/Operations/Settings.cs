using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Operations.Contracts.Settings;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AiWebBuilder.Infrastructure.Operations;

internal sealed class Settings(AppDbContext db, IEnumerable<ISettingDefinition> definitions, ILogger<Settings> logger)
    : ISettings
{
    public async Task<T> GetAsync<T>(string key, T fallback, CancellationToken cancellationToken)
    {
        var values = await db
            .Database.SqlQuery<string>($"select value::text as \"Value\" from app_settings where key = {key}")
            .ToListAsync(cancellationToken);
        if (values is not [var value])
        {
            return fallback;
        }
        // Written past the API: the product goes on as it was delivered, and says so.
        if (definitions.FirstOrDefault(one => one.Knows(key))?.Check(key, JsonNode.Parse(value)) is { } problem)
        {
            logger.LogError("The setting {Key} is invalid: {Problem} The product's own value holds", key, problem);
            return fallback;
        }
        try
        {
            return JsonSerializer.Deserialize<T>(value, JsonSerializerOptions.Web) ?? fallback;
        }
        catch (JsonException malformed)
        {
            logger.LogError(malformed, "The setting {Key} does not have its type; the product's own value holds", key);
            return fallback;
        }
    }
}
