using AiWebBuilder.Application.Operations.Contracts;

namespace AiWebBuilder.Infrastructure.AiUsage.Calls.Upkeep;

/// <summary>Ends the calls whose worker was lost.</summary>
internal sealed class EndLostCalls(CallBooks books, CallMeters meters) : IRecurringWork
{
    public string Name => "ai_usage.end_lost_calls";

    public string Schedule => "*/15 * * * * *";

    public Task RunAsync(CancellationToken cancellationToken) => EndAsync(cancellationToken);

    /// <returns>How many calls were ended.</returns>
    public async Task<int> EndAsync(CancellationToken cancellationToken)
    {
        var ended = 0;
        while (await books.ExpireOneAsync(cancellationToken) is { } call)
        {
            meters.Expired(call);
            ended++;
        }
        return ended;
    }
}
