using System.Text.Json.Nodes;
using AiWebBuilder.Application.Analytics.Ingestion;
using AiWebBuilder.Infrastructure.Persistence;
using AiWebBuilder.Infrastructure.Persistence.Schema;
using Npgsql;

namespace AiWebBuilder.Api.Demo;

/// <summary>
/// What a newcomer finds after the first start: an account with two finished, published campaigns and a month of simulated traffic.
/// It is made only in Development, and only while the database has no other account.
/// </summary>
[WritesPastUnitOfWork(
    "As the owner of the database, in Development: what no use case does, such as traffic that lies in the past."
)]
internal static class DemoAccount
{
    public const string Email = "demo@example.com";

    /// <summary>Known to everybody who has the source: the account exists on development machines alone.</summary>
    public const string Password = "try-it-on-your-machine";

    private static readonly (string Brief, SimulatedMonth Month)[] Campaigns =
    [
        ("yoga-studio", new SimulatedMonth(Visits: 42, Price: null)),
        ("course-creator", new SimulatedMonth(Visits: 65, Price: 149)),
    ];

    /// <summary>Makes the account unless it is there, or others are. One that was cut short is made anew.</summary>
    /// <param name="output">Hears of it before it takes its time.</param>
    /// <returns>Whether the account is there.</returns>
    public static async Task<bool> EnsureAsync(
        WebApplication app,
        TextWriter output,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        await using var owner = NpgsqlDataSource.Create(app.Services.GetRequiredService<DatabaseConnections>().Owner);
        await using (var find = owner.CreateCommand("select value = 'true' from app_settings where key = 'demo.ready'"))
        {
            if (await find.ExecuteScalarAsync(cancellationToken) is true)
            {
                return true;
            }
        }
        await using (
            var others = owner.CreateCommand(
                // The accounts that the demo command makes are nobody's.
                @"select exists (select from users where email !~ '^demo(-[0-9a-f]+)?@example\.com$')"
            )
        )
        {
            if (await others.ExecuteScalarAsync(cancellationToken) is true)
            {
                return false;
            }
        }
        await using (var unfinished = owner.CreateCommand("delete from users where email = $1"))
        {
            unfinished.Parameters.Add(new NpgsqlParameter { Value = Email });
            await unfinished.ExecuteNonQueryAsync(cancellationToken);
        }
        await output.WriteLineAsync("Making a demo account: two campaigns and a month of simulated traffic.");
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        var product = new ProductClient(http);
        await product.RegisterAsync(Email, Password, "Demo (simulated traffic)", cancellationToken);
        // Room to try things: the smallest plan's month would be nearly used up by what is made here.
        await using (var gift = owner.CreateCommand("update users set comped_tier = 'business' where email = $1"))
        {
            gift.Parameters.Add(new NpgsqlParameter { Value = Email });
            await gift.ExecuteNonQueryAsync(cancellationToken);
        }
        foreach (var (brief, month) in Campaigns)
        {
            var campaign = await product.CreateCampaignAsync(Brief(brief), cancellationToken);
            var id = campaign["id"]!.GetValue<Guid>();
            await product.GenerateAsync(id.ToString(), (_, _) => { }, cancellationToken);
            await product.PublishAsync(id.ToString(), cancellationToken);
            var made = await product.GetCampaignAsync(id.ToString(), cancellationToken);
            await app
                .Services.GetRequiredService<IEventIngestion>()
                .ImportAsync(id, month.Events(time.GetUtcNow(), SectionsOf(made)), cancellationToken);
            await using var backdate = owner.CreateCommand(
                "update campaigns set launched_at = launched_at - interval '30 days', created_at = created_at - interval '31 days' where id = $1"
            );
            backdate.Parameters.Add(new NpgsqlParameter { Value = id });
            await backdate.ExecuteNonQueryAsync(cancellationToken);
        }
        await using var ready = owner.CreateCommand(
            """
            insert into app_settings (key, value, description)
            values ('demo.ready', 'true', 'The demo account of a development machine is complete.')
            """
        );
        await ready.ExecuteNonQueryAsync(cancellationToken);
        return true;
    }

    private static Guid[] SectionsOf(JsonNode campaign) =>
        [
            .. campaign["components"]!
                .AsArray()
                .Where(component => component!["page"]!.GetValue<string>() == "index")
                .Select(component => component!["id"]!.GetValue<Guid>()),
        ];

    private static JsonNode Brief(string name)
    {
        using var stream = typeof(DemoAccount).Assembly.GetManifestResourceStream($"briefs.{name}.json")!;
        return JsonNode.Parse(stream)!;
    }
}
