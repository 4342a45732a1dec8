using System.Text.Json;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Integrations.Imports.Updates;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Integrations.Imports;

/// <summary>Carries out one import. What it makes is one transaction: a second start after a crash begins anew, and makes nothing twice.</summary>
internal sealed class ImportJob(ISender sender, IImports imports, IUnitOfWork unitOfWork, TimeProvider time)
    : IJobHandler
{
    private const string Type = "integrations.import";

    /// <summary>A platform that still refuses after this long will not be ready soon.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    internal sealed record Payload(Guid ImportId);

    public string JobType => Type;

    public static JobRequest For(Guid importId, Guid accountId) =>
        new(Type, accountId, new Payload(importId)) { MaxAttempts = 3 };

    public async Task ExecuteAsync(JobContext job, CancellationToken cancellationToken)
    {
        try
        {
            var import = await unitOfWork.ReadAsync(
                () => imports.FindAsync(IdOf(job), cancellationToken),
                cancellationToken
            );
            await (
                import?.UpdatesId is null
                    ? sender.Send(new RunImport(IdOf(job), job.Id), cancellationToken)
                    : sender.Send(new RunUpdate(IdOf(job), job.Id), cancellationToken)
            );
        }
        catch (DomainException refusal)
        {
            await FailAsync(IdOf(job), refusal.Error.Message, cancellationToken);
        }
        catch (PlatformUnavailableException refused) when (refused.Check is not null)
        {
            await sender.Send(new FailImport(IdOf(job), refused.Message, refused.Check), cancellationToken);
        }
        catch (PlatformUnavailableException refused) when (refused.RetryAfter is { } wait)
        {
            var import = await unitOfWork.ReadAsync(
                () => imports.FindAsync(IdOf(job), cancellationToken),
                cancellationToken
            );
            if (import is null || time.GetUtcNow() - import.CreatedAt > Longest)
            {
                throw;
            }
            throw new JobPostponedException(wait);
        }
    }

    public Task GiveUpAsync(JobContext job, string error, CancellationToken cancellationToken) =>
        FailAsync(IdOf(job), "The source could not be read to the end. Try again later.", cancellationToken);

    public Task<bool> HasWorkAsync(JobContext job, CancellationToken cancellationToken) =>
        unitOfWork.ReadAsync(
            async () => await imports.PendingAsync(IdOf(job), cancellationToken) is not null,
            cancellationToken
        );

    private async Task FailAsync(Guid id, string error, CancellationToken cancellationToken) =>
        await sender.Send(new FailImport(id, error), cancellationToken);

    private static Guid IdOf(JobContext job) => job.Payload.Deserialize<Payload>(JsonSerializerOptions.Web)!.ImportId;
}
