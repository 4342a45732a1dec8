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
        var load = new Load(stage.Http);
        var requests = (int)(2_500 * size);
        return
        [
            await Rounds.AlternateAsync(
                "GET campaign with 8 components / raw batch",
                "requests/s",
                floor: 0.4,
                cancel =>
                    load.RunAsync(
                        () => stage.Get($"/v1/campaigns/{stage.CampaignId}"),
                        requests,
                        Stage.Clients,
                        cancel
                    ),
                cancel => load.RunAsync(() => stage.GetTwin("/campaign"), requests, Stage.Clients, cancel),
                cancellationToken
            ),
            await Rounds.AlternateAsync(
                "GET list of 20 / raw keyset",
                "requests/s",
                floor: 0.4,
                cancel => load.RunAsync(() => stage.Get("/v1/campaigns"), requests, Stage.Clients, cancel),
                cancel => load.RunAsync(() => stage.GetTwin("/list"), requests, Stage.Clients, cancel),
                cancellationToken
            ),
        ];
    }
}
