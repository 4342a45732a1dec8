using System.Globalization;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Operations.Contracts;

namespace AiWebBuilder.Application.Identity.Billing;

/// <summary>Asks for the next daily comparison with the payment provider; however many nodes ask, there is one.</summary>
/// <param name="Done">
/// The day that has just been done: the next one is later, also where the clock is a little late or an operator ran the job early.
/// </param>
[Anybody("the server asks itself, when it starts and when it has compared")]
public sealed record ScheduleReconciliation(DateOnly? Done = null) : ICommand;

internal sealed class ScheduleReconciliationHandler(IJobQueue queue, TimeProvider time)
    : ICommandHandler<ScheduleReconciliation, Done>
{
    /// <summary>UTC: few people buy then.</summary>
    private static readonly TimeOnly Hour = new(3, 0);

    public async Task<Done> Handle(ScheduleReconciliation request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var today = DateOnly.FromDateTime(now);
        var day = TimeOnly.FromDateTime(now) < Hour ? today : today.AddDays(1);
        if (day <= request.Done)
        {
            day = request.Done.Value.AddDays(1);
        }
        await queue.EnqueueAsync(
            new JobRequest(
                ReconcileBilling.Type,
                AccountId: null,
                new ReconcileBilling.Payload(day),
                string.Create(CultureInfo.InvariantCulture, $"{ReconcileBilling.Type}:{day:yyyy-MM-dd}")
            )
            {
                ScheduledAt = new DateTimeOffset(day.ToDateTime(Hour), TimeSpan.Zero),
            },
            cancellationToken
        );
        return default;
    }
}
