using System.Text.Json;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Campaigns.Contracts.Exports;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Application.Integrations.Platforms.Writing;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Domain.Integrations.Exports;

namespace AiWebBuilder.Application.Integrations.Exports;

/// <summary>
/// Carries out one export or reversion, page by page. What is about to be done to a page is noted before, and what has been done after it: whoever takes
/// over a killed worker's job finds by the note, and by the mark that each page bears, what had been done.
/// </summary>
internal sealed partial class ExportJob(
    IRepository<PlatformExport> exports,
    IRepository<PlatformIntegration> integrations,
    IRepository<WrittenPage> written,
    IRepository<WrittenMedia> media,
    IEnumerable<IPlatformAdapter> platforms,
    IWordPressPages composer,
    ICampaignCopies copies,
    IUploads uploads,
    ICredentialVault vault,
    IUnitOfWork unitOfWork,
    IJobQueue jobs,
    TimeProvider time
) : IJobHandler
{
    private const string Type = "integrations.export";

    /// <summary>A platform that still refuses after this long will not be ready soon.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    internal sealed record Work(Guid ExportId);

    public string JobType => Type;

    public static JobRequest For(PlatformExport export) =>
        // What was done is found and not done again: as many attempts as a sync has.
        new(Type, export.UserId, new Work(export.Id), $"{Type}:{export.Id}") { MaxAttempts = 10 };

    public async Task ExecuteAsync(JobContext job, CancellationToken cancellationToken)
    {
        var id = IdOf(job);
        if (
            await unitOfWork.ReadAsync(() => FindAsync(id, cancellationToken), cancellationToken)
            is not var (export, integration)
        )
        {
            return;
        }
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
        var run = new Run(
            job.Id,
            export,
            integration.EncryptedCredentials!,
            platforms.Single(one => one.Platform == integration.PlatformType).Writer!,
            new PlatformConnection(
                integration.Id,
                integration.UserId,
                integration.PlatformType,
                credentials,
                JsonTexts.ObjectIn(integration.PlatformMetadata) ?? []
            )
        );
        try
        {
            await (export.RevertsId is null ? WriteAsync(run, cancellationToken) : RevertAsync(run, cancellationToken));
            await ChangeAsync(
                run,
                now =>
                {
                    now.Complete(time.GetUtcNow());
                    return Task.CompletedTask;
                },
                cancellationToken
            );
        }
        catch (PlatformUnavailableException refused) when (refused.Check is not null)
        {
            await FailAsync(id, refused.Message, refused.Check, cancellationToken);
        }
        catch (PlatformUnavailableException refused)
            when (refused.RetryAfter is not null && time.GetUtcNow() - export.CreatedAt < Longest)
        {
            throw new JobPostponedException(refused.RetryAfter.Value);
        }
        catch (ExportEndedException)
        {
            // It was deleted with its campaign or its integration, or the connection is another.
        }
    }

    public Task GiveUpAsync(JobContext job, string error, CancellationToken cancellationToken) =>
        FailAsync(
            IdOf(job),
            "The platform could not be written to, however often it was tried. Export again later: what was written is found, and not written twice.",
            null,
            cancellationToken
        );

    public async Task<bool> HasWorkAsync(JobContext job, CancellationToken cancellationToken) =>
        await unitOfWork.ReadAsync(() => FindAsync(IdOf(job), cancellationToken), cancellationToken) is not null;

    /// <param name="Credentials">The box that they were in: others mean another site, perhaps.</param>
    private sealed record Run(
        Guid JobId,
        PlatformExport Export,
        string Credentials,
        IPageWriter Writer,
        PlatformConnection Connection
    );

    private sealed class ExportEndedException : Exception;

    /// <summary>Keeps what has become of a page, together with what is known of it.</summary>
    private async Task EndAsync(
        Run run,
        ExportedItem item,
        CancellationToken cancellationToken,
        Func<Task>? note = null
    )
    {
        var now = await ChangeAsync(
            run,
            export =>
            {
                export.End(item);
                return note?.Invoke() ?? Task.CompletedTask;
            },
            cancellationToken
        );
        await jobs.ReportProgressAsync(
            run.JobId,
            100 * now.Items.Count(one => one.Status != ItemStatus.Pending) / now.Items.Count,
            cancellationToken
        );
    }

    private async Task NoteAsync(Guid page, Action<WrittenPage> note, Run run, CancellationToken cancellationToken) =>
        await ChangeAsync(run, _ => NoteAsync(page, note, cancellationToken), cancellationToken);

    /// <summary>In the present unit of work.</summary>
    private async Task NoteAsync(Guid page, Action<WrittenPage> note, CancellationToken cancellationToken) =>
        note(await written.FindAsync(page, cancellationToken) ?? throw new ExportEndedException());

    private Task<IReadOnlyList<WrittenPage>> WrittenAsync(Run run, CancellationToken cancellationToken) =>
        unitOfWork.ReadAsync(
            () => written.ListAsync(new WrittenPages(run.Export), cancellationToken),
            cancellationToken
        );

    private async Task FailAsync(
        Guid id,
        string message,
        ConnectionCheck? check,
        CancellationToken cancellationToken
    ) =>
        await unitOfWork.ExecuteAsync(
            async () =>
            {
                if (await FindAsync(id, cancellationToken) is var (export, integration))
                {
                    export.Fail(message, time.GetUtcNow());
                    if (check is not null)
                    {
                        integration.Break(check);
                    }
                }
                return default(Done);
            },
            cancellationToken
        );

    /// <exception cref="ExportEndedException">There is nothing left to go on with.</exception>
    private async Task<PlatformExport> ChangeAsync(
        Run run,
        Func<PlatformExport, Task> change,
        CancellationToken cancellationToken
    ) =>
        await unitOfWork.ExecuteAsync(
            async () =>
            {
                if (await FindAsync(run.Export.Id, cancellationToken) is not var (export, integration))
                {
                    return null;
                }
                if (integration.EncryptedCredentials != run.Credentials)
                {
                    export.Fail("The connection was changed while the export ran: export again.", time.GetUtcNow());
                    return null;
                }
                await change(export);
                return export;
            },
            cancellationToken
        ) ?? throw new ExportEndedException();

    /// <returns>Null: it has ended, or is gone with its integration or its campaign.</returns>
    private async Task<(PlatformExport Export, PlatformIntegration Integration)?> FindAsync(
        Guid id,
        CancellationToken cancellationToken
    ) =>
        await exports.FindAsync(id, cancellationToken) is { IsRunning: true } export
        && await integrations.FindAsync(export.IntegrationId, cancellationToken) is { } integration
            ? (export, integration)
            : null;

    private static Guid IdOf(JobContext job) => job.Payload.Deserialize<Work>(JsonSerializerOptions.Web)!.ExportId;
}
