namespace AiWebBuilder.Infrastructure.Http;

/// <summary>What to fetch, and how much of it.</summary>
internal sealed record FetchRequest(Uri Address)
{
    private static readonly Dictionary<string, string> None = [];

    public HttpMethod Method { get; init; } = HttpMethod.Get;

    public IReadOnlyDictionary<string, string> Headers { get; init; } = None;

    /// <summary>Headers for whom <see cref="Address"/> names, and for nobody that it redirects to.</summary>
    public IReadOnlyDictionary<string, string> Credentials { get; init; } = None;

    public byte[]? Body { get; init; }

    public string ContentType { get; init; } = "application/json";

    /// <summary>Of the answer, decompressed.</summary>
    public int MaxBytes { get; init; } = 5 * 1024 * 1024;

    /// <summary>From the first look-up to the last byte.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(15);
}

/// <summary>Why nothing was fetched.</summary>
internal enum FetchFailure
{
    /// <summary>Into a private network, or no plain address of the web.</summary>
    Refused,

    /// <summary>Credentials would have gone in the clear.</summary>
    Insecure,
    Unresolved,
    Unreachable,
    Untrusted,
    TooLarge,
    TooSlow,
    TooManyRedirects,
    Unreadable,
}
