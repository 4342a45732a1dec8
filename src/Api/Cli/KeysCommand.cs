using System.CommandLine;
using AiWebBuilder.Infrastructure.Identity.SignIn;
using AiWebBuilder.Infrastructure.Persistence.Secrets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AiWebBuilder.Api.Cli;

/// <summary><c>keys</c>: the keys that secrets in the database are sealed with.</summary>
internal static class KeysCommand
{
    public static Command Make()
    {
        var rotate = new Command("rotate", "Brings every sealed secret under the first of the configured keys.");
        rotate.SetAction((_, _) => Failures.ExplainAsync(RotateAsync));
        return new Command("keys", "Manages the keys of sealed secrets.") { rotate };
    }

    private static async Task RotateAsync(CancellationToken cancellationToken)
    {
        var builder = Database.CommandBuilder();
        await using var local = await Database.LocalIfNeededAsync(builder, cancellationToken);
        Database.EnsureSigningKey(builder);
        var owner = Database.ConnectionsOf(builder.Configuration, local).Owner;
        using var installation = new TokenIssuer(
            Options.Create(builder.Configuration.GetSection(TokenOptions.Section).Get<TokenOptions>()!),
            TimeProvider.System
        );
        var keys = KeysOf(builder.Configuration, installation);
        // Each secret that does not open is named below.
        var secrets = new SealedSecrets(keys, NullLogger<SealedSecrets>.Instance);
        Console.WriteLine($"Secrets are sealed with the key {keys.Active}.");
        var (unreadable, elsewhere) = (0, 0L);
        await foreach (var column in new KeyRotation(owner, keys, secrets).RunAsync(cancellationToken))
        {
            var counts = string.Join(", ", column.ByKey.Select(key => $"{key.Value} under {key.Key}"));
            Console.WriteLine(
                $"{column.Column}: {column.Rewrapped} sealed anew; now {(counts.Length > 0 ? counts : "none")}."
            );
            foreach (var row in column.Unreadable)
            {
                Console.WriteLine($"  not readable: {row}");
            }
            unreadable += column.Unreadable.Count;
            elsewhere += column.ByKey.Where(key => key.Key != keys.Active).Sum(key => key.Value);
        }
        if (unreadable > 0)
        {
            throw new CommandRefusedException(
                "Some secrets were sealed with a key that is not configured here, or were changed: they are left as they are. Configure that key "
                    + "and run this again, or have them entered anew."
            );
        }
        Console.WriteLine(
            elsewhere == 0
                ? "No secret needs another key any more."
                : "Some were sealed meanwhile with another key: restart every server with the new one first, and run this again."
        );
    }

    private static SealingKeys KeysOf(ConfigurationManager configuration, TokenIssuer installation)
    {
        try
        {
            var options = configuration.GetSection(SecretsOptions.Section).Get<SecretsOptions>() ?? new();
            return new SealingKeys(Options.Create(options), installation);
        }
        catch (InvalidOperationException fault)
        {
            throw new CommandRefusedException(fault.Message);
        }
    }
}
