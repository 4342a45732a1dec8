using System.Diagnostics;

namespace AiWebBuilder.IntegrationTests.Analytics;

/// <summary>Waits for what happens by itself, a minute at most.</summary>
internal static class Until
{
    public static async Task TrueAsync(Func<Task<bool>> condition)
    {
        var patience = Stopwatch.StartNew();
        while (!await condition())
        {
            patience.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1));
        }
    }
}
