using System.Net;
using System.Net.Sockets;
using AiWebBuilder.Application.Common.Addresses;
using Microsoft.Extensions.Options;

namespace AiWebBuilder.Infrastructure.Http;

/// <summary>Where the server goes when somebody else names the address.</summary>
internal sealed class OutgoingOptions
{
    public const string Section = "Outgoing";

    /// <summary>For development and tests: this machine itself may be named, at any port and without TLS.</summary>
    public bool AllowLoopback { get; set; }
}

/// <summary>A name or address that leads into a network that is nobody's on the net. No further attempt ends otherwise.</summary>
internal sealed class AddressRefusedException(string message)
    : HttpRequestException(HttpRequestError.ConnectionError, message);

/// <summary>
/// Connections to addresses that accounts have named. Each is looked up once and made to exactly what was found and checked, so that
/// no second look-up can lead elsewhere. No proxy stands between, and no redirect is followed.
/// </summary>
internal sealed class PublicOnly : IOutgoingAddresses, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>
    /// IANA's registries of special-purpose addresses, and multicast. Of IPv6 nobody but 2000::/3 has addresses on the net, so that
    /// the rest is named as a whole: with it goes what carries an IPv4 address past this list (::/96, ::ffff:0:0:0/96, 64:ff9b:1::/48).
    /// </summary>
    private static readonly IPNetwork[] Denied =
    [
        .. (
            "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.31.196.0/24 "
            + "192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 "
            + "224.0.0.0/4 240.0.0.0/4 ::/3 2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20 4000::/2 8000::/1"
        )
            .Split(' ')
            .Select(IPNetwork.Parse),
    ];

    /// <summary>How a network that has IPv6 only names hosts that have IPv4 only (RFC 6052): as good as the address inside.</summary>
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    private readonly bool allowLoopback;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> lookUp;

    public PublicOnly(IOptions<OutgoingOptions> options)
        : this(options, Dns.GetHostAddressesAsync) { }

    /// <param name="lookUp">Finds the addresses of a name.</param>
    internal PublicOnly(IOptions<OutgoingOptions> options, Func<string, CancellationToken, Task<IPAddress[]>> lookUp)
    {
        this.lookUp = lookUp;
        allowLoopback = options.Value.AllowLoopback;
        Handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxResponseHeadersLength = 64,
            ConnectCallback = ConnectAsync,
        };
    }

    /// <summary>Shared by all who send to such addresses; it outlives their clients.</summary>
    public SocketsHttpHandler Handler { get; }

    /// <summary>Whether the address is somebody's on the net.</summary>
    public static bool IsPublic(IPAddress address)
    {
        var plain =
            address.IsIPv4MappedToIPv6 ? address.MapToIPv4()
            : Translated.Contains(address) ? new IPAddress(address.GetAddressBytes().AsSpan(12))
            : address;
        return !Denied.Any(network => network.Contains(plain));
    }

    public async Task<string?> ProblemOfAsync(string address, CancellationToken cancellationToken)
    {
        if (!WebAddresses.IsHttp(address))
        {
            return $"it is not an https address of at most {WebAddresses.MaxLength} ASCII characters without a name or a password.";
        }
        var uri = new Uri(address);
        if (uri.Fragment.Length > 0)
        {
            return "it holds a fragment.";
        }
        var found = await LookUpAsync(uri.IdnHost, cancellationToken);
        return uri.Scheme == "http" && !(allowLoopback && found.Length > 0 && found.All(IPAddress.IsLoopback))
            ? "it is none that begins with https://."
            : ProblemOf(found, uri.Port);
    }

    public void Dispose() => Handler.Dispose();

    private async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context,
        CancellationToken cancellationToken
    )
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var found = await ResolveAsync(host, cancellationToken);
        if (ProblemOf(found, port) is { } problem)
        {
            throw new AddressRefusedException(problem);
        }
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(found, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>One address inside is enough: which of them a connection would take is the attacker's choice.</summary>
    private string? ProblemOf(IPAddress[] found, int port)
    {
        if (allowLoopback && found.Length > 0 && found.All(IPAddress.IsLoopback))
        {
            return null;
        }
        return !found.All(IsPublic) ? "it leads into a private network."
            : port is not (80 or 443) ? "its port is neither 80 nor 443."
            : null;
    }

    /// <summary>Dns refuses to speak of 0.0.0.0, which leads to this machine all the same.</summary>
    private Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) =>
        IPAddress.TryParse(host, out var literal)
            ? Task.FromResult<IPAddress[]>([literal])
            : lookUp(host, cancellationToken);

    /// <returns>Nothing when the name cannot be looked up now.</returns>
    private async Task<IPAddress[]> LookUpAsync(string host, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            return await ResolveAsync(host, limit.Token);
        }
        catch (Exception failure)
            when (failure is SocketException or ArgumentException or OperationCanceledException
                && !cancellationToken.IsCancellationRequested
            )
        {
            return [];
        }
    }
}
