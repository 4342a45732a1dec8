using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Operations.Contracts.Settings;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Operations.Admin;

/// <summary>A platform setting.</summary>
/// <exception cref="DomainException">NotFound: there is no such setting.</exception>
[Requires(PlatformPermissions.Administer)]
public sealed record GetSetting(string Key) : IQuery<SettingView>;

/// <param name="UpdatedAt">Null while nobody has set it.</param>
public sealed record SettingView(string Key, JsonNode? Value, DateTimeOffset? UpdatedAt)
{
    /// <summary>Why the stored value is ignored and the product's own holds; null when it counts. Only what was written past the API has one.</summary>
    public string? Problem { get; init; }

    /// <summary>That of a setting which nobody has set is one as well.</summary>
    internal DateTimeOffset Version => UpdatedAt ?? DateTimeOffset.MinValue;

    /// <summary>What <c>If-Match</c> names.</summary>
    [JsonIgnore]
    public string ETag => ETags.Of(Version);
}

/// <summary>Settings, the log and the queue of the whole platform, for its administrators.</summary>
public interface IPlatformOperations
{
    /// <returns>Null while nobody has set it.</returns>
    Task<SettingView?> SettingAsync(string key, CancellationToken cancellationToken);

    /// <summary>The same; nobody else sets it until the present unit of work ends.</summary>
    Task<SettingView?> LockSettingAsync(string key, CancellationToken cancellationToken);

    /// <summary>Stands in the audit log with its reason.</summary>
    Task SetAsync(string key, JsonNode? value, string reason, CancellationToken cancellationToken);

    Task<IReadOnlyList<PlatformAuditEntryView>> AuditLogAsync(
        PageRequest page,
        Guid? accountId,
        string? table,
        string? action,
        CancellationToken cancellationToken
    );

    Task<IReadOnlyList<PlatformJobView>> JobsAsync(
        PageRequest page,
        string? status,
        string? type,
        CancellationToken cancellationToken
    );

    /// <summary>The job, or null.</summary>
    Task<PlatformJobView?> JobAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Has the next worker give it up, whether or not its queue is paused.</summary>
    /// <returns>False when it does not wait.</returns>
    Task<bool> CancelJobAsync(Guid id, string reason, CancellationToken cancellationToken);

    /// <summary>At once: whether it is a job that has failed or was cancelled, and that would do nothing if it were tried again.</summary>
    Task<bool> IsFutileAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Makes a job that has failed or was cancelled a new one.</summary>
    /// <returns>False when it is neither, or another one does the same work already.</returns>
    Task<bool> RetryJobAsync(Guid id, string reason, CancellationToken cancellationToken);

    /// <returns>Since when it is paused.</returns>
    Task<DateTimeOffset> PauseQueueAsync(string queue, string reason, CancellationToken cancellationToken);

    Task ResumeQueueAsync(string queue, string reason, CancellationToken cancellationToken);

    /// <param name="schedules">Of each work, by its name.</param>
    /// <returns>In the order of their names.</returns>
    Task<IReadOnlyList<RecurringWorkView>> RecurringWorkAsync(
        IReadOnlyDictionary<string, string> schedules,
        CancellationToken cancellationToken
    );

    /// <summary>Makes the work's next run due now.</summary>
    /// <returns>Its job; null when it runs, or none is planned.</returns>
    Task<PlatformJobView?> RunNowAsync(string work, string reason, CancellationToken cancellationToken);
}

internal static class SettingDefinitions
{
    /// <exception cref="DomainException">NotFound: no module knows the key.</exception>
    public static ISettingDefinition Require(this IEnumerable<ISettingDefinition> definitions, string key) =>
        definitions.FirstOrDefault(one => one.Knows(key)) ?? throw new DomainException(UnknownSetting);

    private static Error UnknownSetting { get; } =
        new(ErrorKind.NotFound, "operations.setting_not_found", "Setting not found.");
}

internal sealed class GetSettingHandler(IPlatformOperations platform, IEnumerable<ISettingDefinition> definitions)
    : IQueryHandler<GetSetting, SettingView>
{
    public async Task<SettingView> Handle(GetSetting request, CancellationToken cancellationToken)
    {
        var definition = definitions.Require(request.Key);
        return await platform.SettingAsync(request.Key, cancellationToken) is { } stored
            ? stored with
            {
                Problem = definition.Check(stored.Key, stored.Value),
            }
            : new SettingView(request.Key, definition.DefaultOf(request.Key), UpdatedAt: null);
    }
}
