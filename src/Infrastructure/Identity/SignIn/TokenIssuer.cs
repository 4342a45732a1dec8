using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity;
using AiWebBuilder.Application.Identity.Contracts;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AiWebBuilder.Infrastructure.Identity.SignIn;

/// <summary>
/// Access tokens are ES256 JWTs. A refresh token is session and counter, signed, so that a wrong one is refused
/// without a look at the database, and the same counter always gives the same token.
/// </summary>
public sealed class TokenIssuer : ITokenIssuer, IDerivedKeys, IDisposable
{
    private const int RefreshLength = 16 + 4;

    private readonly TokenOptions options;
    private readonly TimeProvider time;
    private readonly ECDsa key;
    private readonly byte[] refreshKey;
    private readonly SigningCredentials credentials;
    private readonly JsonWebTokenHandler handler = new();

    public TokenIssuer(IOptions<TokenOptions> options, TimeProvider time)
    {
        this.options = options.Value;
        this.time = time;
        key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(this.options.SigningKeyPath));
        SigningKey = new ECDsaSecurityKey(key)
        {
            KeyId = KeyIdOf(key),
            // Its own: the default one remembers keys by id for the whole process, also after their issuer is disposed.
            CryptoProviderFactory = new CryptoProviderFactory(),
        };
        credentials = new SigningCredentials(SigningKey, SecurityAlgorithms.EcdsaSha256);
        refreshKey = DeriveKey("aiwebbuilder refresh tokens v1"u8);
    }

    /// <summary>What access tokens are checked with.</summary>
    public ECDsaSecurityKey SigningKey { get; }

    public (string Token, int ExpiresIn) IssueAccessToken(
        Guid userId,
        Guid accountId,
        Guid sessionId,
        AccessGrant? grant = null
    )
    {
        grant ??= new AccessGrant();
        var now = time.GetUtcNow().UtcDateTime;
        var token = handler.CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = options.Issuer,
                Audience = options.Audience,
                TokenType = "at+jwt",
                IssuedAt = now,
                NotBefore = now,
                Expires = now.AddSeconds(options.AccessTokenSeconds),
                SigningCredentials = credentials,
                Claims = new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["sub"] = userId.ToString(),
                    ["acc"] = accountId.ToString(),
                    ["sid"] = sessionId.ToString(),
                    ["rol"] = grant.Role,
                    ["adm"] = grant.IsPlatformAdmin ? "yes" : "no",
                    ["ver"] = grant.Version,
                },
            }
        );
        return (token, options.AccessTokenSeconds);
    }

    public string IssueRefreshToken(Guid sessionId, int counter)
    {
        Span<byte> content = stackalloc byte[RefreshLength];
        sessionId.TryWriteBytes(content);
        BinaryPrimitives.WriteInt32BigEndian(content[16..], counter);
        return SignedToken.Make(refreshKey, content);
    }

    public (Guid SessionId, int Counter)? ReadRefreshToken(string token) =>
        SignedToken.Read(refreshKey, token) is { Length: RefreshLength } content
            ? (new Guid(content[..16]), BinaryPrimitives.ReadInt32BigEndian(content.AsSpan(16)))
            : null;

    public byte[] DeriveKey(ReadOnlySpan<byte> purpose)
    {
        var derived = new byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key.ExportECPrivateKey(), derived, salt: [], purpose);
        return derived;
    }

    public void Dispose() => key.Dispose();

    private static string KeyIdOf(ECDsa key) =>
        Base64Url.EncodeToString(SHA256.HashData(key.ExportSubjectPublicKeyInfo()).AsSpan(0, 9));
}
