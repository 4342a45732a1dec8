using System.Globalization;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Operations.Contracts;

namespace AiWebBuilder.Application.Identity.Billing;

/// <summary>Asks for the next daily comparison with the payment provider; however many nodes ask, there is one.</summary>
/// <param name="Done">The day that has just been done: a clock that is a little late must not ask for it again.</param>
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
        var day = TimeOnly.FromDateTime(now) < Hour && today != request.Done ? today : today.AddDays(1);
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
