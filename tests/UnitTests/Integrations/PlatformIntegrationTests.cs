using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;

namespace AiWebBuilder.UnitTests.Integrations;

/// <summary>The states of a connection.</summary>
internal sealed class PlatformIntegrationTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly ConnectionCheck Good = new(ConnectionStatus.Connected, null, null, """{"name":"Lotus"}""")
    {
        AccountName = "Lotus",
        AccountEmail = "admin@example.com",
    };

    [Test]
    public void What_was_found_about_credentials_that_have_been_replaced_meanwhile_counts_for_nothing()
    {
        var integration = New();
        integration.Reconnect("box 2", null, "{}");
        Should
            .Throw<DomainException>(() => integration.RecordCheck(Good, "box 1"))
            .Error.ShouldBe(IntegrationErrors.CredentialsReplaced);
        integration.ConnectionStatus.ShouldBe(ConnectionStatus.Pending);
    }

    [Test]
    public void A_name_that_a_person_gave_stays_and_the_platforms_is_taken_where_there_is_none()
    {
        var named = New("Ours");
        named.RecordCheck(Good, "box 1");
        named.AccountName.ShouldBe("Ours");
        var unnamed = New();
        unnamed.RecordCheck(Good, "box 1");
        (unnamed.AccountName, unnamed.AccountEmail).ShouldBe(("Lotus", "admin@example.com"));
    }

    [Test]
    public void Only_a_proved_connection_is_synced_and_a_broken_one_keeps_the_time_of_its_last_good_sync()
    {
        var integration = New();
        Should.Throw<DomainException>(integration.BeginSync).Error.ShouldBe(IntegrationErrors.NotConnected);
        integration.RecordCheck(Good, "box 1");
        integration.BeginSync();
        integration.SyncStatus.ShouldBe(SyncStatus.Syncing);
        integration.CompleteSync(Now);
        integration.BeginSync();
        integration.FailSync(
            "Send new ones.",
            new ConnectionCheck(ConnectionStatus.Error, ConnectionProblems.WrongCredentials, "Send new ones.", null)
        );
        (integration.SyncStatus, integration.LastSyncAt, integration.ConnectionStatus).ShouldBe(
            (SyncStatus.Error, Now, ConnectionStatus.Error)
        );
        // What was known of the platform stays.
        integration.PlatformMetadata.ShouldBe("""{"name":"Lotus"}""");
    }

    private static PlatformIntegration New(string? name = null) =>
        PlatformIntegration.Connect(
            Guid.CreateVersion7(Now),
            Guid.CreateVersion7(Now),
            PlatformTypes.WordPress,
            name,
            "box 1",
            "…5678",
            "{}",
            Now
        );
}
