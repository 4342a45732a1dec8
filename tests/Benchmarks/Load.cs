using System.Diagnostics;

namespace AiWebBuilder.Benchmarks;

/// <summary>Sends a bounded number of requests from a number of clients, each waiting for its answer, and measures the rate.</summary>
internal sealed class Load(HttpMessageInvoker http)
{
    /// <param name="make">Makes a request; called from all clients at once.</param>
    /// <returns>Requests a second.</returns>
    /// <exception cref="InvalidOperationException">An answer was not 2xx: a rate of errors would mean nothing.</exception>
    public async Task<double> RunAsync(
        Func<HttpRequestMessage> make,
        int requests,
        int clients,
        CancellationToken cancellationToken
    )
    {
        var left = requests;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(ClientAsync, cancellationToken)));
        return requests / Stopwatch.GetElapsedTime(started).TotalSeconds;

        async Task ClientAsync()
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                using var request = make();
                using var answer = await http.SendAsync(request, cancellationToken);
                if (!answer.IsSuccessStatusCode)
                {
                    throw new InvalidOperationException(
                        $"{request.RequestUri} answered {(int)answer.StatusCode}: "
                            + await answer.Content.ReadAsStringAsync(cancellationToken)
                    );
                }
                await answer.Content.CopyToAsync(Stream.Null, cancellationToken);
            }
        }
    }
}
