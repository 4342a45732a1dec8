using System.Text.Json;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Domain.Integrations;

namespace AiWebBuilder.Application.Integrations.Syncs;

/// <summary>
/// Reads a platform page by page. Between two pages nothing is held: what was read and where to go on are one transaction, so that whoever takes
/// over begins with the page that was under way.
/// </summary>
internal sealed class SyncJob(
    IRepository<PlatformIntegration> integrations,
    IRepository<IntegrationSync> syncs,
    IEnumerable<IPlatformAdapter> platforms,
    IPlatformContents contents,
    ICredentialVault vault,
    IUnitOfWork unitOfWork,
    IJobQueue jobs,
    TimeProvider time
) : IJobHandler
{
    public const string Type = "integrations.sync";

    /// <summary>Each goes on where the one before was: a long sync outlives some killed workers and a quarter of an hour of a site's trouble.</summary>
    public const int Attempts = 10;

    /// <summary>A platform that still refuses after this long will not be ready soon.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    internal sealed record Work(Guid SyncId);

    public string JobType => Type;

    public async Task ExecuteAsync(JobContext job, CancellationToken cancellationToken)
    {
        var id = IdOf(job);
        if (
            await unitOfWork.ReadAsync(() => FindAsync(id, cancellationToken), cancellationToken)
            is not var (sync, integration)
        )
        {
            return;
        }
        var platform = platforms.Single(one => one.Platform == integration.PlatformType);
        if (vault.Open(integration) is not { } credentials)
        {
            await FailAsync(
                id,
                "The connection has no credentials that can be opened: send them again.",
                null,
                cancellationToken
            );
            return;
        }
        var connection = new PlatformConnection(
            integration.Id,
            integration.UserId,
            integration.PlatformType,
            credentials,
            JsonTexts.ObjectIn(integration.PlatformMetadata) ?? []
        );
        try
        {
            foreach (var part in sync.Objects.Where(one => !one.IsDone))
            {
                var box = integration.EncryptedCredentials;
                if (
                    !await ReadAsync(
                        job.Id,
                        id,
                        box,
                        part,
                        platform.Readers[part.Object],
                        connection,
                        cancellationToken
                    )
                )
                {
                    return;
                }
            }
        }
        catch (PlatformUnavailableException refused) when (refused.Check is not null)
        {
            await FailAsync(id, refused.Message, refused.Check, cancellationToken);
            return;
        }
        catch (PlatformUnavailableException refused)
            when (refused.RetryAfter is not null && time.GetUtcNow() - sync.CreatedAt < Longest)
        {
            throw new JobPostponedException(refused.RetryAfter.Value);
        }
        await ChangeAsync(id, CompleteAsync, cancellationToken);

        async Task CompleteAsync(IntegrationSync now, PlatformIntegration of)
        {
            string[] read = [.. now.Objects.Where(one => one.Reason is null).Select(one => one.Object)];
            now.Complete(await contents.FinishAsync(now, read, cancellationToken), time.GetUtcNow());
            of.CompleteSync(time.GetUtcNow());
        }
    }

    public Task GiveUpAsync(JobContext job, string error, CancellationToken cancellationToken) =>
        FailAsync(
            IdOf(job),
            "The platform could not be read, however often it was tried. Sync again later.",
            null,
            cancellationToken
        );

    public async Task<bool> HasWorkAsync(JobContext job, CancellationToken cancellationToken) =>
        await unitOfWork.ReadAsync(() => FindAsync(IdOf(job), cancellationToken), cancellationToken) is not null;

    /// <returns>Whether the sync goes on.</returns>
    private async Task<bool> ReadAsync(
        Guid jobId,
        Guid id,
        string? box,
        SyncedObject part,
        ContentReader reader,
        PlatformConnection connection,
        CancellationToken cancellationToken
    )
    {
        var cursor = part.Cursor;
        do
        {
            ContentBatch batch;
            try
            {
                batch = await reader.ReadAsync(connection, cursor, cancellationToken);
            }
            catch (PlatformUnavailableException refused) when (refused.IsOfObject)
            {
                return await ChangeAsync(id, (sync, _) => LeaveOut(sync, refused.Message), cancellationToken);
            }
            var goesOn = false;
            var from = cursor;
            var percent = 0;
            await ChangeAsync(id, KeepAsync, cancellationToken);
            if (!goesOn)
            {
                return false;
            }
            await jobs.ReportProgressAsync(jobId, percent, cancellationToken);
            cursor = batch.Next;

            async Task KeepAsync(IntegrationSync sync, PlatformIntegration integration)
            {
                // Another worker has taken over, or the credentials are others: what was read is not what is wanted.
                goesOn =
                    sync.Objects.Single(one => one.Object == part.Object) is { IsDone: false } now
                    && now.Cursor == from
                    && integration.EncryptedCredentials == box;
                if (integration.EncryptedCredentials != box)
                {
                    sync.Cancel(time.GetUtcNow());
                    integration.CancelSync();
                }
                if (goesOn)
                {
                    await contents.KeepAsync(sync, part.Object, batch.Contents, cancellationToken);
                    sync.Advance(part.Object, batch.Contents.Count, batch.Next, batch.Total);
                    percent = PercentOf(sync);
                }
            }
        } while (cursor is not null);
        return true;

        Task LeaveOut(IntegrationSync sync, string reason)
        {
            sync.LeaveOut(part.Object, reason);
            return Task.CompletedTask;
        }
    }

    /// <summary>Each object is an equal part: how many there are of one is known when its first page has come.</summary>
    private static int PercentOf(IntegrationSync sync) =>
        (int)(
            sync.Objects.Sum(one =>
                one.IsDone ? 1.0
                : one.Total is > 0 and var total ? Math.Min(1, one.Found / (double)total)
                : 0
            )
            * 100
            / sync.Objects.Count
        );

    private Task<bool> FailAsync(
        Guid id,
        string message,
        ConnectionCheck? check,
        CancellationToken cancellationToken
    ) =>
        ChangeAsync(
            id,
            (sync, integration) =>
            {
                sync.Fail(message, time.GetUtcNow());
                integration.FailSync(message, check);
                return Task.CompletedTask;
            },
            cancellationToken
        );

    /// <returns>Whether it was still running.</returns>
    private Task<bool> ChangeAsync(
        Guid id,
        Func<IntegrationSync, PlatformIntegration, Task> change,
        CancellationToken cancellationToken
    ) =>
        unitOfWork.ExecuteAsync(
            async () =>
            {
                if (await FindAsync(id, cancellationToken) is not var (sync, integration))
                {
                    return false;
                }
                await change(sync, integration);
                return true;
            },
            cancellationToken
        );

    /// <returns>Null: it has ended, or is gone with its integration.</returns>
    private async Task<(IntegrationSync Sync, PlatformIntegration Integration)?> FindAsync(
        Guid id,
        CancellationToken cancellationToken
    ) =>
        await syncs.FindAsync(id, cancellationToken) is { IsRunning: true } sync
        && await integrations.FindAsync(sync.IntegrationId, cancellationToken) is { } integration
            ? (sync, integration)
            : null;

    private static Guid IdOf(JobContext job) => job.Payload.Deserialize<Work>(JsonSerializerOptions.Web)!.SyncId;
}
