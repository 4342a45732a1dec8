using AiWebBuilder.Application.Operations.Contracts;
using Microsoft.Extensions.Logging;

namespace AiWebBuilder.Infrastructure.AiUsage.Calls.Upkeep;

/// <summary>Derives the books again: where they differ the operator is alerted.</summary>
internal sealed class CheckBooks(CallBooks books, ILogger<CheckBooks> logger) : IRecurringWork
{
    public string Name => "ai_usage.check_books";

    public string Schedule => "50 * * * *";

    public Task RunAsync(CancellationToken cancellationToken) => CheckAsync(cancellationToken);

    /// <returns>The differences, one line each; null: a run before this one, which did not get to its end, has checked them.</returns>
    public async Task<IReadOnlyList<string>?> CheckAsync(CancellationToken cancellationToken)
    {
        var differences = await books.CheckInTurnAsync(cancellationToken);
        if (differences is [var first, ..])
        {
            logger.LogError(
                "The AI books differ from the ledger in {Count} places, first: {Difference}",
                differences.Length,
                first
            );
        }
        return differences;
    }
}
