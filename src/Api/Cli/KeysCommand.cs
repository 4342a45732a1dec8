using System.CommandLine;
using AiWebBuilder.Infrastructure;
using AiWebBuilder.Infrastructure.Persistence.Secrets;

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
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddInfrastructure(builder.Configuration, Database.ConnectionsOf(builder.Configuration, local));
        // What does not open is named below.
        builder.Logging.ClearProviders();
        using var services = builder.Build();
        var rotation = services.Services.GetRequiredService<KeyRotation>();
        Console.WriteLine($"Secrets are sealed with the key {rotation.ActiveKey}.");
        var (unreadable, elsewhere) = (0, 0L);
        await foreach (var column in rotation.RunAsync(cancellationToken))
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
            elsewhere += column.ByKey.Where(key => key.Key != rotation.ActiveKey).Sum(key => key.Value);
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
}
