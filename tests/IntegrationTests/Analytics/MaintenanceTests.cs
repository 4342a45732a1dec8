namespace AiWebBuilder.IntegrationTests.Analytics;

/// <summary>The daily work on months and salts.</summary>
internal sealed class MaintenanceTests
{
    [Test]
    public async Task Two_nodes_maintain_once_a_day_and_plan_the_next()
    {
        // A database of its own: at midnight the shared one is between two days.
        await using var database = await Host.StartAsync(App.Current.Owner);
        await using var first = database.WithWebHostBuilder(_ => { });
        await using var second = database.WithWebHostBuilder(_ => { });
        using var one = first.CreateClient();
        using var other = second.CreateClient();
        await Eventually.TrueAsync(() =>
            database.QueryAsync<bool>(
                """
                select exists (select from job_queue where job_type = 'analytics.maintenance' and status = 'pending'
                    and (scheduled_at at time zone 'utc')::time = '00:10' and scheduled_at between now() and now() + interval '1 day')
                """
            )
        );
        (
            await database.QueryAsync<long>(
                "select sum(attempts) from job_queue where job_type = 'analytics.maintenance' and status <> 'pending'"
            )
        ).ShouldBe(1);
        (
            await database.QueryAsync<bool>(
                "select to_regclass(format('campaign_events_%s', to_char(now() + interval '3 months', 'YYYYMM'))) is not null"
            )
        ).ShouldBeTrue();
    }

    [Test]
    public async Task Salts_are_out_of_reach_of_signed_in_requests()
    {
        (
            await App.Current.QueryAsync<bool>(
                "select has_column_privilege('aiwebbuilder_app', 'visitor_salts', 'salt', 'select')"
            )
        ).ShouldBeFalse();
        (
            await App.Current.QueryAsync<bool>(
                "select has_table_privilege('aiwebbuilder_app', 'visitor_salts', 'delete')"
            )
        ).ShouldBeTrue();
    }
}
