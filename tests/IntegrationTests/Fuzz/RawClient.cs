using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AiWebBuilder.IntegrationTests.Fuzz;

/// <summary>One connection that is used again while the server keeps it: plain sockets, since a client library costs more than the server.</summary>
internal sealed class RawClient(IPEndPoint address) : IDisposable
{
    private static readonly TimeSpan Patience = Eventually.Patience;

    private readonly byte[] buffer = new byte[64 * 1024];
    private Socket? socket;
    private int start;
    private int end;

    /// <summary>Sends, and reads the whole answer.</summary>
    public async Task<RawAnswer> SendAsync(byte[] request)
    {
        using var limit = new CancellationTokenSource(Patience);
        if (socket is null)
        {
            socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(address, limit.Token);
            (start, end) = (0, 0);
        }
        try
        {
            await SendAllAsync(request, limit.Token);
        }
        catch (SocketException)
        {
            // A server may close on a client that goes on sending what it has refused: its answer is there to be read.
        }
        try
        {
            var answer = await ReadAsync(limit.Token);
            if (answer.Closes)
            {
                Dispose();
            }
            return answer;
        }
        catch (Exception closed) when (closed is SocketException or EndOfStreamException)
        {
            Dispose();
            return RawAnswer.Closed;
        }
    }

    public void Dispose()
    {
        socket?.Dispose();
        socket = null;
    }

    private async Task SendAllAsync(byte[] request, CancellationToken cancellationToken)
    {
        for (var sent = 0; sent < request.Length; )
        {
            sent += await socket!.SendAsync(request.AsMemory(sent), cancellationToken);
        }
    }

    private async Task<RawAnswer> ReadAsync(CancellationToken cancellationToken)
    {
        var status = int.Parse((await LineAsync(cancellationToken)).AsSpan(9, 3), CultureInfo.InvariantCulture);
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        for (string line; (line = await LineAsync(cancellationToken)).Length > 0; )
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }
        using var body = new MemoryStream();
        if (headers.ContainsKey("Transfer-Encoding"))
        {
            while (
                int.Parse(await LineAsync(cancellationToken), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
                    is > 0
                        and var size
            )
            {
                await TakeAsync(size, body, cancellationToken);
                await LineAsync(cancellationToken);
            }
            await LineAsync(cancellationToken);
        }
        else if (headers.TryGetValue("Content-Length", out var length))
        {
            await TakeAsync(int.Parse(length, CultureInfo.InvariantCulture), body, cancellationToken);
        }
        return new(status, headers, Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length));
    }

    private async Task<string> LineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (true)
        {
            var found = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            var take = found < 0 ? end - start : found + 1;
            line.Append(Encoding.Latin1.GetString(buffer, start, take));
            start += take;
            if (found >= 0)
            {
                return line.ToString().TrimEnd('\r', '\n');
            }
            await FillAsync(cancellationToken);
        }
    }

    private async Task TakeAsync(int count, MemoryStream to, CancellationToken cancellationToken)
    {
        while (count > 0)
        {
            if (start == end)
            {
                await FillAsync(cancellationToken);
            }
            var take = Math.Min(count, end - start);
            to.Write(buffer, start, take);
            start += take;
            count -= take;
        }
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        (start, end) = (0, await socket!.ReceiveAsync(buffer, cancellationToken));
        if (end == 0)
        {
            throw new EndOfStreamException();
        }
    }
}

/// <summary>An answer; status 0 when the server closed instead.</summary>
internal sealed record RawAnswer(int Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public static RawAnswer Closed { get; } = new(0, new Dictionary<string, string>(), "");

    public bool Closes => Headers.GetValueOrDefault("Connection") == "close";

    public string MediaType => (Headers.GetValueOrDefault("Content-Type") ?? "").Split(';')[0];
}
