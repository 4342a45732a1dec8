using System.Globalization;

namespace AiWebBuilder.Benchmarks;

/// <summary>How the product did beside its twin.</summary>
/// <param name="Floor">A median below it fails a quick run: loose, because shared machines are noisy.</param>
/// <param name="Product">Units a second, by round.</param>
/// <param name="Twin">Units a second, by round.</param>
internal sealed record Comparison(
    string Name,
    string Unit,
    double Floor,
    IReadOnlyList<double> Product,
    IReadOnlyList<double> Twin
)
{
    public IReadOnlyList<double> Ratios { get; } = [.. Product.Zip(Twin, (product, twin) => product / twin)];

    public double Median => Middle(Ratios);

    public static double Middle(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Order()];
        var half = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}

internal static class Rounds
{
    private const int Count = 5;

    /// <summary>
    /// One round to warm up, then five that count; in each both run, in turns first. Each runner answers the units a second.
    /// </summary>
    public static async Task<Comparison> AlternateAsync(
        string name,
        string unit,
        double floor,
        Func<CancellationToken, Task<double>> product,
        Func<CancellationToken, Task<double>> twin,
        CancellationToken cancellationToken
    )
    {
        await product(cancellationToken);
        await twin(cancellationToken);
        var (ours, theirs) = (new double[Count], new double[Count]);
        for (var round = 0; round < Count; round++)
        {
            if (round % 2 == 0)
            {
                ours[round] = await product(cancellationToken);
                theirs[round] = await twin(cancellationToken);
            }
            else
            {
                theirs[round] = await twin(cancellationToken);
                ours[round] = await product(cancellationToken);
            }
        }
        var comparison = new Comparison(name, unit, floor, ours, theirs);
        Report.PrintRounds(comparison);
        return comparison;
    }
}

internal static class Report
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public static void PrintRounds(Comparison comparison) =>
        Console.WriteLine(
            $"{comparison.Name, -52} {string.Join("  ", comparison.Ratios.Select(ratio => ratio.ToString("0.00", Invariant)))}"
        );

    public static void Print(IReadOnlyList<Comparison> comparisons)
    {
        Console.WriteLine();
        Console.WriteLine($"{"", -52} {"product", 10} {"twin", 10}   {"median", 6} [lowest-highest]");
        foreach (var comparison in comparisons)
        {
            Console.WriteLine(
                string.Create(
                    Invariant,
                    $"{comparison.Name, -52} {Comparison.Middle(comparison.Product), 10:#,0} {Comparison.Middle(comparison.Twin), 10:#,0}   {comparison.Median, 6:0.00} [{comparison.Ratios.Min():0.00}-{comparison.Ratios.Max():0.00}]  {comparison.Unit}"
                )
            );
        }
    }
}
