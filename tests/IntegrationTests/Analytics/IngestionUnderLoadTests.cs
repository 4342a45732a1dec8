using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AiWebBuilder.IntegrationTests.Analytics;

/// <summary>Many at once, too many at once, one that cannot be stored, and the end of a month.</summary>
internal sealed class IngestionUnderLoadTests
{
    [Test]
    public async Task Two_thousand_events_of_thirty_two_visitors_give_the_same_sums_everywhere()
    {
        using var site = await Site.PublishAsync();
        using var visitor = Site.Visitor();
        await Task.WhenAll(
            Enumerable
                .Range(0, 32)
                .Select(async client =>
                {
                    // 2,000 events, four of each kind of request.
                    var requests = client < 20 ? 6 : 7;
                    for (var request = 0; request < requests; request++)
                    {
                        var component = site.Components[(client + request) % site.Components.Count];
                        var answer = await site.SendAsync(
                            visitor,
                            [
                                .. Enumerable.Range(0, 3).Select(_ => Site.View()),
                                .. Enumerable.Range(0, 3).Select(_ => Site.View(component)),
                                .. Enumerable.Range(0, 3).Select(_ => Site.Click(component)),
                                Site.Conversion(2.5m),
                            ]
                        );
                        answer["accepted"]!.GetValue<int>().ShouldBe(10);
                    }
                })
        );
        const int Requests = 20 * 6 + 12 * 7;

        var totals = (await site.AnalyticsAsync())["totals"]!;
        totals["views"]!.GetValue<long>().ShouldBe(Requests * 3);
        totals["clicks"]!.GetValue<long>().ShouldBe(Requests * 3);
        totals["conversions"]!.GetValue<long>().ShouldBe(Requests);
        totals["revenue"]!.GetValue<decimal>().ShouldBe(Requests * 2.5m);
        (await site.AnalyticsAsync("?interval=hour"))["totals"]!.ToJsonString().ShouldBe(totals.ToJsonString());

        var campaign = await site.CampaignAsync();
        campaign["views"]!.GetValue<int>().ShouldBe(Requests * 3);
        campaign["conversions"]!.GetValue<int>().ShouldBe(Requests);
        campaign["revenueGenerated"]!.GetValue<decimal>().ShouldBe(Requests * 2.5m);
        var components = campaign["components"]!.AsArray();
        components.Sum(one => one!["views"]!.GetValue<int>()).ShouldBe(Requests * 3);
        components.Sum(one => one!["clicks"]!.GetValue<int>()).ShouldBe(Requests * 3);

        (
            await App.Current.QueryAsync<long>($"select count(*) from campaign_events where campaign_id = '{site.Id}'")
        ).ShouldBe(Requests * 10);
        (
            await App.Current.QueryAsync<decimal>(
                $"""
                select sum(events) from campaign_stats_daily
                where campaign_id = '{site.Id}' and event_type <> 'visitor'
                """
            )
        ).ShouldBe(Requests * 10);
    }

    [Test]
    public async Task When_the_queue_is_full_the_answer_is_503_and_what_was_taken_in_is_stored()
    {
        using var site = await Site.PublishAsync();
        await using var small = App.Current.WithWebHostBuilder(host =>
        {
            host.UseSetting("Analytics:QueueCapacity", "1");
            host.UseSetting("Jobs:Enabled", "false");
        });
        using var visitor = small.CreateClient();
        await site.SendAsync(visitor, Site.View());

        await using var data = NpgsqlDataSource.Create(App.Current.Owner);
        await using var connection = await data.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        // Nobody gets past this row while the transaction lasts.
        await using (
            var block = new NpgsqlCommand(
                $"update campaign_stats_daily set events = events where campaign_id = '{site.Id}'",
                connection
            )
        )
        {
            (await block.ExecuteNonQueryAsync()).ShouldBeGreaterThan(0);
        }
        // Two writers hold a batch each and one request waits: the first answer can only be a refusal.
        var waiting = Enumerable
            .Range(0, 200)
            .Select(_ => visitor.PostTextAsync("/e", site.Body(Site.View())))
            .ToArray();
        var refused = await await Task.WhenAny(waiting);
        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        await transaction.RollbackAsync();

        var answers = await Task.WhenAll(waiting);
        var accepted = answers.Count(answer => answer.StatusCode == HttpStatusCode.Accepted);
        answers
            .Except([refused])
            .ShouldAllBe(answer =>
                answer.StatusCode == HttpStatusCode.Accepted || answer.StatusCode == HttpStatusCode.ServiceUnavailable
            );
        accepted.ShouldBeGreaterThan(0);
        (await site.AnalyticsAsync())["totals"]!["views"]!.GetValue<long>().ShouldBe(1 + accepted);
    }

    [Test]
    public async Task An_event_that_the_database_refuses_takes_no_neighbour_with_it()
    {
        using var site = await Site.PublishAsync();
        using var visitor = Site.Visitor();
        await using var data = NpgsqlDataSource.Create(App.Current.Owner);
        await using (
            var refuse = data.CreateCommand(
                $"""
                alter table conversions add constraint refuse_one
                check (campaign_id <> '{site.Id}' or conversion_type <> 'refused')
                """
            )
        )
        {
            await refuse.ExecuteNonQueryAsync();
        }
        try
        {
            var refused = Site.Event(new { type = "conversion", conversion = new { type = "refused" } });
            var answers = await Task.WhenAll(
                Enumerable
                    .Range(0, 8)
                    .Select(i =>
                        i == 3
                            ? site.SendAsync(visitor, Site.View(), refused, Site.View())
                            : site.SendAsync(visitor, Site.View())
                    )
            );
            answers.Sum(answer => answer["accepted"]!.GetValue<int>()).ShouldBe(9);
            answers[3]["rejected"]!.ToJsonString().ShouldBe("""[{"index":1,"code":"not_storable"}]""");
        }
        finally
        {
            await using var allow = data.CreateCommand("alter table conversions drop constraint refuse_one");
            await allow.ExecuteNonQueryAsync();
        }
    }

    [Test]
    public async Task Around_the_end_of_a_month_each_event_goes_to_its_own_month_and_day()
    {
        using var site = await Site.PublishAsync();
        var today = TimeProvider.System.GetUtcNow().UtcDateTime;
        var newMonth = new DateTimeOffset(today.Year, today.Month, 1, 0, 30, 0, TimeSpan.Zero).AddMonths(1);
        await using var later = App.Current.WithWebHostBuilder(host =>
        {
            host.UseSetting("Jobs:Enabled", "false");
            host.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(new StoppedClock(newMonth)));
        });
        using var visitor = later.CreateClient();
        visitor.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", Site.Browser);
        var late = newMonth.AddHours(-1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        await site.SendAsync(visitor, Site.View(), Site.Event(new { type = "view", occurredAt = late }));

        foreach (var day in new[] { newMonth, newMonth.AddDays(-1) })
        {
            (
                await App.Current.QueryAsync<long>(
                    $"select count(*) from campaign_events_{day:yyyyMM} where campaign_id = '{site.Id}'"
                )
            ).ShouldBe(1);
            var one = await site.AnalyticsAsync($"?from={day:yyyy-MM-dd}&to={day:yyyy-MM-dd}");
            one["totals"]!["views"]!.GetValue<long>().ShouldBe(1);
            one["totals"]!["visitors"]!.GetValue<long>().ShouldBe(1);
            one["series"]!.AsArray().Count.ShouldBe(1);
        }
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
