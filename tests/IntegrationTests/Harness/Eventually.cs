using System.Diagnostics;
using System.Net;

namespace AiWebBuilder.IntegrationTests;

/// <summary>Waits for what happens by itself.</summary>
internal static class Eventually
{
    /// <summary>What comes late on a busy machine is not wrong; what never comes is.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(2);

    public static async Task TrueAsync(Func<Task<bool>> condition, string? awaited = null)
    {
        var waiting = Stopwatch.StartNew();
        while (!await condition())
        {
            waiting.Elapsed.ShouldBeLessThan(Patience, $"It never came true: {awaited}");
            await Task.Yield();
        }
    }

    /// <summary>What is told from node to node arrives a moment later.</summary>
    public static Task AnswersAsync(Func<Task<HttpResponseMessage>> ask, HttpStatusCode expected) =>
        TrueAsync(
            async () =>
            {
                using var answer = await ask();
                return answer.StatusCode == expected;
            },
            $"the answer {expected}"
        );
}
