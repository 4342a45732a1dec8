using System.CommandLine;
using AiWebBuilder.Api.Demo;
using AiWebBuilder.Infrastructure.Persistence;

namespace AiWebBuilder.Api.Cli;

/// <summary>The operator's tool.</summary>
internal static class Commands
{
    /// <summary>Each command ends itself in order; the library would end the process two seconds after Ctrl-C, whatever it does.</summary>
    public static Task<int> RunAsync(string[] args) =>
        Root().Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });

    private static RootCommand Root()
    {
        var root = new RootCommand("AiWebBuilder: the server (without a command) and its operator's tool.");
        var serve = new Command("serve", "Starts the server.");
        serve.SetAction((_, _) => Serve.RunAsync([]));
        root.Subcommands.Add(serve);
        var worker = new Command("worker", "Works on the queue, and serves nobody.");
        worker.SetAction((_, _) => Worker.RunAsync());
        root.Subcommands.Add(worker);
        root.Subcommands.Add(Db());
        root.Subcommands.Add(AdminCommand.Make());
        root.Subcommands.Add(Demo());
        return root;
    }

    private static Command Db()
    {
        var to = new Option<string?>("--to") { Description = "Stop at this migration; 0 empties the database." };
        var migrate = new Command("migrate", "Applies all migrations, or goes to one.") { to };
        migrate.SetAction(
            (parsed, _) =>
                WithMigratorAsync(
                    async (migrator, cancellationToken) =>
                    {
                        var applied = await migrator.MigrateAsync(parsed.GetValue(to), cancellationToken);
                        Console.WriteLine($"Done; {applied.Count} migration(s) were pending.");
                    }
                )
        );
        var rollback = new Command("rollback", "Rolls the newest migration back.");
        rollback.SetAction(
            (_, _) =>
                WithMigratorAsync(
                    async (migrator, cancellationToken) =>
                        Console.WriteLine(
                            await migrator.RollbackAsync(cancellationToken) is { } name
                                ? $"Rolled {name} back."
                                : "No migration is applied."
                        )
                )
        );
        var status = new Command("status", "Lists the migrations and which are applied.");
        status.SetAction(
            (_, _) =>
                WithMigratorAsync(
                    async (migrator, cancellationToken) =>
                    {
                        foreach (var (name, applied) in await migrator.StatusAsync(cancellationToken))
                        {
                            Console.WriteLine($"{(applied ? "applied" : "pending")}  {name}");
                        }
                    }
                )
        );
        var script = new Command("script", "Prints all migrations as one SQL script that can be run again.");
        script.SetAction(
            (_, _) =>
                WithMigratorAsync(
                    (migrator, _) =>
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
        var folder = new Option<DirectoryInfo?>("--out") { Description = "Where the exported pages go." };
        var demo = new Command("demo", "Does the main job on one brief and shows each step with its figures.")
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
        return demo;
    }

    private static Task<int> WithMigratorAsync(Func<DatabaseMigrator, CancellationToken, Task> work) =>
        Failures.ExplainAsync(async stop =>
        {
            var builder = Serve.Builder([]);
            await using var local = await Database.LocalIfNeededAsync(builder, stop);
            await work(new DatabaseMigrator(Database.ConnectionsOf(builder.Configuration, local)), stop);
        });
}
