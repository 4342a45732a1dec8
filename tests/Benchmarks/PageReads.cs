namespace AiWebBuilder.Benchmarks;

/// <summary>A visitor's read of a published page of 30 kB.</summary>
internal static class PageReads
{
    public static async Task<IReadOnlyList<Comparison>> CompareAsync(
        Stage stage,
        double size,
        CancellationToken cancellationToken
    )
    {
        var requests = (int)(20_000 * size);
        return
        [
            await Rounds.AlternateAsync(
                "GET published page / plain Kestrel from memory",
                "requests/s",
                floor: 0.5,
                cancel => RunAsync(stage.Product, $"/p/{Stage.Slug}", cancel),
                cancel => RunAsync(stage.Twins, "/memory", cancel),
                cancellationToken
            ),
            await Rounds.AlternateAsync(
                "GET published page / database read per request",
                "requests/s",
                floor: 3,
                cancel => RunAsync(stage.Product, $"/p/{Stage.Slug}", cancel),
                cancel => RunAsync(stage.Twins, "/database", cancel),
                cancellationToken
            ),
        ];

        Task<double> RunAsync(Uri server, string path, CancellationToken cancel)
        {
            var request = Load.Get(server, path);
            return Load.RunAsync(server, () => request, requests, Stage.Clients, cancel);
        }
    }
}
