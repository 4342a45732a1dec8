using System.Diagnostics;
using AiWebBuilder.Api.Demo;

namespace AiWebBuilder.Api.Cli;

/// <summary>Starts the server. In Development it brings a database along; elsewhere it takes only what it is told.</summary>
internal static class Serve
{
    public static Task<int> RunAsync(string[] args) =>
        Failures.ExplainAsync(async stop =>
        {
            var builder = Builder(args);
            if (!builder.Environment.IsDevelopment())
            {
                await using var production = await Server.StartAsync(builder, stop);
                await production.App.WaitForShutdownAsync(stop);
                return;
            }
            var log = new HeldLog();
            builder.Services.AddSingleton(log);
            try
            {
                await using var server = await Server.StartAsync(builder, stop);
                var demo = await server.WatchDiskAsync(
                    token => DemoAccount.EnsureAsync(server.App, Console.Out, TimeProvider.System, token),
                    stop
                );
                Welcome(server.App, demo);
                log.Release();
                await server.App.WaitForShutdownAsync(stop);
            }
            catch (Exception failure)
                when (!stop.IsCancellationRequested
                    && (failure is ProductRefusedException || Failures.Sentence(failure) is null)
                )
            {
                log.Release();
                throw;
            }
        });

    /// <summary>Its settings lie beside the program, wherever it is started from.</summary>
    /// <param name="environment">Null: as the variables say.</param>
    internal static WebApplicationBuilder Builder(string[] args, string? environment = null) =>
        WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                Args = args,
                ContentRootPath = AppContext.BaseDirectory,
                EnvironmentName = environment,
            }
        );

    private static void Welcome(WebApplication app, bool demo)
    {
        var address = app.Urls.First();
        using var self = Process.GetCurrentProcess();
        var since = TimeProvider.System.GetLocalNow().LocalDateTime - self.StartTime;
        Console.WriteLine($"AiWebBuilder is ready after {since.TotalSeconds:0.0} s.");
        Console.WriteLine($"  start page {address}/");
        Console.WriteLine($"  API        {address}/v1");
        Console.WriteLine($"  reference  {address}/docs");
        if (!demo)
        {
            return;
        }
        Console.WriteLine(
            $"  demo login {DemoAccount.Email} / {DemoAccount.Password} (two campaigns; their traffic is simulated)"
        );
        Console.WriteLine("Three commands to try:");
        Console.WriteLine(
            $$"""
              TOKEN=$(curl -s {{address}}/v1/auth/login -H 'Content-Type: application/json' \
                -d '{"email":"{{DemoAccount.Email}}","password":"{{DemoAccount.Password}}"}' | sed -E 's/.*"accessToken":"([^"]+)".*/\1/')
              curl -s {{address}}/v1/campaigns -H "Authorization: Bearer $TOKEN"
              ./dev demo samples/briefs/webinar-funnel.json
            """
        );
    }
}
