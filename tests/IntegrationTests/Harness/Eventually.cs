using System.Net;

namespace AiWebBuilder.IntegrationTests;

/// <summary>Waits for what happens by itself.</summary>
internal static class Eventually
{
    /// <summary>Between two looks: seldom enough to leave the processors to what is waited for.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(15);

    /// <summary>What comes late on a busy machine is not wrong; what never comes is.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(2);

    public static async Task TrueAsync(Func<Task<bool>> condition, string? awaited = null)
    {
        var start = TimeProvider.System.GetTimestamp();
        using var pause = new PeriodicTimer(Pause);
        while (!await condition())
        {
            TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(Patience, $"It never came true: {awaited}");
            await pause.WaitForNextTickAsync();
        }
    }

    /// <summary>Waits for what costs nothing to look at.</summary>
    public static Task TrueAsync(Func<bool> condition, string? awaited = null) =>
        TrueAsync(() => Task.FromResult(condition()), awaited);

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
