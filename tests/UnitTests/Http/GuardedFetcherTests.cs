using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using AiWebBuilder.Infrastructure.Http;
using Microsoft.Extensions.Options;

namespace AiWebBuilder.UnitTests.Http;

/// <summary>What strangers' servers answer, and what becomes of it.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class GuardedFetcherTests
{
    private readonly OutgoingOptions outgoing = new() { AllowLoopback = true };
    private PublicOnly connections = null!;
    private GuardedFetcher fetcher = null!;
    private HttpListener server = null!;
    private int port;

    [SetUp]
    public void Start()
    {
        outgoing.AllowLoopback = true;
        connections = new PublicOnly(Options.Create(outgoing));
        fetcher = new GuardedFetcher(connections, Options.Create(outgoing));
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            port = ((IPEndPoint)free.LocalEndpoint).Port;
        }
        server = new HttpListener();
        server.Prefixes.Add($"http://localhost:{port}/");
        server.Prefixes.Add($"http://127.0.0.1:{port}/");
        server.Start();
    }

    [TearDown]
    public void Stop()
    {
        server.Close();
        fetcher.Dispose();
        connections.Dispose();
    }

    [Test]
    public async Task Credentials_go_to_whom_they_are_for_and_not_to_whom_that_one_redirects_even_when_the_way_leads_back()
    {
        var seen = new List<string?>();
        Serve(context =>
        {
            seen.Add($"{context.Request.Url!.Host} {context.Request.Headers["Authorization"]}");
            (string Host, string Path)? next = context.Request.Url.AbsolutePath switch
            {
                "/" => ("localhost", "/same"),
                "/same" => ("127.0.0.1", "/other"),
                "/other" => ("localhost", "/back"),
                _ => null,
            };
            if (next is var (host, path))
            {
                context.Response.Redirect($"http://{host}:{port}{path}");
            }
        });
        var answer = await fetcher.FetchAsync(
            At("/") with
            {
                Credentials = new Dictionary<string, string> { ["Authorization"] = "Bearer x" },
            },
            CancellationToken.None
        );
        answer.Address.AbsolutePath.ShouldBe("/back");
        seen.ShouldBe(["localhost Bearer x", "localhost Bearer x", "127.0.0.1 ", "localhost "]);
    }

    [Test]
    public async Task A_sixth_redirect_is_not_followed_and_what_is_written_is_not_sent_on()
    {
        Serve(context => context.Response.Redirect($"http://localhost:{port}/on"));
        await ShouldFailAsync(At("/"), FetchFailure.TooManyRedirects);
        (
            await fetcher.FetchAsync(At("/") with { Method = HttpMethod.Post, Body = [] }, CancellationToken.None)
        ).Status.ShouldBe(HttpStatusCode.Found);
    }

    [TestCase("http://10.0.0.1/")]
    [TestCase("http://169.254.169.254/latest/meta-data/")]
    [TestCase("file:///etc/passwd")]
    [TestCase("ftp://example.org/")]
    [TestCase("http://user:word@localhost/")]
    public async Task A_redirect_into_a_private_network_or_out_of_the_web_is_refused(string target)
    {
        Serve(context =>
        {
            context.Response.StatusCode = 302;
            context.Response.AddHeader("Location", target);
        });
        await ShouldFailAsync(At("/"), FetchFailure.Refused);
    }

    [Test]
    public async Task Without_leave_this_machine_is_no_place_to_go_to()
    {
        outgoing.AllowLoopback = false;
        using var strict = new PublicOnly(Options.Create(outgoing));
        using var fetches = new GuardedFetcher(strict, Options.Create(outgoing));
        var refused = await Should.ThrowAsync<FetchException>(() =>
            fetches.FetchAsync(At("/"), CancellationToken.None)
        );
        refused.Failure.ShouldBe(FetchFailure.Refused);
    }

    [Test]
    public async Task Credentials_never_go_in_the_clear()
    {
        var withCredentials = new FetchRequest(new Uri("http://example.org/"))
        {
            Credentials = new Dictionary<string, string> { ["Authorization"] = "Bearer x" },
        };
        await ShouldFailAsync(withCredentials, FetchFailure.Insecure);
    }

    [Test]
    public async Task What_unpacks_to_more_than_is_wanted_is_not_taken()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            await gzip.WriteAsync(new byte[4 * 1024 * 1024]);
        }
        packed.Length.ShouldBeLessThan(100_000);
        Serve(context =>
        {
            context.Response.AddHeader("Content-Encoding", "gzip");
            context.Response.OutputStream.Write(packed.ToArray());
        });
        await ShouldFailAsync(At("/") with { MaxBytes = 1024 * 1024 }, FetchFailure.TooLarge);
        (await fetcher.FetchAsync(At("/"), CancellationToken.None)).Body.Length.ShouldBe(4 * 1024 * 1024);
    }

    [Test]
    public async Task A_slow_drip_ends_when_the_time_is_up()
    {
        var never = new TaskCompletionSource();
        Serve(async context =>
        {
            context.Response.SendChunked = true;
            context.Response.OutputStream.Write("<html>"u8);
            await context.Response.OutputStream.FlushAsync();
            await never.Task;
        });
        await ShouldFailAsync(At("/") with { Patience = TimeSpan.FromMilliseconds(300) }, FetchFailure.TooSlow);
        never.SetResult();
    }

    [Test]
    public async Task Names_that_are_not_known_and_ports_that_are_not_open_are_told_apart()
    {
        server.Close();
        await ShouldFailAsync(At("/"), FetchFailure.Unreachable);
        await ShouldFailAsync(new FetchRequest(new Uri("https://nowhere.invalid/")), FetchFailure.Unresolved);
    }

    [TestCase("text/html; charset=iso-8859-1", "caf\u00e9 \u20ac", 1252, "")]
    [TestCase("text/html; charset=utf-8", "caf\u00e9", 65001, "")]
    [TestCase("text/html", "caf\u00e9", 1252, "<meta charset='windows-1252'>")]
    [TestCase("text/html; charset=no-such", "caf\u00e9", 65001, "")]
    [TestCase("text/html", "caf\u00e9", 65001, "<meta charset=utf-16>")]
    [TestCase("text/html; charset=utf-7", "caf\u00e9", 65001, "")]
    public async Task Text_is_read_in_the_charset_that_it_is_in(
        string type,
        string text,
        int codePage,
        string beginning
    )
    {
        var encoding = codePage == 65001 ? Encoding.UTF8 : CodePagesEncodingProvider.Instance.GetEncoding(codePage)!;
        Serve(context =>
        {
            context.Response.ContentType = type;
            context.Response.OutputStream.Write(encoding.GetBytes(beginning + text));
        });
        (await fetcher.FetchAsync(At("/"), CancellationToken.None)).Text().ShouldBe(beginning + text);
    }

    private FetchRequest At(string path) => new(new Uri($"http://localhost:{port}{path}"));

    private async Task ShouldFailAsync(FetchRequest request, FetchFailure failure) =>
        (
            await Should.ThrowAsync<FetchException>(() => fetcher.FetchAsync(request, CancellationToken.None))
        ).Failure.ShouldBe(failure);

    private void Serve(Action<HttpListenerContext> answer) =>
        Serve(context =>
        {
            answer(context);
            return Task.CompletedTask;
        });

    private void Serve(Func<HttpListenerContext, Task> answer) =>
        _ = Task.Run(async () =>
        {
            while (server.IsListening)
            {
                try
                {
                    var context = await server.GetContextAsync();
                    await answer(context);
                    context.Response.Close();
                }
                catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException or IOException)
                {
                    // The test is over, or the client has gone.
                }
            }
        });
}
