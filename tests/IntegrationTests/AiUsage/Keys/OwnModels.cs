using System.Net;
using System.Net.Http.Json;
using AiWebBuilder.IntegrationTests.Harness;

namespace AiWebBuilder.IntegrationTests.AiUsage.Keys;

internal static class OwnModels
{
    /// <summary>An endpoint of the account's own with the model <c>mine-1</c>, which sees and costs 1 and 2 USD a million.</summary>
    public static async Task AddModelAsync(
        this Person owner,
        string baseUrl,
        decimal inputUsd = 1,
        decimal outputUsd = 2
    )
    {
        using var added = await owner.Client.PostAsJsonAsync(
            "/v1/ai/keys",
            new
            {
                provider = "compatible",
                name = "Ours",
                apiKey = "fake-key",
                baseUrl,
                models = new[]
                {
                    new
                    {
                        model = "mine-1",
                        inputUsdPerMtok = inputUsd,
                        outputUsdPerMtok = outputUsd,
                        contextTokens = 100_000,
                        maxOutputTokens = 16_000,
                        images = true,
                    },
                },
            }
        );
        await Answers.JsonAsync(added, HttpStatusCode.Created);
    }
}
