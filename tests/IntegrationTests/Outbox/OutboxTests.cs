using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Outbox;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Infrastructure.Persistence.Outbox;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace AiWebBuilder.IntegrationTests.Outbox;

/// <summary>What one module tells another arrives once, whatever fails on the way.</summary>
public sealed class OutboxTests
{
    [Test]
    public async Task Publishing_accepts_what_was_generated_unless_a_person_has_judged_it()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal"))["id"]!.GetValue<string>();
        var judged = (await client.GenerateAsync(campaign))["id"];
        using var rating = await client.PutAsJsonAsync(
            $"/v1/generations/{judged}/rating",
            new { rating = 2, accepted = false }
        );
        rating.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var unjudged = (await client.GenerateAsync(campaign))["id"];

        (await client.PutAsync($"/v1/campaigns/{campaign}/publication", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await DeliveredAsync($"payload ->> 'campaignId' = '{campaign}'");

        (await AcceptedAsync(client, unjudged)).ShouldBe(true);
        (await AcceptedAsync(client, judged)).ShouldBe(false);
    }

    [Test]
    public async Task Each_publication_and_the_end_of_it_is_told_once()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal"))["id"]!.GetValue<string>();
        await client.GenerateAsync(campaign);
        for (var again = 0; again < 2; again++)
        {
            (await client.PutAsync($"/v1/campaigns/{campaign}/publication", null)).StatusCode.ShouldBe(
                HttpStatusCode.OK
            );
        }
        (await client.PutAsync($"/v1/campaigns/{campaign}/pause", null)).IsSuccessStatusCode.ShouldBeTrue();
        for (var again = 0; again < 2; again++)
        {
            (await client.DeleteAsync($"/v1/campaigns/{campaign}/publication")).IsSuccessStatusCode.ShouldBeTrue();
        }

        (
            await App.Current.ListAsync<string>(
                $"select name from outbox_events where payload ->> 'campaignId' = '{campaign}' order by created_at, id"
            )
        ).ShouldBe([
            "campaigns.campaign_published.v1",
            "campaigns.campaign_published.v1",
            "campaigns.campaign_unpublished.v1",
        ]);
    }

    [Test]
    public async Task What_is_refused_tells_nobody()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal"))["id"];
        using var refused = await client.PutAsync($"/v1/campaigns/{campaign}/publication", null);
        refused.IsSuccessStatusCode.ShouldBeFalse();
        (
            await App.Current.QueryAsync<long>(
                $"select count(*) from outbox_events where payload ->> 'campaignId' = '{campaign}'"
            )
        ).ShouldBe(0);
    }

    [Test]
    public async Task Three_relays_a_failing_consumer_and_lost_claims_leave_each_effect_exactly_once()
    {
        await using var database = await App.StartAnotherAsync();
        var calls = new ConcurrentBag<Guid>();
        using var node = Node(database, calls, failures: 15);
        using var second = Node(database, calls, failures: 0);
        OutboxRelay[] relays =
        [
            node.Services.GetRequiredService<OutboxRelay>(),
            node.Services.GetRequiredService<OutboxRelay>(),
            second.Services.GetRequiredService<OutboxRelay>(),
        ];
        var account = await TellAsync(node, count: 40);

        // A relay that died in the middle: its claims run out although some of its work was committed.
        using var dying = new CancellationTokenSource();
        var killed = relays[0].DeliverDueAsync(dying.Token);
        await dying.CancelAsync();
        await Should.NotThrowAsync(() => killed.ContinueWith(_ => { }, TaskScheduler.Default));
        for (var round = 0; round < 60; round++)
        {
            await database.ListAsync<int>(
                "update outbox_events set next_attempt_at = now() where delivered_at is null returning 1"
            );
            await Task.WhenAll(relays.Select(relay => relay.DeliverDueAsync(CancellationToken.None)));
            if (await database.QueryAsync<long>("select count(*) from outbox_events where delivered_at is null") == 0)
            {
                break;
            }
        }

        (await database.QueryAsync<long>("select count(*) from outbox_events where delivered_at is not null")).ShouldBe(
            40
        );
        (await database.QueryAsync<long>("select count(*) from inbox_events where consumer = 'tests.count'")).ShouldBe(
            40
        );
        // The consumer's effect is a row of its own transaction: as many as events, whatever the number of calls.
        (await database.QueryAsync<long>($"select count(*) from campaigns where user_id = '{account}'")).ShouldBe(40);
        calls.Count.ShouldBeGreaterThanOrEqualTo(55);
    }

    [Test]
    public async Task An_event_that_always_fails_is_dead_after_its_last_attempt_and_keeps_no_other_back()
    {
        await using var database = await App.StartAnotherAsync();
        using var node = Node(database, [], failures: int.MaxValue);
        var relay = node.Services.GetRequiredService<OutboxRelay>();
        await TellAsync(node, count: 1);

        for (var attempt = 0; attempt < 15; attempt++)
        {
            await database.ListAsync<int>("update outbox_events set next_attempt_at = now() returning 1");
            await relay.DeliverDueAsync(CancellationToken.None);
        }

        (await database.QueryAsync<int>("select attempts from outbox_events")).ShouldBe(3);
        (
            await database.QueryAsync<bool>("select dead_at is not null and delivered_at is null from outbox_events")
        ).ShouldBeTrue();
        (await database.QueryAsync<string>("select last_error from outbox_events")).ShouldContain("not today");
    }

    private static WebApplicationFactory<Program> Node(Host database, ConcurrentBag<Guid> calls, int failures)
    {
        var left = new Failures(failures);
        return database.WithWebHostBuilder(host =>
            host.UseSetting("Outbox:Enabled", "false")
                .UseSetting("Outbox:MaxAttempts", failures == int.MaxValue ? "3" : "100")
                .ConfigureTestServices(services =>
                    services.AddScoped<IIntegrationEventHandler<CampaignUnpublished>>(provider => new Counting(
                        provider.GetRequiredService<ISender>(),
                        calls,
                        left
                    ))
                )
        );
    }

    private static async Task<Guid> TellAsync(WebApplicationFactory<Program> node, int count)
    {
        using var client = node.CreateClient();
        var registered = await client.PostAsJsonAsync(
            "/v1/auth/register",
            new
            {
                email = "relay@example.com",
                password = "a long enough password",
                name = "Relay",
            }
        );
        var account = (await registered.Content.ReadFromJsonAsync<JsonNode>())!["user"]!["id"]!.GetValue<Guid>();
        await using var scope = node.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorContext>().ActAs(account, account);
        var bus = scope.ServiceProvider.GetRequiredService<IEventBus>();
        for (var number = 0; number < count; number++)
        {
            var told = new CampaignUnpublished(Guid.CreateVersion7(), DateTimeOffset.UnixEpoch);
            await scope
                .ServiceProvider.GetRequiredService<IUnitOfWork>()
                .ExecuteAsync(
                    async () =>
                    {
                        await bus.TellLaterAsync(told, CancellationToken.None);
                        return 0;
                    },
                    CancellationToken.None
                );
        }
        return account;
    }

    private static async Task<bool?> AcceptedAsync(HttpClient client, JsonNode? generation) =>
        (await client.GetFromJsonAsync<JsonNode>($"/v1/generations/{generation}"))!["accepted"]?.GetValue<bool>();

    private static Task DeliveredAsync(string where) =>
        Eventually.TrueAsync(() =>
            App.Current.QueryAsync<bool>(
                $"select not exists (select from outbox_events where delivered_at is null and {where})"
            )
        );

    private sealed class Failures(int count)
    {
        private int left = count;

        public bool Next() => Interlocked.Decrement(ref left) >= 0;
    }

    /// <summary>Makes a campaign for each event, then fails as often as it is told to.</summary>
    private sealed class Counting(ISender sender, ConcurrentBag<Guid> calls, Failures failures)
        : IIntegrationEventHandler<CampaignUnpublished>
    {
        public string Consumer => "tests.count";

        public async Task HandleAsync(CampaignUnpublished integrationEvent, CancellationToken cancellationToken)
        {
            calls.Add(integrationEvent.CampaignId);
            await sender.Send(
                new Application.Campaigns.CreateCampaign(
                    new Application.Campaigns.CampaignFields($"{integrationEvent.CampaignId}", "landing_page")
                ),
                cancellationToken
            );
            if (failures.Next())
            {
                throw new InvalidOperationException("not today");
            }
        }
    }
}
