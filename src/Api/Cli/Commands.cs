using System.CommandLine;
using AiWebBuilder.Infrastructure.Persistence;

namespace AiWebBuilder.Api.Cli;

/// <summary>The operator's tool.</summary>
internal static class Commands
{
    public static RootCommand Root()
    {
        var root = new RootCommand("AiWebBuilder: the server (without a command) and its operator's tool.");
        var serve = new Command("serve", "Starts the server.");
        serve.SetAction((_, _) => Serve.RunAsync([]));
        root.Subcommands.Add(serve);
        root.Subcommands.Add(Db());
        return root;
    }

    private static Command Db()
    {
        var to = new Option<string?>("--to") { Description = "Stop at this migration; 0 empties the database." };
        var migrate = new Command("migrate", "Applies all migrations, or goes to one.") { to };
        migrate.SetAction(
            (parsed, cancellationToken) =>
                WithMigratorAsync(
                    async migrator =>
                    {
                        var applied = await migrator.MigrateAsync(parsed.GetValue(to), cancellationToken);
                        Console.WriteLine($"Done; {applied.Count} migration(s) were pending.");
                    },
                    cancellationToken
                )
        );
        var rollback = new Command("rollback", "Rolls the newest migration back.");
        rollback.SetAction(
            (_, cancellationToken) =>
                WithMigratorAsync(
                    async migrator =>
                        Console.WriteLine(
                            await migrator.RollbackAsync(cancellationToken) is { } name
                                ? $"Rolled {name} back."
                                : "No migration is applied."
                        ),
                    cancellationToken
                )
        );
        var status = new Command("status", "Lists the migrations and which are applied.");
        status.SetAction(
            (_, cancellationToken) =>
                WithMigratorAsync(
                    async migrator =>
                    {
                        foreach (var (name, applied) in await migrator.StatusAsync(cancellationToken))
                        {
                            Console.WriteLine($"{(applied ? "applied" : "pending")}  {name}");
                        }
                    },
                    cancellationToken
                )
        );
        var script = new Command("script", "Prints all migrations as one SQL script that can be run again.");
        script.SetAction(
            (_, cancellationToken) =>
                WithMigratorAsync(
                    migrator =>
                    {
                        Console.WriteLine(migrator.Script());
                        return Task.CompletedTask;
                    },
                    cancellationToken
                )
        );
        return new Command("db", "Migrates the database.") { migrate, rollback, status, script };
    }

    private static async Task<int> WithMigratorAsync(
        Func<DatabaseMigrator, Task> work,
        CancellationToken cancellationToken
    )
    {
        var builder = Serve.Builder([]);
        try
        {
            await using var local = await Database.LocalIfNeededAsync(builder, cancellationToken);
            await work(new DatabaseMigrator(Database.ConnectionsOf(builder.Configuration, local)));
            return 0;
        }
        catch (LocalPostgresException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
    }
}
