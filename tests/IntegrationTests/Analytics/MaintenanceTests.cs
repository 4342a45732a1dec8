using System.Globalization;

namespace AiWebBuilder.IntegrationTests.Analytics;

/// <summary>The daily work on months and salts.</summary>
internal sealed class MaintenanceTests
{
    [Test]
    public async Task Two_nodes_maintain_once_a_day_and_ask_for_the_next()
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        await using var second = App.Current.WithWebHostBuilder(_ => { });
        using var client = second.CreateClient();
        var tomorrow = string.Create(
            CultureInfo.InvariantCulture,
            $"analytics.maintenance:{today.AddDays(1):yyyy-MM-dd}"
        );
        await Eventually.TrueAsync(async () =>
            await App.Current.QueryAsync<long>(
                $"select count(*) from job_queue where unique_key = '{tomorrow}' and status = 'pending'"
            ) == 1
        );
        (await App.Current.QueryAsync<long>("select count(*) from analytics_maintenance")).ShouldBe(1);
        (
            await App.Current.QueryAsync<bool>(
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
