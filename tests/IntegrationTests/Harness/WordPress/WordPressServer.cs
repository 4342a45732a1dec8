using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AiWebBuilder.IntegrationTests.Harness.WordPress;

/// <summary>One of the two sites, with the application passwords of its users: admin, editor, author, subscriber, and a writer of pages without <c>unfiltered_html</c>.</summary>
internal sealed record WordPressSite(string Url, IReadOnlyDictionary<string, string> Passwords)
{
    /// <summary>As the API takes them.</summary>
    public object CredentialsOf(string user) =>
        new
        {
            siteUrl = Url,
            username = user,
            applicationPassword = Passwords[user],
        };

    /// <summary>A client of the site's API, as this user.</summary>
    /// <param name="path">As documented, with its query: <c>wp/v2/pages?per_page=1</c>.</param>
    public async Task<JsonNode?> SendAsync(HttpMethod method, string path, object? body = null, string user = "admin")
    {
        using var client = new HttpClient();
        var route = Uri.EscapeDataString("/" + path.Split('?')[0]);
        var query = path.Contains('?', StringComparison.Ordinal) ? "&" + path.Split('?')[1] : "";
        using var request = new HttpRequestMessage(method, $"{Url}/index.php?rest_route={route}{query}");
        request.Headers.Authorization = new(
            "Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{Passwords[user]}"))
        );
        if (body is not null)
        {
            request.Content = System.Net.Http.Json.JsonContent.Create(body);
        }
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue($"{method} {path}: {text}");
        return JsonNode.Parse(text);
    }

    /// <summary>Somebody writes a page there.</summary>
    /// <param name="kind"><c>pages</c> or <c>posts</c>.</param>
    /// <returns>As the editor has it.</returns>
    public async Task<JsonNode> MadeAsync(string kind, string title, string content, string status)
    {
        var made = await SendAsync(
            HttpMethod.Post,
            $"wp/v2/{kind}",
            new
            {
                title,
                content,
                status,
            }
        );
        return (await SendAsync(HttpMethod.Get, $"wp/v2/{kind}/{made!["id"]}?context=edit"))!;
    }
}

/// <summary>
/// The distribution's WordPress on a database of its own (start.sh beside this file): started once a run, by the first test that asks for it.
/// It ends with the process that started it.
/// </summary>
internal sealed class WordPressServer
{
    private static readonly Lazy<Task<WordPressServer>> Started = new(StartAsync);

    private readonly Process script;

    private WordPressServer(Process script, WordPressSite pretty, WordPressSite plain) =>
        (this.script, Pretty, Plain) = (script, pretty, plain);

    /// <summary>With the API below <c>/wp-json/</c>.</summary>
    public WordPressSite Pretty { get; }

    /// <summary>With the API behind <c>?rest_route=</c>.</summary>
    public WordPressSite Plain { get; }

    /// <exception cref="InvalidOperationException">It is not installed, or does not start: the run must fail.</exception>
    public static Task<WordPressServer> GetAsync()
    {
        if (!File.Exists("/usr/share/wordpress/wp-load.php") && !File.Exists("/etc/debian_version"))
        {
            Assert.Ignore("This test is on Debian's WordPress, and this machine has none.");
        }
        return Started.Value;
    }

    public static async Task StopAsync()
    {
        if (Started.IsValueCreated)
        {
            var server = await Started.Value;
            server.script.StandardInput.Close();
            await server.script.WaitForExitAsync();
            server.script.Dispose();
        }
    }

    private static async Task<WordPressServer> StartAsync()
    {
        var start = new ProcessStartInfo(
            "bash",
            [
                Path.Combine(AppContext.BaseDirectory, "Harness", "WordPress", "start.sh"),
                FreePort().ToString(CultureInfo.InvariantCulture),
            ]
        )
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        StringBuilder errors = new();
        process.ErrorDataReceived += (_, line) => errors.AppendLine(line.Data);
        process.BeginErrorReadLine();
        List<WordPressSite> sites = [];
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line == "ready")
            {
                return new WordPressServer(process, sites[0], sites[1]);
            }
            if (line.StartsWith('{'))
            {
                sites.Add(JsonSerializer.Deserialize<WordPressSite>(line, JsonSerializerOptions.Web)!);
            }
        }
        await process.WaitForExitAsync();
        throw new InvalidOperationException(
            $"WordPress does not start. It needs what ./dev test installs under Debian. It said: {errors}"
        );
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
