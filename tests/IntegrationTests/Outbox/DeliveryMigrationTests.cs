using AiWebBuilder.Infrastructure.Persistence;

namespace AiWebBuilder.IntegrationTests.Outbox;

/// <summary>The tables of idempotency keys, outbox and inbox come and go.</summary>
public sealed class DeliveryMigrationTests
{
    [Test]
    public async Task The_migration_can_be_rolled_back_and_applied_again()
    {
        await using var database = await App.StartAnotherAsync();
        var migrator = new DatabaseMigrator(DatabaseConnections.Derive(database.Owner));
        var names = (await migrator.StatusAsync(CancellationToken.None)).Select(one => one.Name).ToArray();
        var delivery = Array.FindIndex(names, name => name.EndsWith("_Delivery", StringComparison.Ordinal));

        await migrator.MigrateAsync(names[delivery - 1], CancellationToken.None);
        (await database.QueryAsync<bool>("select to_regclass('outbox_events') is null")).ShouldBeTrue();
        await migrator.MigrateAsync(target: null, CancellationToken.None);

        (await database.QueryAsync<bool>("select to_regclass('outbox_events') is not null")).ShouldBeTrue();
        using var client = await database.SignedInAsync();
        (await client.CreateCampaignAsync("minimal"))["id"].ShouldNotBeNull();
    }
}
