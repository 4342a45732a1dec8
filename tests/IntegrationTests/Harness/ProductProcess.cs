using System.Collections.Concurrent;
using System.Diagnostics;

namespace AiWebBuilder.IntegrationTests.Harness;

/// <summary>The built program as a process of its own, which can be killed as the kernel kills.</summary>
internal sealed class ProductProcess : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";

    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();
    private readonly TaskCompletionSource<string> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ProductProcess(ProcessStartInfo start)
    {
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
    }

    /// <summary>Where <c>serve</c> listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Starts a command on the host's database and waits until it is ready.</summary>
    /// <param name="database">Its tokens are good in the process.</param>
    /// <param name="command"><c>serve</c> or <c>worker</c>.</param>
    /// <param name="settings">Environment variables.</param>
    public static async Task<ProductProcess> StartAsync(
        Host database,
        string command,
        params (string Name, string Value)[] settings
    )
    {
        var product = Begin(database, [command], settings);
        var ended = product.process.WaitForExitAsync();
        using var patience = new CancellationTokenSource(Eventually.Patience);
        var first = await Task.WhenAny(product.ready.Task, ended, Task.Delay(Timeout.Infinite, patience.Token));
        first.ShouldBe(product.ready.Task, string.Join('\n', product.lines));
        if (await product.ready.Task is { Length: > 0 } address)
        {
            product.Address = new Uri(address);
        }
        return product;
    }

    /// <summary>Starts a command that has an end, to be killed before it.</summary>
    public static ProductProcess Begin(Host database, string[] command, params (string Name, string Value)[] settings)
    {
        var product = new ProductProcess(StartInfo(database, command, settings));
        product.process.Start();
        product.process.BeginOutputReadLine();
        product.process.BeginErrorReadLine();
        return product;
    }

    /// <summary>Runs a command to its end.</summary>
    /// <returns>Its exit code, and all that it has said.</returns>
    public static async Task<(int Code, string Output)> RunAsync(
        Host database,
        string[] command,
        params (string Name, string Value)[] settings
    )
    {
        using var run = Process.Start(StartInfo(database, command, settings))!;
        var (output, errors) = (run.StandardOutput.ReadToEndAsync(), run.StandardError.ReadToEndAsync());
        await run.WaitForExitAsync();
        return (run.ExitCode, await output + await errors);
    }

    private static ProcessStartInfo StartInfo(Host database, string[] command, (string Name, string Value)[] settings)
    {
        var program = Path.Combine(TestContext.CurrentContext.TestDirectory, "AiWebBuilder.Api.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. command])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        (string Name, string Value)[] all =
        [
            ("ASPNETCORE_ENVIRONMENT", "Testing"),
            ("ASPNETCORE_URLS", "http://127.0.0.1:0"),
            ("ConnectionStrings__Postgres", database.Owner),
            ("Tokens__SigningKeyPath", database.KeyPath),
            ("Passwords__Cost", "4"),
            ("Mail__Folder", database.MailFolder),
            ("RateLimits__IngestionPerMinute", "1000000"),
            .. settings,
        ];
        foreach (var (name, value) in all)
        {
            start.Environment[name] = value;
        }
        return start;
    }

    /// <summary>A client of a server, signed in as a new account's owner.</summary>
    public Task<HttpClient> SignedInAsync() => new HttpClient { BaseAddress = Address }.SignInAsync();

    /// <summary>The same person at another server.</summary>
    public HttpClient SignedInLike(HttpClient other)
    {
        var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = other.DefaultRequestHeaders.Authorization;
        return client;
    }

    /// <summary>kill -9: no code of the process runs any more.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await KillAsync();
        }
        process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }
        lines.Enqueue(line);
        var place = line.IndexOf(Listening, StringComparison.Ordinal);
        if (place >= 0)
        {
            ready.TrySetResult(line[(place + Listening.Length)..]);
        }
        else if (line.StartsWith("The worker is ready", StringComparison.Ordinal))
        {
            ready.TrySetResult("");
        }
    }
}
