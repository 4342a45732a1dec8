using System.CommandLine;
using AiWebBuilder.Infrastructure.Identity.Admin;

namespace AiWebBuilder.Api.Cli;

/// <summary><c>admin</c>: who administers the platform. Only here, so that nobody becomes one by way of the network.</summary>
internal static class AdminCommand
{
    public static Command Make()
    {
        var list = new Command("list", "Lists the platform's administrators.");
        list.SetAction(
            (_, _) =>
                WithAdminsAsync(
                    async (admins, stop) =>
                    {
                        foreach (var email in await admins.ListAsync(stop))
                        {
                            Console.WriteLine(email);
                        }
                    }
                )
        );
        return new Command("admin", "Manages the platform's administrators.")
        {
            Change("grant", "Grants a user platform administration.", isAdmin: true),
            Change("revoke", "Revokes platform administration.", isAdmin: false),
            list,
        };
    }

    private static Command Change(string name, string description, bool isAdmin)
    {
        var email = new Option<string>("--email") { Description = "The address of an account.", Required = true };
        var command = new Command(name, description) { email };
        command.SetAction(
            (parsed, _) =>
                WithAdminsAsync(
                    async (admins, stop) =>
                    {
                        var whom = parsed.GetRequiredValue(email);
                        if (!await admins.SetAsync(whom, isAdmin, stop))
                        {
                            throw new CommandRefusedException($"No account has the address {whom}: register it first.");
                        }
                        Console.WriteLine(
                            isAdmin
                                ? $"{whom} is a platform administrator from the next sign-in or token refresh."
                                : $"{whom} is no longer a platform administrator."
                        );
                    }
                )
        );
        return command;
    }

    private static Task<int> WithAdminsAsync(Func<PlatformAdmins, CancellationToken, Task> work) =>
        Failures.ExplainAsync(async stop =>
        {
            var builder = Database.CommandBuilder();
            await using var local = await Database.LocalIfNeededAsync(builder, stop);
            await work(new PlatformAdmins(Database.ConnectionsOf(builder.Configuration, local).Owner), stop);
        });
}
