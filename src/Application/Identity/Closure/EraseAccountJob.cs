using System.Text.Json;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Identity.Mails;
using AiWebBuilder.Application.Identity.SignIn;
using AiWebBuilder.Application.Operations.Contracts;
using Microsoft.Extensions.Logging;

namespace AiWebBuilder.Application.Identity.Closure;

/// <summary>
/// Erases a person whose grace period has ended. Each step is a transaction that counts what it took, so that another worker goes on where
/// one was stopped; the receipt is mailed just before the address goes.
/// </summary>
internal sealed class EraseAccountJob(
    IErasures erasures,
    IUnitOfWork unitOfWork,
    ISignInThrottle throttle,
    IMailer mailer,
    ILogger<EraseAccountJob> logger
) : IJobHandler
{
    /// <summary>A mailbox that takes nothing must not keep a person's data alive; one that is gone for good is not even waited for.</summary>
    private const int AttemptsToTell = 3;

    public string JobType => ErasureJobs.Type;

    public async Task ExecuteAsync(JobContext job, CancellationToken cancellationToken)
    {
        var person = job.Payload.Deserialize<ErasureJobs.Payload>(JsonSerializerOptions.Web)!.UserId;
        while (await erasures.EraseSomeAsync(person, cancellationToken))
        {
            // Until nothing is left but the person.
        }
        if (await erasures.FindUnderWayAsync(person, cancellationToken) is not { } erasure)
        {
            // Taken back, or done by an attempt that could not say so.
            return;
        }
        await throttle.ForgetAsync(erasure.Email, cancellationToken);
        var told = await TellAsync(erasure, job.Attempt, cancellationToken);
        await erasures.FinishAsync(person, told, cancellationToken);
    }

    /// <summary>Whoever looks for erasures that are due asks again.</summary>
    public Task GiveUpAsync(JobContext job, string error, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<bool> HasWorkAsync(JobContext job, CancellationToken cancellationToken)
    {
        var due = await unitOfWork.ReadAsync(() => erasures.DueAsync(cancellationToken), cancellationToken);
        return due.Contains(job.Payload.Deserialize<ErasureJobs.Payload>(JsonSerializerOptions.Web)!.UserId);
    }

    private async Task<bool> TellAsync(ErasureUnderWay erasure, int attempt, CancellationToken cancellationToken)
    {
        try
        {
            await mailer.SendAsync(AccountMails.WriteReceipt(erasure.Email, erasure.Receipt), cancellationToken);
            return true;
        }
        catch (Exception failure)
            when ((failure is FutileJobException || attempt >= AttemptsToTell)
                && !cancellationToken.IsCancellationRequested
            )
        {
            // By its kind alone: a mail server's words may repeat the address that is about to be forgotten.
            logger.LogWarning("An erasure's receipt could not be mailed: {Failure}", failure.GetType().Name);
            return false;
        }
    }
}
