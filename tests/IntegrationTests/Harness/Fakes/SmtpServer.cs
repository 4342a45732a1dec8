using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AiWebBuilder.IntegrationTests.Harness.Fakes;

/// <summary>
/// A mail server in the test's process (RFC 5321, with AUTH): strict in what it takes, and as unwilling as the test wants. What a
/// client does wrong, it finds in <see cref="Faults"/>.
/// </summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    /// <summary>What <see cref="Answer"/> is asked when a whole mail has come in.</summary>
    public const string EndOfMail = "<mail>";

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly string mechanism;
    private readonly Task accepting;

    private SmtpServer(string mechanism)
    {
        this.mechanism = mechanism;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>The answer to a command's line; null: as a willing server answers; empty: hangs up.</summary>
    public Func<string, string?> Answer { get; set; } = _ => null;

    /// <summary>All lines of commands, without the secrets that follow AUTH.</summary>
    public ConcurrentQueue<string> Commands { get; } = new();

    /// <summary>User and password of each sign-in.</summary>
    public ConcurrentQueue<(string User, string Password)> SignIns { get; } = new();

    /// <summary>Mails that were taken: the bytes as they were sent, without the dots that transport adds.</summary>
    public ConcurrentQueue<(string From, string To, byte[] Content)> Mails { get; } = new();

    public ConcurrentQueue<string> Faults { get; } = new();

    /// <param name="mechanism">The one way to sign in that it knows: PLAIN or LOGIN.</param>
    public static SmtpServer Start(string mechanism = "PLAIN") => new(mechanism);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await accepting;
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> sessions = [];
        try
        {
            while (true)
            {
                sessions.Add(ServeAsync(await listener.AcceptTcpClientAsync(stopping.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(sessions);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await new Session(this, client.GetStream()).RunAsync();
            }
            catch (Exception ended) when (ended is IOException or OperationCanceledException)
            {
                // The client has gone, or the test is over.
            }
        }
    }

    private sealed class Session(SmtpServer server, NetworkStream stream)
    {
        private readonly BufferedStream input = new(stream);
        private string? from;
        private string? to;

        public async Task RunAsync()
        {
            await SayAsync("220 mail.example ESMTP");
            while (await ReadLineAsync() is { } line)
            {
                var verb = line.Split(' ')[0].ToUpperInvariant();
                server.Commands.Enqueue(verb == "AUTH" ? string.Join(' ', line.Split(' ')[..2]) : line);
                if (server.Answer(line) is { } unwilling)
                {
                    if (unwilling.Length == 0)
                    {
                        return;
                    }
                    await SayAsync(unwilling);
                    continue;
                }
                switch (verb)
                {
                    case "EHLO":
                        await SayAsync($"250-mail.example\r\n250-8BITMIME\r\n250 AUTH {server.mechanism}");
                        break;
                    case "HELO":
                        await SayAsync("250 mail.example");
                        break;
                    case "AUTH":
                        await SignInAsync(line.Split(' '));
                        break;
                    case "MAIL":
                        (from, to) = (Address(line, "MAIL FROM:"), null);
                        await SayAsync("250 2.1.0 OK");
                        break;
                    case "RCPT" when from is not null:
                        to = Address(line, "RCPT TO:");
                        await SayAsync("250 2.1.5 OK");
                        break;
                    case "DATA" when to is not null:
                        if (!await TakeMailAsync())
                        {
                            return;
                        }
                        break;
                    case "RSET" or "NOOP":
                        await SayAsync("250 2.0.0 OK");
                        break;
                    case "QUIT":
                        await SayAsync("221 2.0.0 Bye");
                        return;
                    default:
                        server.Faults.Enqueue(line);
                        await SayAsync("503 5.5.1 Not now");
                        break;
                }
            }
        }

        private async Task SignInAsync(string[] words)
        {
            if (words[1] != server.mechanism)
            {
                server.Faults.Enqueue(string.Join(' ', words[..2]));
            }
            if (words[1] == "PLAIN")
            {
                var secret = words.Length > 2 ? Decode(words[2]) : await AskAsync("334 ");
                var parts = secret.Split('\0');
                server.SignIns.Enqueue((parts[1], parts[2]));
            }
            else
            {
                var user = words.Length > 2 ? Decode(words[2]) : await AskAsync("334 VXNlcm5hbWU6");
                server.SignIns.Enqueue((user, await AskAsync("334 UGFzc3dvcmQ6")));
            }
            await SayAsync("235 2.7.0 Welcome");

            async Task<string> AskAsync(string question)
            {
                await SayAsync(question);
                return Decode(await ReadLineAsync() ?? "");
            }

            static string Decode(string text) => Encoding.UTF8.GetString(Convert.FromBase64String(text));
        }

        /// <returns>False when the server hangs up on it.</returns>
        private async Task<bool> TakeMailAsync()
        {
            await SayAsync("354 Go on");
            using var content = new MemoryStream();
            while (await ReadLineAsync() is { } line)
            {
                if (line == ".")
                {
                    var unwilling = server.Answer(EndOfMail);
                    if (unwilling is null)
                    {
                        server.Mails.Enqueue((from!, to!, content.ToArray()));
                    }
                    if (unwilling is not "")
                    {
                        await SayAsync(unwilling ?? "250 2.0.0 Taken");
                    }
                    return unwilling is not "";
                }
                if (line.StartsWith('.') && !line.StartsWith("..", StringComparison.Ordinal))
                {
                    server.Faults.Enqueue($"a dot that was not doubled: {line}");
                }
                if (line.Length > 998)
                {
                    server.Faults.Enqueue($"a line of {line.Length} characters");
                }
                content.Write(Encoding.Latin1.GetBytes((line.StartsWith('.') ? line[1..] : line) + "\r\n"));
            }
            return false;
        }

        private string Address(string line, string before)
        {
            if (!line.StartsWith(before + "<", StringComparison.OrdinalIgnoreCase))
            {
                server.Faults.Enqueue(line);
            }
            return line[(before.Length + 1)..].Split('>')[0];
        }

        private async Task SayAsync(string answer) =>
            await stream.WriteAsync(Encoding.ASCII.GetBytes(answer + "\r\n"), server.stopping.Token);

        /// <summary>A line without its end, which must be CRLF; null when the client has gone.</summary>
        private async Task<string?> ReadLineAsync()
        {
            var line = new StringBuilder();
            var one = new byte[1];
            while (await input.ReadAsync(one, server.stopping.Token) == 1)
            {
                if (one[0] == '\n')
                {
                    if (line is not [.., '\r'])
                    {
                        server.Faults.Enqueue($"a line that ends without CR: {line}");
                        return line.ToString();
                    }
                    return line.ToString(0, line.Length - 1);
                }
                line.Append((char)one[0]);
            }
            return null;
        }
    }
}
