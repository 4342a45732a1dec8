using System.Net.Sockets;

namespace AiWebBuilder.IntegrationTests.Harness;

/// <summary>Finds the Docker engine and tells Testcontainers what it does not find out by itself.</summary>
internal static class DockerEngine
{
    /// <summary>Testcontainers asks for this API version, and engines before Docker 25 refuse it.</summary>
    private static readonly Version s_clientApi = new(1, 44);

    /// <summary>True when DOCKER_HOST names an engine that is not a socket on this machine.</summary>
    public static bool IsRemote =>
        Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } host
        && !host.StartsWith("unix://", StringComparison.Ordinal);

    /// <summary>The socket on which an engine accepts connections, or null.</summary>
    public static string? FindSocket()
    {
        if (IsRemote)
        {
            return null;
        }

        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var runtime = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
        string?[] candidates = Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } host
            ? [host["unix://".Length..]]
            :
            [
                "/var/run/docker.sock",
                Path.Combine(home, ".docker", "run", "docker.sock"),
                runtime is null ? null : Path.Combine(runtime, "docker.sock"),
            ];
        return candidates.FirstOrDefault(path => path is not null && Accepts(path));
    }

    /// <summary>Sets what the caller has not set; must run before Testcontainers is first used.</summary>
    public static async Task ConfigureTestcontainersAsync(CancellationToken cancellationToken)
    {
        // The clean-up container is an image of its own, which needs a registry; the run disposes its one container.
        SetDefault("TESTCONTAINERS_RYUK_DISABLED", "true");
        if (FindSocket() is not { } socket)
        {
            return;
        }

        // "localhost" may mean ::1 first, where an engine without ip6tables publishes nothing.
        SetDefault("TESTCONTAINERS_HOST_OVERRIDE", "127.0.0.1");
        if (await ReadApiVersionAsync(socket, cancellationToken) is { } version && version < s_clientApi)
        {
            SetDefault("DOCKER_API_VERSION", version.ToString());
        }
    }

    private static async Task<Version?> ReadApiVersionAsync(string socket, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, token) =>
            {
                var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), token);
                    return new NetworkStream(connection, ownsSocket: true);
                }
                catch
                {
                    connection.Dispose();
                    throw;
                }
            },
        };
        using var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(10) };
        using var response = await client.GetAsync(new Uri("http://docker/_ping"), cancellationToken);
        return
            response.Headers.TryGetValues("Api-Version", out var values)
            && Version.TryParse(values.First(), out var version)
            ? version
            : null;
    }

    private static bool Accepts(string path)
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static void SetDefault(string name, string value)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name)))
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }
}
