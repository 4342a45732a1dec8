using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace AiWebBuilder.IntegrationTests.Harness;

/// <summary>A clock that the test sets; timers run as ever.</summary>
internal sealed class TestClock : TimeProvider
{
    private long ticks = Now();

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);

    public void Advance(TimeSpan time) => Interlocked.Add(ref ticks, time.Ticks);

    /// <summary>Back to the present; tokens that were issued later than that are not valid yet.</summary>
    public void Reset() => Interlocked.Exchange(ref ticks, Now());

    private static long Now() => System.GetUtcNow().UtcTicks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond;
}

/// <summary>A database of its own, a stopped clock, and nodes that a caller meets from any network.</summary>
internal sealed partial class SignInNode : IAsyncDisposable
{
    public const string Password = "a long enough password";

    private readonly List<WebApplicationFactory<Program>> started = [];

    private SignInNode(Nodes nodes) => Nodes = nodes;

    public Nodes Nodes { get; }

    public TestClock Clock { get; } = new();

    /// <summary>A client of the first node, from no network.</summary>
    public HttpClient Client { get; private set; } = null!;

    public static async Task<SignInNode> StartAsync()
    {
        var node = new SignInNode(await Nodes.CreateAsync());
        node.Client = node.StartNode().CreateClient();
        return node;
    }

    /// <summary>One more node on the same database, with the same clock.</summary>
    public WebApplicationFactory<Program> StartNode(params (string Key, string Value)[] settings)
    {
        var node = Nodes.Start(
            services =>
            {
                services.AddSingleton<TimeProvider>(Clock);
                services.AddSingleton<IStartupFilter, ComesFrom>();
            },
            settings
        );
        started.Add(node);
        return node;
    }

    public static string NewEmail() => $"{RandomNumberGenerator.GetHexString(12, lowercase: true)}@example.com";

    /// <summary>A new account's answer: user, accessToken, refreshToken.</summary>
    public async Task<JsonNode> RegisterAsync(string email) =>
        await Answers.JsonAsync(
            await Client.PostAsJsonAsync(
                "/v1/auth/register",
                new
                {
                    email,
                    password = Password,
                    name = "Ana Example",
                }
            ),
            HttpStatusCode.Created
        );

    public static async Task<HttpResponseMessage> LogInAsync(
        HttpClient client,
        string email,
        string password = Password,
        string? totpCode = null,
        string? from = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/auth/login");
        request.Content = JsonContent.Create(
            new
            {
                email,
                password,
                totpCode,
            }
        );
        if (from is not null)
        {
            request.Headers.Add(ComesFrom.Header, from);
        }
        return await client.SendAsync(request);
    }

    /// <summary>A client that acts as whoever the answer is about.</summary>
    public HttpClient As(JsonNode signedIn)
    {
        var client = started[0].CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            signedIn["accessToken"]!.GetValue<string>()
        );
        return client;
    }

    /// <summary>Sends the request as that person.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        JsonNode person,
        HttpMethod method,
        string path,
        object? body = null
    )
    {
        using var client = As(person);
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : JsonContent.Create(body);
        return await client.SendAsync(request);
    }

    /// <summary>The mails to the address, oldest first, when all that were asked for have been dealt with.</summary>
    public async Task<IReadOnlyList<MimeMessage>> MailsToAsync(string email)
    {
        await Nodes.WaitUntilAsync(
            "select where not exists (select from job_queue where job_type = 'identity.mail' and status <> 'completed')"
        );
        List<MimeMessage> found = [];
        if (Directory.Exists(Nodes.Database.MailFolder))
        {
            foreach (
                var file in Directory.GetFiles(Nodes.Database.MailFolder, "*.eml").OrderBy(File.GetLastWriteTimeUtc)
            )
            {
                var mail = await MimeMessage.LoadAsync(file);
                if (mail.To.Mailboxes.Single().Address == email)
                {
                    found.Add(mail);
                }
            }
        }
        return found;
    }

    /// <summary>The token in the newest mail to the address.</summary>
    public async Task<string> TokenForAsync(string email)
    {
        var mail = (await MailsToAsync(email))[^1];
        return Tokens().Match(mail.TextBody!).Groups["token"].Value;
    }

    /// <summary>What the audit log holds of the person beside changes of rows, oldest first.</summary>
    public Task<List<string>> EventsOfAsync(JsonNode person) =>
        Nodes.Database.ListAsync<string>(
            $"""
            select action from audit_log where row_id = '{person["user"]![
                "id"
            ]}' and action not in ('insert', 'update', 'delete')
            order by created_at, id
            """
        );

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        foreach (var node in started)
        {
            await node.DisposeAsync();
        }
        await Nodes.DisposeAsync();
    }

    [GeneratedRegex("#token=(?<token>[A-Za-z0-9_-]{43})\\s", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tokens();

    /// <summary>The test server's clients have no network address: a header gives them one.</summary>
    private sealed class ComesFrom : IStartupFilter
    {
        public const string Header = "X-Test-From";

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
            app =>
            {
                app.Use(
                    (context, rest) =>
                    {
                        if (context.Request.Headers.TryGetValue(Header, out var address))
                        {
                            context.Connection.RemoteIpAddress = IPAddress.Parse(address.ToString());
                        }
                        return rest(context);
                    }
                );
                next(app);
            };
    }
}
