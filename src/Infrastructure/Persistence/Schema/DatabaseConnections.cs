using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Persistence.Schema;

/// <summary>Where the database is, for each of its three roles.</summary>
/// <param name="Owner">Migrates. It may create roles.</param>
/// <param name="App">Serves signed-in requests and background work; bound by row-level security.</param>
/// <param name="Public">Serves visitors and takes events.</param>
public sealed record DatabaseConnections(string Owner, string App, string Public)
{
    public const string AppRole = "aiwebbuilder_app";
    public const string PublicRole = "aiwebbuilder_public";

    /// <summary>
    /// The app role past any pooler: who listens keeps its connection, and a transaction-pooling proxy would hand it on. Null: the
    /// app's own connection will do.
    /// </summary>
    public string? Listen { get; init; }

    /// <summary>
    /// One connection string is enough: the passwords of the two runtime roles are HMAC-SHA256 of their names under the owner's
    /// password, so that any number of nodes agree on them and nothing more has to be kept.
    /// </summary>
    public static DatabaseConnections Derive(string owner, string? app = null, string? @public = null) =>
        new(owner, app ?? LoginOf(owner, AppRole), @public ?? LoginOf(owner, PublicRole));

    internal static string PasswordOf(string owner, string role) =>
        Base64Url.EncodeToString(
            HMACSHA256.HashData(
                Encoding.UTF8.GetBytes(new NpgsqlConnectionStringBuilder(owner).Password ?? ""),
                Encoding.UTF8.GetBytes(role)
            )
        );

    /// <summary>What PostgreSQL stores of a password (RFC 5803), so that the password itself stands in no statement and no log.</summary>
    internal static string ScramVerifier(string password)
    {
        const int Iterations = 4096;
        var salt = RandomNumberGenerator.GetBytes(16);
        var salted = Rfc2898DeriveBytes.Pbkdf2(password, salt, Iterations, HashAlgorithmName.SHA256, 32);
        var storedKey = SHA256.HashData(HMACSHA256.HashData(salted, "Client Key"u8));
        var serverKey = HMACSHA256.HashData(salted, "Server Key"u8);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"SCRAM-SHA-256${Iterations}:{Convert.ToBase64String(salt)}${Convert.ToBase64String(storedKey)}:{Convert.ToBase64String(serverKey)}"
        );
    }

    private static string LoginOf(string owner, string role) =>
        new NpgsqlConnectionStringBuilder(owner)
        {
            Username = role,
            Password = PasswordOf(owner, role),
        }.ConnectionString;
}
