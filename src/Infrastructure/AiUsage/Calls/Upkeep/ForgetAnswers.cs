using AiWebBuilder.Application.Operations.Contracts;
using Microsoft.Extensions.Options;

namespace AiWebBuilder.Infrastructure.AiUsage.Calls.Upkeep;

/// <summary>Answers are kept for as long as the same request may be answered with them.</summary>
internal sealed class ForgetAnswers(CallBooks books, IOptions<AiOptions> options, TimeProvider time) : IRecurringWork
{
    /// <summary>So many are forgotten in one transaction.</summary>
    private const int Batch = 500;

    public string Name => "ai_usage.forget_answers";

    public string Schedule => "40 * * * *";

    public Task RunAsync(CancellationToken cancellationToken) => ForgetAsync(cancellationToken);

    /// <returns>How many were forgotten.</returns>
    public async Task<int> ForgetAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - options.Value.ReplayWindow;
        int forgotten,
            all = 0;
        do
        {
            forgotten = await books.ForgetAnswersAsync(before, Batch, cancellationToken);
            all += forgotten;
        } while (forgotten == Batch);
        return all;
    }
}
