using System.Net;
using AiWebBuilder.IntegrationTests.Harness;

namespace AiWebBuilder.IntegrationTests.Identity.SignIn;

/// <summary>Guessing becomes slow, for all nodes together, and nobody is ever locked out.</summary>
internal sealed class ThrottleTests
{
    private SignInNode node = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => node = await SignInNode.StartAsync();

    [OneTimeTearDown]
    public ValueTask StopAsync() => node.DisposeAsync();

    [SetUp]
    public void BackToThePresent() => node.Clock.Reset();

    [Test]
    public async Task Five_failures_are_free_then_the_wait_doubles_to_a_quarter_of_an_hour_for_known_and_unknown_alike()
    {
        var known = SignInNode.NewEmail();
        await node.RegisterAsync(known);
        var unknown = SignInNode.NewEmail();

        var (ofUnknown, ofKnown) = (await GuessAsync(unknown), await GuessAsync(known));

        ofKnown.ShouldBe([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
        ofUnknown.ShouldBe(ofKnown);
        // The password is not even looked at while the wait lasts; afterwards it opens.
        using var early = await SignInNode.LogInAsync(node.Client, known);
        (await CodeAsync(early)).ShouldBe("auth.too_many_attempts");
        node.Clock.Advance(TimeSpan.FromSeconds(900));
        using var late = await SignInNode.LogInAsync(node.Client, known);
        late.StatusCode.ShouldBe(HttpStatusCode.OK);
        // And all is forgotten.
        for (var guess = 0; guess < 5; guess++)
        {
            using var again = await SignInNode.LogInAsync(node.Client, known, "not the password");
            again.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }
    }

    [Test]
    public async Task Failures_are_forgotten_one_by_one_while_nobody_tries()
    {
        var email = SignInNode.NewEmail();
        for (var guess = 0; guess < 5; guess++)
        {
            (await SignInNode.LogInAsync(node.Client, email)).Dispose();
        }
        node.Clock.Advance(TimeSpan.FromMinutes(41));
        for (var guess = 0; guess < 2; guess++)
        {
            using var free = await SignInNode.LogInAsync(node.Client, email);
            free.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }
        using var refused = await SignInNode.LogInAsync(node.Client, email);
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Test]
    public async Task Of_fifty_guesses_at_once_on_two_nodes_five_are_evaluated()
    {
        var email = SignInNode.NewEmail();
        var person = await node.RegisterAsync(email);
        var other = node.StartNode().CreateClient();

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 50)
                .Select(number =>
                    Task.Run(() =>
                        SignInNode.LogInAsync(
                            number % 2 == 0 ? node.Client : other,
                            // Capitals do not make another account.
                            number % 3
                            == 0
                                ? email.ToUpperInvariant()
                                : email,
                            $"guess number {number}"
                        )
                    )
                )
        );

        Campaigns
            .ConcurrencyTests.Counts(answers)
            .ShouldBe([(HttpStatusCode.Unauthorized, 5), (HttpStatusCode.TooManyRequests, 45)]);
        (await node.EventsOfAsync(person)).Count(what => what == "sign_in_failed").ShouldBe(5);
    }

    [Test]
    public async Task A_network_that_tries_many_addresses_has_to_wait_and_others_do_not()
    {
        var email = SignInNode.NewEmail();
        await node.RegisterAsync(email);
        for (var guess = 0; guess < 5; guess++)
        {
            using var wrong = await LogInFromAsync($"203.0.113.{guess}", SignInNode.NewEmail());
            wrong.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        using (var refused = await LogInFromAsync("203.0.113.77", email))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
            refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        }
        using (var neighbour = await LogInFromAsync("203.0.114.1", email))
        {
            neighbour.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        node.Clock.Advance(TimeSpan.FromSeconds(1));
        using (var waited = await LogInFromAsync("203.0.113.77", email))
        {
            waited.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        // An account of one's own does not wash the network's failures away.
        using var sixth = await LogInFromAsync("203.0.113.5", SignInNode.NewEmail());
        sixth.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var seventh = await LogInFromAsync("203.0.113.6", SignInNode.NewEmail());
        seventh.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(2));
    }

    [Test]
    public async Task Everybody_in_an_office_signs_in_at_once()
    {
        string[] people = [.. Enumerable.Range(0, 16).Select(_ => SignInNode.NewEmail())];
        foreach (var email in people)
        {
            await node.RegisterAsync(email);
        }

        var answers = await Task.WhenAll(people.Select(email => Task.Run(() => LogInFromAsync("198.51.100.7", email))));

        Campaigns.ConcurrencyTests.Counts(answers).ShouldBe([(HttpStatusCode.OK, 16)]);
    }

    [Test]
    public async Task Nothing_that_was_written_stands_in_the_table()
    {
        using var wrong = await SignInNode.LogInAsync(node.Client, "my password by mistake");
        wrong.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (
            await node.Nodes.Database.QueryAsync<long>(
                "select count(*) from sign_in_throttles where subject = sha256('account:my password by mistake')"
            )
        ).ShouldBe(0);
    }

    private Task<HttpResponseMessage> LogInFromAsync(string address, string email) =>
        SignInNode.LogInAsync(node.Client, email, from: address);

    private static async Task<string> CodeAsync(HttpResponseMessage answer) =>
        (await Answers.JsonAsync(answer, answer.StatusCode))["code"]!.GetValue<string>();

    /// <summary>Guesses as soon as it may; answers the waits.</summary>
    private async Task<List<double>> GuessAsync(string email)
    {
        List<double> waits = [];
        for (var guess = 1; guess <= 16; guess++)
        {
            using (var wrong = await SignInNode.LogInAsync(node.Client, email, $"guess number {guess}"))
            {
                wrong.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, $"guess {guess}");
                (await CodeAsync(wrong)).ShouldBe("identity.wrong_credentials");
            }
            if (guess < 5)
            {
                continue;
            }
            using var refused = await SignInNode.LogInAsync(node.Client, email, "too early");
            refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests, $"after guess {guess}");
            var wait = refused.Headers.RetryAfter!.Delta!.Value;
            waits.Add(wait.TotalSeconds);
            if (guess < 16)
            {
                node.Clock.Advance(wait);
            }
        }
        return waits;
    }
}
