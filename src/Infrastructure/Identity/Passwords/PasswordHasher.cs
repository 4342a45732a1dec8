using System.Text;
using AiWebBuilder.Application.Identity;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;
using Microsoft.Extensions.Options;
using Bcrypt = BCrypt.Net.BCrypt;

namespace AiWebBuilder.Infrastructure.Identity.Passwords;

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

    // Nobody's: of the right form and cost, so that it takes as long to be refused, and nothing had to be hashed to make it.
    private readonly StoredPassword dummy = new(
        $"$2a${options.Value.Cost:00}${new string('.', 53)}",
        PasswordSchemes.Current
    );
    private int queued;

    /// <summary>More sign-ins than there is time for.</summary>
    internal static DomainException Busy() =>
        new(new Error(ErrorKind.TooManyRequests, "auth.busy", "Too many sign-ins right now: try again."))
        {
            RetryAfter = TimeSpan.FromSeconds(5),
        };

    public Task<string> HashAsync(string password, CancellationToken cancellationToken) =>
        BoundedAsync(() => Bcrypt.EnhancedHashPassword(Typed(password), options.Value.Cost), cancellationToken);

    public Task<bool> VerifyAsync(string password, StoredPassword? stored, CancellationToken cancellationToken) =>
        BoundedAsync(() => Fits(password, stored ?? dummy) && stored is not null, cancellationToken);

    public bool IsOutdated(StoredPassword stored) =>
        stored.Scheme != PasswordSchemes.Current || Bcrypt.PasswordNeedsRehash(stored.Hash, options.Value.Cost);

    public void Dispose() => running.Dispose();

    private static bool Fits(string password, StoredPassword stored) =>
        stored.Scheme == PasswordSchemes.Plain
            ? Bcrypt.Verify(password, stored.Hash)
            : Bcrypt.EnhancedVerify(Typed(password), stored.Hash);

    /// <summary>
    /// Form C, as RFC 8265 asks of passwords: one keyboard sends é as one character and another as two, and the person has typed
    /// the same. Not form KC, which would make different passwords equal.
    /// </summary>
    private static string Typed(string password) => password.Normalize(NormalizationForm.FormC);

    private async Task<T> BoundedAsync<T>(Func<T> hashing, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref queued) > AtOnce + Waiting)
        {
            Interlocked.Decrement(ref queued);
            throw Busy();
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
