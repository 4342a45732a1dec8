using Microsoft.Extensions.Caching.Memory;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AiWebBuilder.Api.Http.Security;

/// <summary>
/// Checks an access token's signature once, not at each request: ES256 costs more than reading a campaign does. A token that
/// was found good stays so until it expires; one that was not is checked again.
/// </summary>
internal sealed class CheckedTokens(TimeProvider time) : JsonWebTokenHandler, IDisposable
{
    private const int MaxTokens = 10_000;

    private readonly MemoryCache good = new(new MemoryCacheOptions { SizeLimit = MaxTokens });

    public override async Task<TokenValidationResult> ValidateTokenAsync(
        string token,
        TokenValidationParameters validationParameters
    )
    {
        if (
            good.TryGetValue(token, out TokenValidationResult? known)
            && known!.SecurityToken.ValidTo > time.GetUtcNow().UtcDateTime
        )
        {
            return known;
        }
        var result = await base.ValidateTokenAsync(token, validationParameters);
        if (result.IsValid)
        {
            good.Set(
                token,
                result,
                new MemoryCacheEntryOptions
                {
                    Size = 1,
                    AbsoluteExpiration = new DateTimeOffset(result.SecurityToken.ValidTo, TimeSpan.Zero),
                }
            );
        }
        return result;
    }

    /// <summary>The library's own rule, by the host's clock instead of the machine's: whoever issues a token looks at that one too.</summary>
    /// <returns>Also false of a token that never expires.</returns>
    public bool IsInTime(
        DateTime? notBefore,
        DateTime? expires,
        SecurityToken token,
        TokenValidationParameters validationParameters
    )
    {
        var now = time.GetUtcNow().UtcDateTime;
        var skew = validationParameters.ClockSkew;
        return expires is { } end
            && end >= now - skew
            && (notBefore is not { } begin || begin <= end && begin <= now + skew);
    }

    public void Dispose() => good.Dispose();
}
