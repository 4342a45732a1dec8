using AiWebBuilder.Infrastructure.Http;

namespace AiWebBuilder.Infrastructure.AiUsage.Providers;

/// <summary>The connections to providers, kept open from one call to the next.</summary>
internal sealed class ProviderConnections(PublicOnly strangers) : IDisposable
{
    /// <summary>To addresses that the operator has configured, wherever they are.</summary>
    public SocketsHttpHandler ToProviders { get; } =
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxResponseHeadersLength = 64,
        };

    /// <summary>To addresses that accounts have named.</summary>
    public SocketsHttpHandler ToStrangers => strangers.Handler;

    public void Dispose() => ToProviders.Dispose();
}
