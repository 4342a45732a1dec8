using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.Identity.ApiKeys;

/// <summary>A program's key to an account: less than its maker may do, until it expires or is revoked.</summary>
public sealed class ApiKey : AggregateRoot, ITenantOwned
{
    /// <summary>How many of an account are good at a time.</summary>
    public const int MaxActive = 50;

    private ApiKey() { }

    public Guid UserId { get; private init; }

    /// <summary>A key never outlives its maker's membership, nor may it do more than its maker.</summary>
    public Guid? CreatedBy { get; private init; }

    public string Name { get; private init; } = "";

    /// <summary>The key's beginning, which is no secret.</summary>
    public string Hint { get; private init; } = "";

    /// <summary>SHA-256. A slow hash would gain nothing: nobody guesses 160 random bits.</summary>
    public byte[] SecretHash { get; private init; } = [];

    public string[] Scopes { get; private init; } = [];

    public DateTimeOffset? ExpiresAt { get; private set; }

    public DateTimeOffset? LastUsedAt { get; private init; }

    public DateTimeOffset? RevokedAt { get; private set; }

    public Guid? ReplacedBy { get; private set; }

    public static ApiKey Make(
        Guid id,
        Guid accountId,
        Guid maker,
        string name,
        string hint,
        byte[] secretHash,
        IEnumerable<string> scopes,
        DateTimeOffset? expiresAt,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = id,
            UserId = accountId,
            CreatedBy = maker,
            Name = name,
            Hint = hint,
            SecretHash = secretHash,
            Scopes = [.. scopes],
            ExpiresAt = expiresAt,
            CreatedAt = now,
        };

    /// <summary>Makes the successor: the same rights, as long a life again. This one is good until the overlap is over.</summary>
    /// <exception cref="DomainException">Conflict: it is over, or was replaced before.</exception>
    public ApiKey ReplaceBy(Guid id, Guid maker, string hint, byte[] secretHash, TimeSpan overlap, DateTimeOffset now)
    {
        if (RevokedAt is not null || ExpiresAt <= now || ReplacedBy is not null)
        {
            throw new DomainException(ApiKeyErrors.NotActive);
        }
        var successor = Make(
            id,
            UserId,
            maker,
            Name,
            hint,
            secretHash,
            Scopes,
            ExpiresAt is { } end ? After(now, end - CreatedAt) : null,
            now
        );
        ReplacedBy = id;
        if (ExpiresAt is null || ExpiresAt > now + overlap)
        {
            ExpiresAt = now + overlap;
        }
        return successor;
    }

    /// <summary>A key that was made to last until the end of time does so again.</summary>
    private static DateTimeOffset After(DateTimeOffset now, TimeSpan life) =>
        life < DateTimeOffset.MaxValue - now ? now + life : DateTimeOffset.MaxValue;

    /// <summary>At once, on every node; again: nothing happens.</summary>
    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;
}
