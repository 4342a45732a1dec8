namespace AiWebBuilder.Benchmarks;

/// <summary>The editor's reads, the whole pipeline on, beside the shortest road to the same bytes.</summary>
internal static class CampaignReads
{
    public static async Task<IReadOnlyList<Comparison>> CompareAsync(
        Stage stage,
        double size,
        CancellationToken cancellationToken
    )
    {
        var requests = (int)(2_500 * size);
        return
        [
            await Rounds.AlternateAsync(
                "GET campaign with 8 components / raw batch",
                "requests/s",
                floor: 0.4,
                cancel => RunAsync(stage.Product, $"/v1/campaigns/{stage.CampaignId}", stage.Token, cancel),
                cancel => RunAsync(stage.Twins, "/campaign", token: null, cancel),
                cancellationToken
            ),
            await Rounds.AlternateAsync(
                "GET list of 20 / raw keyset",
                "requests/s",
                floor: 0.4,
                cancel => RunAsync(stage.Product, "/v1/campaigns", stage.Token, cancel),
                cancel => RunAsync(stage.Twins, "/list", token: null, cancel),
                cancellationToken
            ),
        ];

        Task<double> RunAsync(Uri server, string path, string? token, CancellationToken cancel)
        {
            var request = Load.Get(server, path, token);
            return Load.RunAsync(server, () => request, requests, Stage.Clients, cancel);
        }
    }
}
