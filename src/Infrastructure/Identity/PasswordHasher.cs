using AiWebBuilder.Application.Identity;
using AiWebBuilder.Domain.Common;
using Microsoft.Extensions.Options;
using Bcrypt = BCrypt.Net.BCrypt;

namespace AiWebBuilder.Infrastructure.Identity;

/// <summary>How costly a password hash is.</summary>
internal sealed class PasswordOptions
{
    public const string Section = "Passwords";

    /// <summary>Bcrypt's cost, the base-2 logarithm of its rounds; 12 takes about a third of a second.</summary>
    public int Cost { get; set; } = 12;
}

/// <summary>
/// Plain bcrypt reads 72 bytes and drops the rest, which 19 emoji already fill; the enhanced variant hashes with SHA-384
/// first. Hashing is bounded, because each takes a core for a third of a second.
/// </summary>
internal sealed class PasswordHasher(IOptions<PasswordOptions> options) : IPasswordHasher, IDisposable
{
    private const int AtOnce = 2;
    private const int Waiting = 32;

    private readonly SemaphoreSlim running = new(AtOnce);
    private readonly Lazy<string> nobodysHash = new(() =>
        Bcrypt.EnhancedHashPassword("nobody has this password", options.Value.Cost)
    );
    private int queued;

    public Task<string> HashAsync(string password, CancellationToken cancellationToken) =>
        BoundedAsync(() => Bcrypt.EnhancedHashPassword(password, options.Value.Cost), cancellationToken);

    public Task<bool> VerifyAsync(string password, string? hash, CancellationToken cancellationToken) =>
        BoundedAsync(
            () => Bcrypt.EnhancedVerify(password, hash ?? nobodysHash.Value) && hash is not null,
            cancellationToken
        );

    public void Dispose() => running.Dispose();

    private async Task<T> BoundedAsync<T>(Func<T> hashing, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref queued) > AtOnce + Waiting)
        {
            Interlocked.Decrement(ref queued);
            throw new DomainException(
                new Error(ErrorKind.TooManyRequests, "auth.busy", "Too many people sign in at this moment.")
            )
            {
                RetryAfter = TimeSpan.FromSeconds(5),
            };
        }
        try
        {
            await running.WaitAsync(cancellationToken);
            try
            {
                return await Task.Run(hashing, cancellationToken);
            }
            finally
            {
                running.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref queued);
        }
    }
}
