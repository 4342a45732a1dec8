using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using AiWebBuilder.Application.Identity;
using AiWebBuilder.Application.Identity.Contracts;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AiWebBuilder.Infrastructure.Identity.SignIn;

/// <summary>The keys that tokens are signed with; the same on every node.</summary>
public sealed class TokenOptions
{
    public const string Section = "Tokens";

    /// <summary>PEM file of an EC P-256 private key. In Development one is made under <c>.data/</c>.</summary>
    public string SigningKeyPath { get; set; } = "";

    public string Issuer { get; set; } = "aiwebbuilder";

    public string Audience { get; set; } = "aiwebbuilder-api";

    /// <summary>How long an access token is good, in seconds.</summary>
    public int AccessTokenSeconds { get; set; } = 600;
}

/// <summary>
/// Access tokens are ES256 JWTs. A refresh token is session, counter and an HMAC over both, so that a wrong one is refused
/// without a look at the database, and the same counter always gives the same token.
/// </summary>
public sealed class TokenIssuer : ITokenIssuer, IDerivedKeys, IDisposable
{
    private const int RefreshBytes = 16 + 4 + 32;

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
        refreshKey = HKDF.DeriveKey(
            HashAlgorithmName.SHA256,
            key.ExportECPrivateKey(),
            outputLength: 32,
            info: "aiwebbuilder refresh tokens v1"u8.ToArray()
        );
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
        Span<byte> token = stackalloc byte[RefreshBytes];
        sessionId.TryWriteBytes(token);
        BinaryPrimitives.WriteInt32BigEndian(token[16..], counter);
        HMACSHA256.HashData(refreshKey, token[..20], token[20..]);
        return Base64Url.EncodeToString(token);
    }

    public (Guid SessionId, int Counter)? ReadRefreshToken(string token)
    {
        Span<byte> bytes = stackalloc byte[RefreshBytes];
        // Not the method that throws: whatever somebody sends is an answer, and no failure of the server.
        if (
            token.Length != Base64Url.GetEncodedLength(RefreshBytes)
            || Base64Url.DecodeFromChars(token, bytes, out _, out var length) != OperationStatus.Done
            || length != RefreshBytes
        )
        {
            return null;
        }
        Span<byte> expected = stackalloc byte[32];
        HMACSHA256.HashData(refreshKey, bytes[..20], expected);
        // Written as it is here, too: the last letter holds bits that mean nothing.
        return
            CryptographicOperations.FixedTimeEquals(expected, bytes[20..]) && Base64Url.EncodeToString(bytes) == token
            ? (new Guid(bytes[..16]), BinaryPrimitives.ReadInt32BigEndian(bytes[16..]))
            : null;
    }

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
