using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AiWebBuilder.IntegrationTests.Http;

/// <summary>The server below the application: bytes on a socket. It refuses or closes, and goes on serving others.</summary>
internal sealed partial class ProtocolAttackTests
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);

    private WebApplicationFactory<Program> node = null!;
    private IPEndPoint address = null!;

    [OneTimeSetUp]
    public void Start()
    {
        // The product's limits, but for the time that they let pass.
        node = App.Current.WithWebHostBuilder(builder =>
            builder.ConfigureTestServices(services =>
                services.PostConfigure<KestrelServerOptions>(kestrel =>
                {
                    kestrel.Limits.RequestHeadersTimeout = Short;
                    kestrel.Limits.KeepAliveTimeout = Short;
                    kestrel.Limits.MinRequestBodyDataRate = new(
                        kestrel.Limits.MinRequestBodyDataRate!.BytesPerSecond,
                        TimeSpan.FromSeconds(1.5)
                    );
                })
            )
        );
        node.UseKestrel(0);
        node.StartServer();
        address = new IPEndPoint(IPAddress.Loopback, node.ClientOptions.BaseAddress.Port);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await node.DisposeAsync();

    [Test]
    public async Task No_malformed_request_is_carried_out_or_fails_the_server()
    {
        var attacks = ProtocolAttacks.All;
        attacks.Count.ShouldBeGreaterThanOrEqualTo(120);
        attacks.Select(attack => attack.Name).ShouldBeUnique();
        var answers = new (string Name, int[] Statuses, string Text)[attacks.Count];

        await Parallel.ForEachAsync(
            Enumerable.Range(0, attacks.Count),
            new ParallelOptions { MaxDegreeOfParallelism = 32 },
            async (place, stop) =>
            {
                var (name, bytes) = attacks[place];
                var text = await SendAsync(bytes, stop);
                answers[place] = (name, StatusesIn(text), text);
            }
        );

        var counts = answers
            .GroupBy(answer => answer.Statuses is [] ? "closed" : string.Join(" then ", answer.Statuses))
            .OrderByDescending(same => same.Count());
        TestContext.Out.WriteLine(
            $"{answers.Length} attacks: {string.Join(", ", counts.Select(same => $"{same.Count()} x {same.Key}"))}"
        );
        var bad = answers.Where(answer =>
            // 505 is the refusal of a version, and nothing else of its hundred is one.
            answer.Statuses.Any(status => status is (>= 200 and < 400) or (>= 500 and not 505))
            || answer.Text.Contains("\nServer:", StringComparison.OrdinalIgnoreCase)
            || answer.Text.Contains("   at ", StringComparison.Ordinal)
        );
        string.Join('\n', bad.Select(answer => $"{answer.Name}: {answer.Text}")).ShouldBeEmpty();
        answers.Count(answer => answer.Statuses is not []).ShouldBeGreaterThan(60, "most are told what is wrong");
        (
            await SendAsync("GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8.ToArray())
        ).ShouldStartWith("HTTP/1.1 200");
    }

    [TestCase("/e", "text/plain")]
    [TestCase("/p/nothing/submissions", "application/x-www-form-urlencoded")]
    [TestCase("/v1/auth/login", "application/json")]
    public async Task A_body_that_drips_is_given_up(string path, string type)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address);
        var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {type}\r\nContent-Length: 16000\r\n\r\n"
            )
        );
        var reading = ReadToEndAsync(stream);
        // A thousand bytes a second, four times what the framework is content with: all would be there after 16 s.
        var drop = Encoding.ASCII.GetBytes(new string(' ', 100));
        while (!reading.IsCompleted)
        {
            try
            {
                await stream.WriteAsync(drop);
                await reading.WaitAsync(TimeSpan.FromMilliseconds(100));
            }
            catch (Exception goesOn) when (goesOn is TimeoutException or IOException)
            {
                // Not yet, or the server has closed.
            }
        }

        var answer = await reading;
        StatusesIn(answer).ShouldBe([408], answer);
        answer.ShouldContain("request.too_slow");
    }

    [Test]
    public void What_a_stranger_may_send_is_there_after_eight_seconds()
    {
        var rate = App
            .Current.Services.GetRequiredService<IOptions<KestrelServerOptions>>()
            .Value.Limits.MinRequestBodyDataRate!;
        (rate.BytesPerSecond * 8).ShouldBeGreaterThanOrEqualTo(32 * 1024);
        rate.GracePeriod.ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(8));
    }

    [Test]
    public async Task The_server_answers_others_while_many_connections_say_nothing()
    {
        List<TcpClient> silent = [];
        try
        {
            for (var i = 0; i < 200; i++)
            {
                var client = new TcpClient();
                silent.Add(client);
                await client.ConnectAsync(address);
                await client.GetStream().WriteAsync("GET /health/live HTTP/1.1\r\nHos"u8.ToArray());
            }
            (
                await SendAsync("GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8.ToArray())
            ).ShouldStartWith("HTTP/1.1 200");
            // The header's time runs out for all of them: the last one is told, or cut.
            StatusesIn(await ReadToEndAsync(silent[^1].GetStream())).ShouldBeSubsetOf([408]);
        }
        finally
        {
            silent.ForEach(client => client.Dispose());
        }
    }

    private async Task<string> SendAsync(byte[] bytes, CancellationToken cancellationToken = default)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address, cancellationToken);
        var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(bytes, cancellationToken);
        }
        catch (IOException)
        {
            // The server may close before it has heard all.
        }
        return await ReadToEndAsync(stream);
    }

    /// <summary>What comes until the server closes, which it must do on its own.</summary>
    private static async Task<string> ReadToEndAsync(NetworkStream stream)
    {
        using var patience = new CancellationTokenSource(Eventually.Patience);
        var text = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            for (int read; (read = await stream.ReadAsync(buffer, patience.Token)) > 0; )
            {
                text.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
        }
        catch (IOException)
        {
            // Reset: closed, too.
        }
        return text.ToString();
    }

    private static int[] StatusesIn(string text) =>
        [
            .. StatusLine()
                .Matches(text)
                .Select(match => int.Parse(match.Groups["status"].ValueSpan, CultureInfo.InvariantCulture)),
        ];

    [GeneratedRegex(@"HTTP/1\.1 (?<status>\d{3})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex StatusLine();
}
