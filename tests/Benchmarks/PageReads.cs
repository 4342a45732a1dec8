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
        var load = new Load(stage.Http);
        var requests = (int)(5_000 * size);
        Task<double> ProductAsync(CancellationToken cancel) =>
            load.RunAsync(
                () => new HttpRequestMessage(HttpMethod.Get, new Uri(stage.Product, $"/p/{Stage.Slug}")),
                requests,
                Stage.Clients,
                cancel
            );
        return
        [
            await Rounds.AlternateAsync(
                "GET published page / plain Kestrel from memory",
                "requests/s",
                floor: 0.35,
                ProductAsync,
                cancel => load.RunAsync(() => stage.GetTwin("/memory"), requests, Stage.Clients, cancel),
                cancellationToken
            ),
            await Rounds.AlternateAsync(
                "GET published page / database read per request",
                "requests/s",
                floor: 1.2,
                ProductAsync,
                cancel => load.RunAsync(() => stage.GetTwin("/database"), requests, Stage.Clients, cancel),
                cancellationToken
            ),
        ];
    }
}
