using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AiWebBuilder.Benchmarks;

/// <summary>
/// Sends a bounded number of requests from a number of connections, each waiting for its answer, and measures the rate. Plain sockets
/// and prepared bytes: load generator, server and database share the cores, and <c>HttpClient</c> would take more of them than either.
/// </summary>
internal static class Load
{
    /// <summary>The first digit of <c>HTTP/1.1 200</c>.</summary>
    private const int StatusAt = 9;

    /// <param name="make">
    /// Makes a whole HTTP/1.1 request; called from all connections at once. Its answer must name a <c>Content-Length</c> or be chunked.
    /// </param>
    /// <returns>Requests a second.</returns>
    /// <exception cref="InvalidOperationException">An answer was not 2xx: a rate of errors would mean nothing.</exception>
    public static async Task<double> RunAsync(
        Uri server,
        Func<ReadOnlyMemory<byte>> make,
        int requests,
        int connections,
        CancellationToken cancellationToken
    )
    {
        var left = requests;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(ClientAsync, cancellationToken)));
        return requests / Stopwatch.GetElapsedTime(started).TotalSeconds;

        async Task ClientAsync()
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.NoDelay = true;
            await socket.ConnectAsync(IPAddress.Loopback, server.Port, cancellationToken);
            var answer = new byte[64 * 1024];
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await socket.SendAsync(make(), cancellationToken);
                var length = 0;
                do
                {
                    var read = await socket.ReceiveAsync(answer.AsMemory(length), cancellationToken);
                    if (read == 0)
                    {
                        throw new InvalidOperationException(
                            "The server closed the connection in the middle of an answer."
                        );
                    }
                    length += read;
                } while (!IsWhole(answer.AsSpan(0, length)));
                if (answer[StatusAt] != (byte)'2')
                {
                    throw new InvalidOperationException(Encoding.UTF8.GetString(answer, 0, length));
                }
            }
        }
    }

    /// <summary>A GET of the path, with the token when there is one.</summary>
    public static ReadOnlyMemory<byte> Get(Uri server, string path, string? token = null) =>
        Encoding.ASCII.GetBytes(
            $"GET {path} HTTP/1.1\r\nHost: {server.Authority}\r\n"
                + (token is null ? "" : $"Authorization: Bearer {token}\r\n")
                + "\r\n"
        );

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }
        var length = answer[..end].IndexOf("Content-Length: "u8);
        if (length < 0)
        {
            return answer.EndsWith("0\r\n\r\n"u8);
        }
        return Utf8Parser.TryParse(answer[(length + 16)..], out int body, out _) && answer.Length == end + 4 + body;
    }
}
