using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Harness;
using AiWebBuilder.IntegrationTests.Harness.Fakes;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace AiWebBuilder.IntegrationTests.Identity.Billing;

/// <summary>What the payment provider tells, what is asked of it, and which plan holds then.</summary>
internal sealed class BillingTests
{
    private static readonly DateTimeOffset Monday = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TestClock clock = new();
    private readonly LogLines log = new();
    private Nodes nodes = null!;
    private FakeStripe stripe = null!;
    private WebApplicationFactory<Program> node = null!;
    private WebApplicationFactory<Program> other = null!;
    private int ids;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        nodes = await Nodes.CreateAsync();
        stripe = await FakeStripe.StartAsync();
        node = Start();
        other = Start();
    }

    [TearDown]
    public void ResetClock() => clock.Reset();

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await node.DisposeAsync();
        await other.DisposeAsync();
        await stripe.DisposeAsync();
        await nodes.DisposeAsync();
    }

    [Test]
    public async Task A_signature_is_good_with_either_secret_for_five_minutes_and_for_these_very_bytes()
    {
        using var client = node.CreateClient();
        var now = clock.GetUtcNow();
        var body = FakeStripe.Event(NewId("evt"), "product.created", [], now);

        (await FakeStripe.DeliverAsync(client, body, now)).ShouldBe(HttpStatusCode.NoContent);
        (await FakeStripe.DeliverAsync(client, body, now, FakeStripe.SecondSecret)).ShouldBe(HttpStatusCode.NoContent);
        (await FakeStripe.DeliverAsync(client, body, now.AddSeconds(-299))).ShouldBe(HttpStatusCode.NoContent);
        foreach (
            var (what, attempt) in new (string, Task<HttpStatusCode>)[]
            {
                ("too old", FakeStripe.DeliverAsync(client, body, now.AddSeconds(-301))),
                ("nobody's secret", FakeStripe.DeliverAsync(client, body, now, "whsec_another")),
                ("one byte more", FakeStripe.DeliverAsync(client, body + " ", now, signed: body)),
                (
                    "one byte other",
                    FakeStripe.DeliverAsync(client, body.Replace("product", "Product"), now, signed: body)
                ),
                ("no signature", FakeStripe.PostAsync(client, body, signature: null)),
                ("an empty one", FakeStripe.PostAsync(client, body, "")),
                ("no pairs", FakeStripe.PostAsync(client, body, "v1")),
                ("no number", FakeStripe.PostAsync(client, body, "t=x,v1=00")),
                ("a large number", FakeStripe.PostAsync(client, body, "t=99999999999999999999,v1=00")),
                ("no hexadecimals", FakeStripe.PostAsync(client, body, $"t={now.ToUnixTimeSeconds()},v1=é")),
                ("signed nonsense", FakeStripe.DeliverAsync(client, "[", now)),
            }
        )
        {
            (await attempt).ShouldBe(HttpStatusCode.BadRequest, what);
        }
        var large = FakeStripe.Event(
            NewId("evt"),
            "product.created",
            new JsonObject { ["x"] = new string('x', 300_000) },
            now
        );
        (await FakeStripe.DeliverAsync(client, large, now)).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Test]
    public async Task A_signed_event_that_no_column_holds_is_refused_and_leaves_nothing()
    {
        using var client = node.CreateClient();
        var (_, account, customer) = await BoughtAsync();
        var plan = await StateAsync(account);
        var before = await nodes.Database.QueryAsync<long>("select count(*) from billing_events");
        var now = clock.GetUtcNow();
        foreach (
            var (what, spoil) in new (string, Action<JsonNode>)[]
            {
                ("no id", one => one.AsObject().Remove("id")),
                ("null", one => one["id"] = null),
                ("an empty id", one => one["id"] = ""),
                ("60 KB of id", one => one["id"] = new string('x', 60_000)),
                ("256 letters of id", one => one["id"] = new string('x', 256)),
                ("U+0000 in the id", one => one["id"] = "evt\0"),
                ("no type", one => one.AsObject().Remove("type")),
                ("60 KB of type", one => one["type"] = new string('x', 60_000)),
                ("60 KB of customer", one => one["data"]!["object"]!["customer"] = new string('x', 60_000)),
                ("U+0000 in the customer", one => one["data"]!["object"]!["customer"] = "cus\0"),
            }
        )
        {
            var bought = stripe.Subscribe(customer, NewId("sub"), "active");
            var body = JsonNode.Parse(Tell("customer.subscription.updated", bought, now))!;
            spoil(body);
            (await FakeStripe.DeliverAsync(client, body.ToJsonString(), now)).ShouldBe(HttpStatusCode.BadRequest, what);
        }
        (await nodes.Database.QueryAsync<long>("select count(*) from billing_events")).ShouldBe(before);
        (await StateAsync(account)).ShouldBe(plan, "the subscription that was bought meanwhile is not asked for");
    }

    [Test]
    public async Task Of_sixteen_deliveries_of_one_event_at_two_nodes_one_has_an_effect()
    {
        var (_, account, customer) = await BoughtAsync();
        var body = Tell("customer.subscription.updated", stripe.Subscribe(customer, NewId("sub"), "active"), Monday);
        var asked = AskedFor(customer);
        using var here = node.CreateClient();
        using var there = other.CreateClient();

        ConcurrentBag<HttpStatusCode> answers = [];
        await Parallel.ForAsync(
            0,
            16,
            new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (i, _) =>
                answers.Add(await FakeStripe.DeliverAsync(i % 2 == 0 ? here : there, body, clock.GetUtcNow()))
        );

        answers.ShouldAllBe(status => status == HttpStatusCode.NoContent);
        answers.Count.ShouldBe(16);
        (AskedFor(customer) - asked).ShouldBe(1);
        (await StateAsync(account)).ShouldBe("business active");
        (
            await nodes.Database.QueryAsync<string>(
                $"""
                select string_agg(table_name || ': ' || reason, ', ' order by table_name) from audit_log
                where user_id = '{account}' and action = 'update' and reason like 'payment event %'
                """
            )
        ).Split(", ").Length.ShouldBe(2, "one row of the account and one of its customer, each with the event as its reason");
    }

    [Test]
    public async Task In_whatever_order_events_come_the_state_is_what_the_provider_has()
    {
        string[][] orders =
        [
            ["created", "updated", "deleted"],
            ["created", "deleted", "updated"],
            ["updated", "created", "deleted"],
            ["updated", "deleted", "created"],
            ["deleted", "created", "updated"],
            ["deleted", "updated", "created"],
        ];
        foreach (var order in orders)
        {
            var (_, account, customer) = await BoughtAsync();
            var subscription = NewId("sub");
            var tales = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["created"] = Tell(
                    "customer.subscription.created",
                    stripe.Subscribe(customer, subscription, "active", "price_creator"),
                    Monday
                ),
                // Within the same second.
                ["updated"] = Tell(
                    "customer.subscription.updated",
                    stripe.Subscribe(customer, subscription, "active"),
                    Monday
                ),
                ["deleted"] = Tell(
                    "customer.subscription.deleted",
                    stripe.Subscribe(customer, subscription, "canceled", endedAt: Monday.AddDays(1)),
                    Monday.AddDays(1)
                ),
            };
            foreach (var next in order)
            {
                await DeliverAsync(tales[next]);
            }
            (await StateAsync(account)).ShouldBe("business canceled", string.Join(", ", order));
        }
    }

    [Test]
    public async Task What_was_read_first_and_came_late_is_not_written_over_what_was_read_after_it()
    {
        var (_, account, customer) = await BoughtAsync();
        var subscription = NewId("sub");
        var bought = Tell("customer.subscription.created", stripe.Subscribe(customer, subscription, "active"), Monday);
        var (read, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        stripe.Slowness = () =>
        {
            stripe.Slowness = () => Task.CompletedTask;
            read.SetResult();
            return goOn.Task;
        };
        using var here = node.CreateClient();
        using var there = other.CreateClient();

        var slow = FakeStripe.DeliverAsync(here, bought, clock.GetUtcNow());
        await read.Task;
        var ended = stripe.Subscribe(customer, subscription, "canceled", endedAt: Monday);
        var quick = FakeStripe.DeliverAsync(
            there,
            Tell("customer.subscription.deleted", ended, Monday),
            clock.GetUtcNow()
        );
        await nodes.WaitUntilAsync(
            """
            select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
                and query like '%for update of billing_accounts%'
            """
        );
        goOn.SetResult();

        (await Task.WhenAll(slow, quick)).ShouldAllBe(status => status == HttpStatusCode.NoContent);
        (await StateAsync(account)).ShouldBe("business canceled");
    }

    [Test]
    public async Task An_event_older_than_the_newest_asks_for_nothing_and_a_late_one_of_an_ended_subscription_locks_nobody_out()
    {
        var (client, account, customer) = await BoughtAsync();
        var ended = stripe.Subscribe(customer, NewId("sub"), "canceled", endedAt: Monday, created: Monday.AddDays(-40));
        await DeliverAsync(
            Tell("customer.subscription.created", stripe.Subscribe(customer, NewId("sub"), "active"), Monday.AddDays(2))
        );
        var asked = AskedFor(customer);

        await DeliverAsync(Tell("customer.subscription.deleted", ended, Monday.AddDays(1)));
        AskedFor(customer).ShouldBe(asked);
        await DeliverAsync(Tell("customer.subscription.deleted", ended, Monday.AddDays(3)));

        AskedFor(customer).ShouldBe(asked + 1);
        (await StateAsync(account)).ShouldBe("business active");
        (await BillingAsync(client))["tier"]!.GetValue<string>().ShouldBe("business");
    }

    [Test]
    public async Task A_customer_of_another_account_changes_neither()
    {
        var (_, account, customer) = await BoughtAsync();
        var (_, victim, victims) = await BoughtAsync();
        // Whoever makes subscriptions at the provider may write any account into them.
        await DeliverAsync(
            Tell(
                "customer.subscription.created",
                stripe.Subscribe(customer, NewId("sub"), "active", account: Guid.Parse(victim)),
                Monday
            )
        );
        await DeliverAsync(
            Tell(
                "checkout.session.completed",
                new JsonObject
                {
                    ["object"] = "checkout.session",
                    ["id"] = NewId("cs"),
                    ["customer"] = customer,
                    ["client_reference_id"] = victim,
                },
                Monday
            )
        );
        var strangers = NewId("cus");
        await DeliverAsync(
            Tell(
                "customer.subscription.created",
                stripe.Subscribe(strangers, NewId("sub"), "active", account: Guid.Parse(victim)),
                Monday
            )
        );
        await DeliverAsync(
            Tell("customer.subscription.created", stripe.Subscribe(NewId("cus"), NewId("sub"), "active"), Monday)
        );

        (await StateAsync(victim)).ShouldBe("freemium active");
        (await StateAsync(account)).ShouldBe("freemium active");
        (await CustomerAsync(victim)).ShouldBe(victims);
        // One that the operator made at the provider for an account that has bought nothing yet is that account's.
        var (_, newcomer) = await SignedInAsync();
        await DeliverAsync(
            Tell(
                "customer.subscription.created",
                stripe.Subscribe(NewId("cus"), NewId("sub"), "active", account: Guid.Parse(newcomer)),
                Monday
            )
        );
        (await StateAsync(newcomer)).ShouldBe("business active");
    }

    [Test]
    public async Task What_is_of_no_interest_is_accepted_and_remembered()
    {
        var unheardOf = NewId("evt");
        using var client = node.CreateClient();
        (
            await FakeStripe.DeliverAsync(
                client,
                FakeStripe.Event(unheardOf, "v9.thing.happened", new JsonObject { ["object"] = "thing" }, Monday),
                clock.GetUtcNow()
            )
        ).ShouldBe(HttpStatusCode.NoContent);
        (await nodes.Database.QueryAsync<string>($"select type from billing_events where id = '{unheardOf}'")).ShouldBe(
            "v9.thing.happened"
        );
    }

    [TestCase("{")]
    [TestCase("[]")]
    [TestCase("")]
    [TestCase("\"text\"")]
    public async Task A_signed_body_that_is_no_event_is_not_called_unsigned(string body)
    {
        using var client = node.CreateClient();
        (await FakeStripe.DeliverAsync(client, body, clock.GetUtcNow())).ShouldBe(HttpStatusCode.BadRequest);
        log.Lines.ShouldContain(line => line.Contains("A signed event of Stripe's cannot be read"));
    }

    [Test]
    public async Task While_the_provider_fails_an_event_is_refused_and_leaves_nothing_and_its_next_delivery_counts()
    {
        var (client, account, customer) = await BoughtAsync();
        var body = Tell("customer.subscription.created", stripe.Subscribe(customer, NewId("sub"), "active"), Monday);
        var known = await nodes.Database.QueryAsync<long>("select count(*) from billing_events");
        using var webhook = node.CreateClient();
        stripe.Failures = 1_000;
        try
        {
            (await FakeStripe.DeliverAsync(webhook, body, clock.GetUtcNow())).ShouldBe(
                HttpStatusCode.ServiceUnavailable
            );
            using var checkout = await client.PostAsJsonAsync("/v1/billing/checkout", new { tier = "creator" });
            await ShouldBeAsync(checkout, HttpStatusCode.ServiceUnavailable, "billing.provider_unavailable");
        }
        finally
        {
            stripe.Failures = 0;
        }
        (await nodes.Database.QueryAsync<long>("select count(*) from billing_events")).ShouldBe(known);
        (await StateAsync(account)).ShouldBe("freemium active");

        await DeliverAsync(body);
        (await StateAsync(account)).ShouldBe("business active");
    }

    [Test]
    public async Task A_missed_payment_changes_nothing_for_fourteen_days_from_the_first_and_a_paid_one_mends_it()
    {
        var (client, account, customer) = await BoughtAsync();
        var subscription = NewId("sub");
        var now = clock.GetUtcNow();
        await DeliverAsync(
            Tell("customer.subscription.created", stripe.Subscribe(customer, subscription, "active"), now)
        );
        stripe.Subscribe(customer, subscription, "past_due");
        await DeliverAsync(Tell("invoice.payment_failed", Invoice(customer), now.AddSeconds(1)));
        stripe.Subscribe(customer, subscription, "unpaid");
        await DeliverAsync(Tell("invoice.payment_failed", Invoice(customer), now.AddDays(5)));

        (await StateAsync(account)).ShouldBe("business past_due");
        var billing = await BillingAsync(client);
        Standing(billing).ShouldBe("business grace");
        billing["graceEndsAt"]!.GetValue<DateTimeOffset>().ShouldBe(now.AddSeconds(1).AddDays(14));
        clock.Advance(TimeSpan.FromDays(14));
        Standing(await BillingAsync(client)).ShouldBe("business grace");
        clock.Advance(TimeSpan.FromSeconds(2));
        Standing(await BillingAsync(client)).ShouldBe("freemium payment_missing");

        stripe.Subscribe(customer, subscription, "active");
        await DeliverAsync(Tell("invoice.paid", Invoice(customer), now.AddDays(15)));
        Standing(await BillingAsync(client)).ShouldBe("business subscription");
        (
            await nodes.Database.QueryAsync<bool>($"select past_due_since is null from users where id = '{account}'")
        ).ShouldBeTrue();
    }

    [Test]
    public async Task A_trial_ends_and_what_was_cancelled_holds_until_its_end()
    {
        var (client, account, customer) = await BoughtAsync();
        var subscription = NewId("sub");
        var now = clock.GetUtcNow();
        await DeliverAsync(
            Tell(
                "customer.subscription.created",
                stripe.Subscribe(customer, subscription, "trialing", trialEnd: now.AddDays(7)),
                now
            )
        );
        Standing(await BillingAsync(client)).ShouldBe("business trial");
        clock.Advance(TimeSpan.FromDays(7));
        Standing(await BillingAsync(client)).ShouldBe("freemium trial_ended");

        await DeliverAsync(
            Tell(
                "customer.subscription.updated",
                stripe.Subscribe(customer, subscription, "active", cancels: true),
                now.AddDays(7)
            )
        );
        var cancelled = await BillingAsync(client);
        Standing(cancelled).ShouldBe("business subscription");
        cancelled["subscriptionEndsAt"]!.GetValue<DateTimeOffset>().ShouldBe(FakeStripe.PeriodEnd);
        await DeliverAsync(
            Tell(
                "customer.subscription.deleted",
                stripe.Subscribe(customer, subscription, "canceled", endedAt: now.AddDays(7)),
                now.AddDays(8)
            )
        );
        Standing(await BillingAsync(client)).ShouldBe("freemium subscription_ended");

        await nodes.ExecuteAsync($"update users set comped_tier = 'creator' where id = '{account}'");
        Standing(await BillingAsync(client)).ShouldBe("creator comped");
    }

    [Test]
    public async Task A_subscription_that_has_not_begun_and_one_to_something_else_change_nothing()
    {
        var (_, account, customer) = await BoughtAsync();
        await DeliverAsync(
            Tell("customer.subscription.created", stripe.Subscribe(customer, NewId("sub"), "incomplete"), Monday)
        );
        await DeliverAsync(
            Tell(
                "customer.subscription.created",
                stripe.Subscribe(customer, NewId("sub"), "active", "price_of_a_mug"),
                Monday
            )
        );
        (await StateAsync(account)).ShouldBe("freemium active");

        await DeliverAsync(
            Tell(
                "customer.subscription.created",
                stripe.Subscribe(customer, NewId("sub"), "active", "price_old_creator"),
                Monday
            )
        );
        (await StateAsync(account)).ShouldBe("creator active", "a price that is no longer on offer is still paid");
    }

    [Test]
    public async Task Two_tabs_get_one_customer_and_one_page_and_the_provider_learns_whose_it_is()
    {
        var (client, account) = await SignedInAsync();
        using var tab = other.SignedInLike(client);

        var pages = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => CheckoutAsync(i % 2 == 0 ? client : tab, new { tier = "business" }))
        );

        pages.Distinct().Count().ShouldBe(1);
        var customer = await CustomerAsync(account);
        var session = stripe.Requests.Last(one =>
            one.Operation == "POST /v1/checkout/sessions" && one.Fields["customer"] == customer
        );
        session.Fields.ShouldBe(
            new Dictionary<string, string>
            {
                ["mode"] = "subscription",
                ["customer"] = customer,
                ["client_reference_id"] = account,
                ["line_items[0][price]"] = "price_business",
                ["line_items[0][quantity]"] = "1",
                ["subscription_data[metadata][account_id]"] = account,
                ["success_url"] = "https://app.example.com/billing?checkout=done",
                ["cancel_url"] = "https://app.example.com/billing?checkout=canceled",
            },
            ignoreOrder: true
        );
        (await CheckoutAsync(client, new { priceId = "price_creator" })).ShouldNotBe(pages[0]);
        (await CustomerAsync(account)).ShouldBe(customer);
    }

    [Test]
    public async Task Whoever_has_a_subscription_is_led_to_the_portal_also_before_its_event_has_come()
    {
        var (client, _, customer) = await BoughtAsync();
        stripe.Subscribe(customer, NewId("sub"), "active");

        using var again = await client.PostAsJsonAsync("/v1/billing/checkout", new { tier = "business" });
        await ShouldBeAsync(again, HttpStatusCode.Conflict, "billing.subscribed");

        using var portal = await client.PostAsync("/v1/billing/portal", null);
        (await Answers.JsonAsync(portal, HttpStatusCode.OK))["url"]!
            .GetValue<string>()
            .ShouldStartWith("https://stripe.example.com/bps_");
        var asked = stripe.Requests.Last(one => one.Operation == "POST /v1/billing_portal/sessions").Fields;
        asked["return_url"].ShouldBe("https://app.example.com/billing");
        var (newcomer, _) = await SignedInAsync();
        using var nothing = await newcomer.PostAsync("/v1/billing/portal", null);
        await ShouldBeAsync(nothing, HttpStatusCode.Conflict, "billing.no_customer");
    }

    [Test]
    public async Task Only_what_is_on_offer_can_be_bought_and_an_address_to_return_to_cannot_be_sent()
    {
        var (client, _) = await SignedInAsync();
        foreach (
            var (body, code) in new (object, string)[]
            {
                (new { tier = "agency" }, "billing.price_unknown"),
                (new { priceId = "price_old_creator" }, "billing.price_unknown"),
                (new { priceId = "price_of_a_mug" }, "billing.price_unknown"),
                (new { }, "request.invalid"),
                (new { tier = "creator", priceId = "price_creator" }, "request.invalid"),
                (new { tier = "creator", successUrl = "https://evil.example.com" }, "request.malformed"),
            }
        )
        {
            using var refused = await client.PostAsJsonAsync("/v1/billing/checkout", body);
            await ShouldBeAsync(refused, HttpStatusCode.BadRequest, code);
        }
        var billing = await BillingAsync(client);
        billing["enabled"]!.GetValue<bool>().ShouldBeTrue();
        billing["prices"]!
            .AsArray()
            .Select(price => $"{price!["priceId"]} {price["tier"]}")
            .ShouldBe(["price_creator creator", "price_business business"]);
    }

    [Test]
    public async Task Once_a_day_what_no_event_told_is_made_up_for()
    {
        var (_, account, customer) = await BoughtAsync();
        var (_, untouched) = await SignedInAsync();
        await nodes.ExecuteAsync($"update users set subscription_tier = 'agency' where id = '{untouched}'");
        stripe.Subscribe(customer, NewId("sub"), "active");

        await CompareAsync();

        await nodes.WaitUntilAsync(
            $"select from users where id = '{account}' and subscription_tier = 'business' and subscription_status = 'active'"
        );
        (await StateAsync(untouched)).ShouldBe("agency active", "it has no customer at the provider");
        await nodes.WaitUntilAsync(
            "select from job_queue where job_type = 'identity.reconcile_billing' and status = 'pending' and scheduled_at > now()"
        );
        (
            await nodes.Database.QueryAsync<string>(
                $"select reason from audit_log where user_id = '{account}' and table_name = 'users' and reason is not null"
            )
        ).ShouldBe("daily comparison of payments");
    }

    [Test]
    public async Task A_closed_account_pays_to_the_end_of_its_period_and_no_longer()
    {
        var (client, _, customer) = await BoughtAsync();
        var (live, ended) = (NewId("sub"), NewId("sub"));
        stripe.Subscribe(customer, live, "active");
        stripe.Subscribe(customer, ended, "canceled", endedAt: Monday);
        using var close = new HttpRequestMessage(HttpMethod.Delete, "/v1/me");
        close.Headers.TryAddWithoutValidation("If-Match", "*");
        (await client.SendAsync(close)).EnsureSuccessStatusCode();

        await nodes.WaitUntilAsync("select from inbox_events where consumer = 'identity.stop_renewing_closed_account'");

        stripe
            .Requests.Where(one => one.Operation.StartsWith("POST /v1/subscriptions/", StringComparison.Ordinal))
            .Select(one => $"{one.Operation} {one.Fields["cancel_at_period_end"]}")
            .ShouldBe([$"POST /v1/subscriptions/{live} true"]);
    }

    [Test]
    public async Task Without_a_key_billing_is_off_and_says_so()
    {
        await using var without = nodes.StartWithoutJobs();
        var (client, _) = await SignedInAsync(without);

        var billing = await BillingAsync(client);
        billing["enabled"]!.GetValue<bool>().ShouldBeFalse();
        billing["prices"]!.AsArray().ShouldBeEmpty();
        Standing(billing).ShouldBe("freemium free");
        using var checkout = await client.PostAsJsonAsync("/v1/billing/checkout", new { tier = "creator" });
        await ShouldBeAsync(checkout, HttpStatusCode.Conflict, "billing.off");
        using var portal = await client.PostAsync("/v1/billing/portal", null);
        await ShouldBeAsync(portal, HttpStatusCode.Conflict, "billing.off");
        (await FakeStripe.DeliverAsync(client, Tell("invoice.paid", Invoice("cus_x"), Monday))).ShouldBe(
            HttpStatusCode.Conflict
        );
    }

    [TestCase("Billing:WebhookSecrets:0", "")]
    [TestCase("Billing:WebhookSecrets:1", " ")]
    [TestCase("Billing:Prices:1:Tier", "platinum")]
    [TestCase("Billing:Prices:2:Id", "price_creator")]
    [TestCase("Billing:ReturnUrl", "http://app.example.com")]
    public void A_node_whose_billing_cannot_work_does_not_start(string key, string value)
    {
        var failure = Should.Throw<InvalidOperationException>(() =>
            nodes.Start(services: null, [.. stripe.Settings, (key, value)])
        );
        failure.Message.ShouldContain("Billing:");
        failure.Message.ShouldNotContain(FakeStripe.Key);
    }

    [Test]
    public async Task Neither_the_key_nor_a_secret_nor_an_event_stands_in_the_log()
    {
        var (client, _, customer) = await BoughtAsync();
        var body = Tell("customer.subscription.created", stripe.Subscribe(customer, NewId("sub"), "active"), Monday);
        await DeliverAsync(body);
        using var webhook = node.CreateClient();
        await FakeStripe.DeliverAsync(webhook, body, clock.GetUtcNow(), "whsec_another");
        await using var wrong = Start(("Billing:ApiKey", "sk_test_wrongKeyThatStripeRefuses"));
        using var stranger = wrong.SignedInLike(client);
        using var refused = await stranger.PostAsync("/v1/billing/portal", null);
        await ShouldBeAsync(refused, HttpStatusCode.ServiceUnavailable, "billing.provider_unavailable");

        log.Lines.ShouldContain(line => line.Contains("Stripe refused with 401"));
        log.Lines.ShouldContain(line => line.Contains("signed with none of the"));
        foreach (
            var secret in new[] { FakeStripe.Key, FakeStripe.Secret, FakeStripe.SecondSecret, "sk_test", "whsec", body }
        )
        {
            log.Lines.ShouldNotContain(line => line.Contains(secret, StringComparison.Ordinal));
        }
    }

    private WebApplicationFactory<Program> Start(params (string, string)[] settings) =>
        nodes.Start(
            services =>
            {
                services.AddSingleton<TimeProvider>(clock);
                services.AddSingleton<Serilog.Core.ILogEventSink>(log);
                services.AddScoped(provider => provider.Recurring("identity.reconcile_billing"));
            },
            // A test moves the clock by weeks, and nobody is to sign in again for that.
            [.. stripe.Settings, ("Tokens:AccessTokenSeconds", "2592000"), .. settings]
        );

    /// <summary>Lets the daily comparison run now, when the one at the start has ended.</summary>
    private async Task CompareAsync()
    {
        await nodes.WaitUntilAsync(
            "select from job_queue where job_type = 'identity.reconcile_billing' and status = 'pending' and scheduled_at > now()"
        );
        await nodes.ExecuteAsync(
            """
            update job_queue set scheduled_at = now() where job_type = 'identity.reconcile_billing' and status = 'pending';
            notify job_queue;
            """
        );
    }

    /// <summary>An account that has gone to the page where it pays.</summary>
    private async Task<(HttpClient Client, string Account, string Customer)> BoughtAsync()
    {
        var (client, account) = await SignedInAsync();
        await CheckoutAsync(client, new { tier = "business" });
        return (client, account, await CustomerAsync(account));
    }

    private Task<(HttpClient Client, string Account)> SignedInAsync() => SignedInAsync(node);

    private static async Task<(HttpClient Client, string Account)> SignedInAsync(WebApplicationFactory<Program> at)
    {
        var client = await at.SignedInAsync();
        return (client, (await client.GetFromJsonAsync<JsonNode>("/v1/me"))!["id"]!.GetValue<string>());
    }

    private static async Task<string> CheckoutAsync(HttpClient client, object body)
    {
        using var answer = await client.PostAsJsonAsync("/v1/billing/checkout", body);
        return (await Answers.JsonAsync(answer, HttpStatusCode.OK))["url"]!.GetValue<string>();
    }

    private static async Task<JsonNode> BillingAsync(HttpClient client) =>
        (await client.GetFromJsonAsync<JsonNode>("/v1/billing"))!;

    private static string Standing(JsonNode billing) => $"{billing["tier"]} {billing["because"]}";

    private async Task DeliverAsync(string body)
    {
        using var client = node.CreateClient();
        (await FakeStripe.DeliverAsync(client, body, clock.GetUtcNow())).ShouldBe(HttpStatusCode.NoContent);
    }

    private string NewId(string kind) => $"{kind}_{Interlocked.Increment(ref ids)}x";

    private string Tell(string type, JsonObject what, DateTimeOffset created) =>
        FakeStripe.Event(NewId("evt"), type, what, created);

    private static JsonObject Invoice(string customer) =>
        new()
        {
            ["object"] = "invoice",
            ["id"] = "in_1",
            ["customer"] = customer,
        };

    private int AskedFor(string customer) =>
        stripe.Requests.Count(one => one.Operation == "GET /v1/subscriptions" && one.Fields["customer"] == customer);

    private Task<string> StateAsync(string account) =>
        nodes.Database.QueryAsync<string>(
            $"select subscription_tier || ' ' || subscription_status from users where id = '{account}'"
        );

    private Task<string> CustomerAsync(string account) =>
        nodes.Database.QueryAsync<string>($"select customer_id from billing_accounts where user_id = '{account}'");

    private static async Task ShouldBeAsync(HttpResponseMessage answer, HttpStatusCode status, string code) =>
        (await Answers.JsonAsync(answer, status))["code"]!.GetValue<string>().ShouldBe(code);

    /// <summary>All that the nodes log, as text.</summary>
    private sealed class LogLines : Serilog.Core.ILogEventSink
    {
        private readonly ConcurrentQueue<string> lines = [];

        public IReadOnlyCollection<string> Lines => lines;

        public void Emit(Serilog.Events.LogEvent logEvent) =>
            lines.Enqueue(
                $"{logEvent.RenderMessage(System.Globalization.CultureInfo.InvariantCulture)} {logEvent.Exception}"
            );
    }
}
