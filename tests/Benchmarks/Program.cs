using AiWebBuilder.Benchmarks;

// Product and raw twin in turn, in one process, on one private PostgreSQL with durable commits: what counts is their ratio.
Dictionary<string, Func<Stage, double, CancellationToken, Task<IReadOnlyList<Comparison>>>> subjects = new(
    StringComparer.Ordinal
)
{
    ["pages"] = PageReads.CompareAsync,
    ["campaigns"] = CampaignReads.CompareAsync,
    ["events"] = EventWrites.CompareAsync,
    ["sign-in"] = SignIns.CompareAsync,
};
var quick = args.Contains("--quick", StringComparer.Ordinal);
var chosen = args.Where(one => one != "--quick").ToArray();
if (!chosen.All(subjects.ContainsKey))
{
    Console.Error.WriteLine(
        $"usage: ./dev bench [--quick] [{string.Join(" | ", subjects.Keys)}]     --quick: fewer requests, and floors that fail the run"
    );
    return 2;
}
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
try
{
    await using var stage = await Stage.SetAsync(stop.Token);
    List<Comparison> comparisons = [];
    foreach (var (_, compareAsync) in subjects.Where(one => chosen.Length == 0 || chosen.Contains(one.Key)))
    {
        comparisons.AddRange(await compareAsync(stage, quick ? 0.3 : 1.0, stop.Token));
    }
    Report.Print(comparisons);
    var fallen = comparisons.Where(comparison => comparison.Median < comparison.Floor).ToArray();
    foreach (var comparison in quick ? fallen : [])
    {
        Console.Error.WriteLine(
            $"{comparison.Name}: {comparison.Median:0.00} is below the floor of {comparison.Floor:0.00}."
        );
    }
    return quick && fallen.Length > 0 ? 1 : 0;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 130;
}
