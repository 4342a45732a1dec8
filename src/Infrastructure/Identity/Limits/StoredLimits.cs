using AiWebBuilder.Application.Identity.Limits;
using AiWebBuilder.Domain.Identity.Billing;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Identity.Limits;

/// <summary>All tiers' limits and an account's entitlement, for batches that cross accounts.</summary>
internal static class StoredLimits
{
    public static NpgsqlBatchCommand Command() =>
        new("select key, value::text from stored_settings where key like 'limits.%'");

    /// <summary>Reads what <see cref="Command"/> found.</summary>
    /// <returns>The limits of a tier.</returns>
    public static async Task<Func<string, TierLimits>> ReadAsync(
        NpgsqlDataReader reader,
        ILogger logger,
        CancellationToken cancellationToken
    )
    {
        Dictionary<string, TierLimits> found = new(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken))
        {
            var key = reader.GetString(0);
            if (TierLimits.Read(reader.GetString(1)) is { } limits)
            {
                found[key] = limits;
            }
            else
            {
                logger.LogError(
                    "The setting {Key} holds no limits of a tier: those of the product hold until it is corrected",
                    key
                );
            }
        }
        return tier => found.GetValueOrDefault($"limits.{tier}") ?? TierLimits.DefaultOf(tier);
    }

    /// <param name="first">The column of subscription_tier; the others follow in the order of the record.</param>
    public static async Task<Entitlement> ReadEntitlementAsync(
        NpgsqlDataReader reader,
        int first,
        CancellationToken cancellationToken
    ) =>
        new(
            reader.GetString(first),
            reader.GetString(first + 1),
            await reader.GetFieldValueAsync<DateTimeOffset?>(first + 2, cancellationToken),
            await reader.GetFieldValueAsync<DateTimeOffset?>(first + 3, cancellationToken),
            await reader.IsDBNullAsync(first + 4, cancellationToken) ? null : reader.GetString(first + 4),
            await reader.GetFieldValueAsync<DateTimeOffset?>(first + 5, cancellationToken)
        );
}

/// <summary>At how many percent of a limit there is a warning.</summary>
internal static class UsageThresholds
{
    public static IReadOnlyList<int> All { get; } = [80, 100];
}
