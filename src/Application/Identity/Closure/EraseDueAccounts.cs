using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Operations.Contracts;

namespace AiWebBuilder.Application.Identity.Closure;

/// <summary>
/// Asks for the erasure of those whose grace period has ended. The queue keeps it to one job for each person, and asks again for one that
/// was given up.
/// </summary>
internal sealed class EraseDueAccounts(IErasures erasures, IJobQueue queue, IUnitOfWork unitOfWork) : IRecurringWork
{
    public string Name => "identity.erase_due_accounts";

    public string Schedule => "20 * * * *";

    public Task RunAsync(CancellationToken cancellationToken) =>
        unitOfWork.ExecuteAsync<Done>(
            async () =>
            {
                foreach (var person in await erasures.DueAsync(cancellationToken))
                {
                    await queue.EnqueueAsync(ErasureJobs.For(person), cancellationToken);
                }
                return default;
            },
            cancellationToken
        );
}
