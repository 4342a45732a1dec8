using AiWebBuilder.Infrastructure.Persistence.Schema;

namespace AiWebBuilder.Api.Cli;

/// <summary><c>worker</c>: works on the queue as the server does, and serves nobody.</summary>
internal static class Worker
{
    public static Task<int> RunAsync() =>
        Failures.ExplainAsync(async stop =>
        {
            var builder = Database.CommandBuilder();
            // A node that says Jobs__Enabled=false for its server has this program for the jobs.
            builder.Configuration["Jobs:Enabled"] = "true";
            await using var local = await Database.LocalIfNeededAsync(builder, stop);
            var connections = Database.ConnectionsOf(builder.Configuration, local);
            if (builder.Environment.IsDevelopment())
            {
                await new DatabaseMigrator(connections).MigrateAsync(target: null, stop);
            }
            Database.EnsureSigningKey(builder);
            builder.Services.AddLog(builder.Configuration);
            builder.Services.AddProduct(builder.Configuration, connections);
            using var host = builder.Build();
            await host.StartAsync(stop);
            Console.WriteLine("The worker is ready.");
            await host.WaitForShutdownAsync(stop);
            await host.StopAsync(CancellationToken.None);
        });
}
