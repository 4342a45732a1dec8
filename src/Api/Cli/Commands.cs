using System.CommandLine;
using AiWebBuilder.Api.Demo;
using AiWebBuilder.Infrastructure.Persistence.Schema;

namespace AiWebBuilder.Api.Cli;

/// <summary>The operator's tool.</summary>
internal static class Commands
{
    /// <summary>Each command ends itself in order; the library would end the process two seconds after Ctrl-C, whatever it does.</summary>
    public static Task<int> RunAsync(string[] args) =>
        Root().Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });

    private static RootCommand Root()
    {
        var root = new RootCommand("AiWebBuilder: the server (default) and its operator's command line.");
        var serve = new Command("serve", "Starts the server.");
        serve.SetAction((_, _) => Serve.RunAsync([]));
        root.Subcommands.Add(serve);
        var worker = new Command("worker", "Processes the job queue without serving requests.");
        worker.SetAction((_, _) => Worker.RunAsync());
        root.Subcommands.Add(worker);
        root.Subcommands.Add(Db());
        root.Subcommands.Add(AdminCommand.Make());
        root.Subcommands.Add(KeysCommand.Make());
        root.Subcommands.Add(Demo());
        return root;
    }

    private static Command Db()
    {
        var upTo = new Option<string?>("--to") { Description = "Stop at this migration." };
        var migrate = new Command("migrate", "Applies all pending migrations and SQL files.") { upTo };
        migrate.SetAction(
            (parsed, _) =>
                WithMigratorAsync(
                    async (_, migrator, cancellationToken) =>
                    {
                        var target = parsed.GetValue(upTo);
                        if (
                            target is not null
                            && (await migrator.AppliedAfterAsync(target, cancellationToken)).Count > 0
                        )
                        {
                            throw new MigrationRefusedException(
                                $"Newer migrations than {target} are applied: to go back, use db rollback --to {target}."
                            );
                        }
                        var (migrations, files) = await migrator.MigrateAsync(target, cancellationToken);
                        Console.WriteLine(
                            $"Done; {migrations.Count} migration(s) and {files.Count} SQL file(s) were pending."
                        );
                    }
                )
        );
        var backTo = new Option<string>("--to")
        {
            Description = "The newest migration to keep; 0 empties the database.",
            Required = true,
        };
        var yes = new Option<bool>("--yes") { Description = "Also when data is lost. Implied in Development." };
        var rollback = new Command("rollback", "Rolls migrations back.") { backTo, yes };
        rollback.SetAction(
            (parsed, _) =>
                WithMigratorAsync(
                    async (environment, migrator, cancellationToken) =>
                    {
                        var target = parsed.GetRequiredValue(backTo);
                        var mayLoseRows = parsed.GetValue(yes) || environment.IsDevelopment();
                        var undone = await migrator.RollbackAsync(target, mayLoseRows, cancellationToken);
                        Console.WriteLine(
                            undone.Count == 0
                                ? $"Nothing after {target} is applied."
                                : $"Rolled back: {string.Join(", ", undone)}."
                        );
                    }
                )
        );
        var status = new Command("status", "Lists the migrations and SQL files, and which are applied.");
        status.SetAction(
            (_, _) =>
                WithMigratorAsync(
                    async (_, migrator, cancellationToken) =>
                    {
                        foreach (var (name, applied) in await migrator.StatusAsync(cancellationToken))
                        {
                            Console.WriteLine($"{(applied ? "applied" : "pending")}  {name}");
                        }
                        if (await migrator.IsMigratedByNewerAsync(cancellationToken))
                        {
                            Console.WriteLine(
                                "A newer version has migrated this database: its SQL files stay as they are."
                            );
                            return;
                        }
                        var files = await migrator.FilesAsync(cancellationToken);
                        var pending = files.Where(file => !file.Applied).Select(file => file.Path).ToArray();
                        // Where all of them are, their names tell nothing.
                        foreach (var path in pending.Length < files.Count ? pending : [])
                        {
                            Console.WriteLine($"pending  {path}");
                        }
                        Console.WriteLine($"{files.Count - pending.Length} of {files.Count} SQL files are applied.");
                    }
                )
        );
        var script = new Command("script", "Prints all migrations as one idempotent SQL script.");
        script.SetAction(
            (_, _) =>
                WithMigratorAsync(
                    (_, migrator, _) =>
                    {
                        Console.WriteLine(migrator.Script());
                        return Task.CompletedTask;
                    }
                )
        );
        return new Command("db", "Migrates the database.") { migrate, rollback, status, script };
    }

    private static Command Demo()
    {
        var brief = new Argument<FileInfo>("FILE") { Description = "A brief: the JSON body of POST /v1/campaigns." };
        var folder = new Option<DirectoryInfo?>("--out") { Description = "Folder for the exported pages." };
        var demo = new Command("demo", "Runs one brief from start to finish and prints each step with its figures.")
        {
            brief,
            folder,
        };
        demo.SetAction(
            (parsed, _) =>
                Failures.ExplainAsync(stop =>
                    DemoCommand.RunAsync(parsed.GetRequiredValue(brief), parsed.GetValue(folder), stop)
                )
        );
        var site = new Argument<DirectoryInfo>("FOLDER") { Description = "A site: pages with their files." };
        var migration = new Command(
            "migration",
            "Connects, analyses and imports a site, and publishes what comes of it."
        )
        {
            site,
            folder,
        };
        migration.SetAction(
            (parsed, _) =>
                Failures.ExplainAsync(stop =>
                    DemoCommand.MigrateAsync(parsed.GetRequiredValue(site), parsed.GetValue(folder), stop)
                )
        );
        demo.Subcommands.Add(migration);
        return demo;
    }

    private static Task<int> WithMigratorAsync(
        Func<IHostEnvironment, DatabaseMigrator, CancellationToken, Task> work
    ) =>
        Failures.ExplainAsync(async stop =>
        {
            var builder = Database.CommandBuilder();
            await using var local = await Database.LocalIfNeededAsync(builder, stop);
            var connections = Database.ConnectionsOf(builder.Configuration, local);
            await work(builder.Environment, new DatabaseMigrator(connections), stop);
        });
}
