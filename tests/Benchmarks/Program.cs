using AiWebBuilder.Benchmarks;

// Product and raw twin in turn, in one process, on one private PostgreSQL with durable commits: what counts is their ratio.
if (args is not ([] or ["--quick"] or ["events"]))
{
    Console.Error.WriteLine("usage: ./dev bench [--quick]     --quick: fewer requests, and floors that fail the run");
    return 2;
}
var quick = args is ["--quick"];
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
try
{
    await using var stage = await Stage.SetAsync(stop.Token);
    var size = quick ? 0.3 : 1.0;
    List<Comparison> comparisons =
    [
        .. args is ["events"] ? [] : await PageReads.CompareAsync(stage, size, stop.Token),
        .. args is ["events"] ? [] : await CampaignReads.CompareAsync(stage, size, stop.Token),
        .. await EventWrites.CompareAsync(stage, size, stop.Token),
    ];
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
