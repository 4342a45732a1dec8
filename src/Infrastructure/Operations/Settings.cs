using System.Text.Json;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AiWebBuilder.Infrastructure.Operations;

internal sealed class Settings(AppDbContext db, ILogger<Settings> logger) : ISettings
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
        try
        {
            return JsonSerializer.Deserialize<T>(value, JsonSerializerOptions.Web) ?? fallback;
        }
        catch (JsonException malformed)
        {
            // Written past the API: the product goes on as it was delivered.
            logger.LogWarning(malformed, "The setting {Key} does not have its type; the default holds", key);
            return fallback;
        }
    }
}
