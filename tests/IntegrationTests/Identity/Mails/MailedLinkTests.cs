using System.Net;
using System.Net.Http.Json;
using AiWebBuilder.IntegrationTests.Harness;
using AiWebBuilder.IntegrationTests.Identity.ApiKeys;

namespace AiWebBuilder.IntegrationTests.Identity.Mails;

/// <summary>What comes by mail: the address verified, a forgotten password replaced.</summary>
internal sealed class MailedLinkTests
{
    private const string Another = "another long password";

    private SignInNode node = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => node = await SignInNode.StartAsync();

    [OneTimeTearDown]
    public ValueTask StopAsync() => node.DisposeAsync();

    [SetUp]
    public void BackToThePresent() => node.Clock.Reset();

    [Test]
    public async Task A_newcomer_gets_a_mail_whose_link_verifies_the_address_once()
    {
        var email = SignInNode.NewEmail();
        var person = await node.RegisterAsync(email);
        person["user"]!["emailVerified"]!.GetValue<bool>().ShouldBeFalse();
        var token = await node.TokenForAsync(email);

        (await ConfirmAsync(token)).ShouldBe(HttpStatusCode.NoContent);
        (await ConfirmAsync(token)).ShouldBe(HttpStatusCode.BadRequest);

        using var me = await node.SendAsync(person, HttpMethod.Get, "/v1/me");
        (await Answers.JsonAsync(me, HttpStatusCode.OK))["emailVerified"]!.GetValue<bool>().ShouldBeTrue();
        (await node.EventsOfAsync(person)).ShouldBe(["sign_in", "email_verified"]);
        // Who needs none gets none.
        (await AskAsync("email-verification", email)).ShouldBe(HttpStatusCode.Accepted);
        (await node.MailsToAsync(email)).Count.ShouldBe(1);
    }

    [Test]
    public async Task An_address_at_a_domain_beyond_ASCII_gets_its_mail()
    {
        var email = SignInNode.NewEmail().Replace("example.com", "bücher.example", StringComparison.Ordinal);
        var person = await node.RegisterAsync(email);
        person["user"]!["email"]!.GetValue<string>().ShouldEndWith("@xn--bcher-kva.example");

        (await ConfirmAsync(await node.TokenForAsync(email))).ShouldBe(HttpStatusCode.NoContent);
    }

    [Test]
    public async Task Whoever_is_signed_in_asks_for_the_mail_again_without_naming_the_address()
    {
        var email = SignInNode.NewEmail();
        var person = await node.RegisterAsync(email);
        var first = await node.TokenForAsync(email);
        using (var asked = await node.SendAsync(person, HttpMethod.Post, "/v1/auth/email-verification", new { }))
        {
            asked.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        }
        var second = await node.TokenForAsync(email);

        second.ShouldNotBe(first);
        (await ConfirmAsync(first)).ShouldBe(HttpStatusCode.BadRequest, "a newer link ends the older one");
        (await ConfirmAsync(second)).ShouldBe(HttpStatusCode.NoContent);
        using var nobody = await node.Client.PostAsJsonAsync("/v1/auth/email-verification", new { });
        nobody.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Test]
    public async Task A_forgotten_password_is_replaced_once_and_ends_all_sessions()
    {
        var email = SignInNode.NewEmail();
        var person = await node.RegisterAsync(email);
        await node.MailsToAsync(email);
        (await AskAsync("password-reset", email.ToUpperInvariant())).ShouldBe(HttpStatusCode.Accepted);
        var token = await node.TokenForAsync(email);

        (await ResetAsync(token, "password1234")).ShouldBe(HttpStatusCode.BadRequest, "a refusal does not use it up");
        (await ResetAsync(token, "AnaExample2026")).ShouldBe(HttpStatusCode.BadRequest);
        (await ConfirmAsync(token)).ShouldBe(HttpStatusCode.BadRequest, "it is for something else");
        (await ResetAsync(token, Another)).ShouldBe(HttpStatusCode.NoContent);
        (await ResetAsync(token, "a third long password")).ShouldBe(HttpStatusCode.BadRequest);

        using var refresh = await node.Client.PostAsJsonAsync(
            "/v1/auth/refresh",
            new { refreshToken = person["refreshToken"]!.GetValue<string>() }
        );
        refresh.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var old = await SignInNode.LogInAsync(node.Client, email);
        old.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var login = await SignInNode.LogInAsync(node.Client, email, Another);
        (await Answers.JsonAsync(login, HttpStatusCode.OK))["user"]!["emailVerified"]!.GetValue<bool>().ShouldBeTrue();
        (await node.EventsOfAsync(person)).ShouldBe(
            ["sign_in", "email_verified", "password_reset", "sign_in_failed", "sign_in"],
            ignoreOrder: true
        );
    }

    [Test]
    public async Task Of_sixteen_who_come_with_one_link_at_once_one_sets_the_password()
    {
        var email = SignInNode.NewEmail();
        await node.RegisterAsync(email);
        await node.MailsToAsync(email);
        await AskAsync("password-reset", email);
        var token = await node.TokenForAsync(email);

        var answers = await Campaigns.ConcurrencyTests.AtOnceAsync(number =>
            node.Client.PostAsJsonAsync(
                "/v1/auth/password-reset/confirmation",
                new { token, password = $"long password number {number}" }
            )
        );

        Campaigns
            .ConcurrencyTests.Counts(answers)
            .ShouldBe([(HttpStatusCode.NoContent, 1), (HttpStatusCode.BadRequest, 15)]);
    }

    [TestCase("password-reset", 30)]
    [TestCase("email-verification", 24 * 60)]
    public async Task A_link_expires(string what, int minutes)
    {
        var email = SignInNode.NewEmail();
        await node.RegisterAsync(email);
        await node.MailsToAsync(email);
        await AskAsync(what, email);
        var token = await node.TokenForAsync(email);
        node.Clock.Advance(TimeSpan.FromMinutes(minutes));
        (what == "password-reset" ? await ResetAsync(token, Another) : await ConfirmAsync(token)).ShouldBe(
            HttpStatusCode.BadRequest
        );
    }

    [Test]
    public async Task An_unknown_address_gets_the_same_answer_and_no_mail()
    {
        var unknown = SignInNode.NewEmail();
        (await AskAsync("password-reset", unknown)).ShouldBe(HttpStatusCode.Accepted);
        (await AskAsync("email-verification", unknown)).ShouldBe(HttpStatusCode.Accepted);
        (await node.MailsToAsync(unknown)).ShouldBeEmpty();
    }

    [Test]
    public async Task A_mailbox_gets_two_mails_a_minute_and_eight_a_day_whoever_asks()
    {
        var email = SignInNode.NewEmail();
        await node.RegisterAsync(email);
        (await node.MailsToAsync(email)).Count.ShouldBe(1);
        foreach (var expected in new[] { 2, 2, 2 })
        {
            (await AskAsync("password-reset", email)).ShouldBe(HttpStatusCode.Accepted);
            (await node.MailsToAsync(email)).Count.ShouldBe(expected);
        }
        foreach (var expected in new[] { 3, 4, 5, 6, 7, 8, 8, 8 })
        {
            node.Clock.Advance(TimeSpan.FromMinutes(2));
            await AskAsync("password-reset", email);
            (await node.MailsToAsync(email)).Count.ShouldBe(expected);
        }
    }

    [Test]
    public async Task What_a_stranger_prepared_in_an_account_ends_when_the_addresss_owner_takes_it_over()
    {
        var email = SignInNode.NewEmail();
        var stranger = await node.RegisterAsync(email);
        var accomplice = await node.RegisterAsync(SignInNode.NewEmail());
        using var strangers = node.As(stranger);
        var secret = (await Programs.MakeAsync(strangers, "campaigns:read"))["secret"]!.GetValue<string>();
        using var program = node.StartNode().CreateClient();
        program.DefaultRequestHeaders.Authorization = new("Bearer", secret);
        (await program.GetAsync("/v1/campaigns")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var account = stranger["user"]!["id"];
        await node.Nodes.ExecuteAsync(
            $"""
            insert into account_members (user_id, member_id, role) values ('{account}', '{accomplice["user"]![
                "id"
            ]}', 'admin');
            insert into account_invitations (user_id, email, role, token_hash, expires_at)
            values ('{account}', 'another@example.com', 'admin', sha256('x'), now() + interval '7 days')
            """
        );

        await AskAsync("password-reset", email);
        (await ResetAsync(await node.TokenForAsync(email), Another)).ShouldBe(HttpStatusCode.NoContent);

        await Eventually.AnswersAsync(() => program.GetAsync("/v1/campaigns"), HttpStatusCode.Unauthorized);
        using var signedIn = await SignInNode.LogInAsync(node.Client, email, Another);
        var owner = await Answers.JsonAsync(signedIn, HttpStatusCode.OK);
        using var members = await node.SendAsync(owner, HttpMethod.Get, "/v1/members");
        (await Answers.JsonAsync(members, HttpStatusCode.OK))["data"]!.AsArray().Count.ShouldBe(1);

        // From then on the account is theirs: what they make outlives the next new password.
        node.Clock.Advance(TimeSpan.FromSeconds(1));
        using var owners = node.As(owner);
        var own = (await Programs.MakeAsync(owners, "campaigns:read"))["secret"]!.GetValue<string>();
        program.DefaultRequestHeaders.Authorization = new("Bearer", own);
        node.Clock.Advance(TimeSpan.FromMinutes(2));
        await AskAsync("password-reset", email);
        (await ResetAsync(await node.TokenForAsync(email), "a third long password")).ShouldBe(HttpStatusCode.NoContent);
        (await program.GetAsync("/v1/campaigns")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task What_a_stranger_prepared_does_not_outlive_the_owners_click_on_the_link_in_the_mail_either()
    {
        var email = SignInNode.NewEmail();
        var stranger = await node.RegisterAsync(email);
        using var strangers = node.As(stranger);
        var secret = (await Programs.MakeAsync(strangers, "campaigns:read"))["secret"]!.GetValue<string>();
        using var program = node.StartNode().CreateClient();
        program.DefaultRequestHeaders.Authorization = new("Bearer", secret);
        node.Clock.Advance(TimeSpan.FromMinutes(2));
        (await ConfirmAsync(await node.TokenForAsync(email))).ShouldBe(HttpStatusCode.NoContent);
        (await program.GetAsync("/v1/campaigns")).StatusCode.ShouldBe(HttpStatusCode.OK);

        await AskAsync("password-reset", email);
        (await ResetAsync(await node.TokenForAsync(email), Another)).ShouldBe(HttpStatusCode.NoContent);

        await Eventually.AnswersAsync(() => program.GetAsync("/v1/campaigns"), HttpStatusCode.Unauthorized);
    }

    [Test]
    public async Task Whoever_asks_for_mails_in_anothers_name_does_not_keep_them_from_a_new_password_for_a_day()
    {
        var email = SignInNode.NewEmail();
        await node.RegisterAsync(email);
        for (var asked = 0; asked < 12; asked++)
        {
            node.Clock.Advance(TimeSpan.FromMinutes(2));
            await AskAsync("email-verification", email);
            await node.MailsToAsync(email);
        }
        (await node.MailsToAsync(email)).Count.ShouldBe(8);

        await AskAsync("password-reset", email);
        (await node.MailsToAsync(email)).Count.ShouldBe(9, "none of its kind was sent within the hour");
        await AskAsync("password-reset", email);
        (await node.MailsToAsync(email)).Count.ShouldBe(9);
        node.Clock.Advance(TimeSpan.FromHours(1));
        await AskAsync("password-reset", email);
        var token = await node.TokenForAsync(email);

        (await node.MailsToAsync(email)).Count.ShouldBe(10);
        (await ResetAsync(token, Another)).ShouldBe(HttpStatusCode.NoContent);
    }

    [Test]
    public async Task The_mail_is_in_the_browsers_language_and_says_nothing_that_a_stranger_wrote()
    {
        var email = SignInNode.NewEmail();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/auth/register");
        request.Headers.AcceptLanguage.ParseAdd("en;q=0.4, de-AT;q=0.9");
        request.Content = JsonContent.Create(
            new
            {
                email,
                password = SignInNode.Password,
                name = "Buy at https://evil.example",
            }
        );
        (await node.Client.SendAsync(request)).Dispose();

        var mail = (await node.MailsToAsync(email)).ShouldHaveSingleItem();

        mail.Subject.ShouldBe("Bitte bestätigen Sie Ihre E-Mail-Adresse");
        mail.TextBody!.ShouldContain("http://localhost:3000/verify-email#token=");
        mail.HtmlBody!.ShouldContain("""<html lang="de">""");
        mail.HtmlBody!.ShouldNotContain("<img");
        mail.ToString().ShouldNotContain("evil.example");
    }

    [Test]
    public async Task A_link_stands_nowhere_but_in_the_mail()
    {
        var email = SignInNode.NewEmail();
        await node.RegisterAsync(email);
        var token = await node.TokenForAsync(email);
        foreach (var table in new[] { "email_tokens", "job_queue", "audit_log", "outbox_events" })
        {
            (
                await node.Nodes.Database.QueryAsync<long>(
                    $"select count(*) from {table} t where t::text like '%{token}%' or t::text like '%{email}%' and '{table}' = 'job_queue'"
                )
            ).ShouldBe(0, table);
        }
    }

    [TestCase("two@example.com,three@example.com")]
    [TestCase("two <three@example.com>")]
    [TestCase("two@example.com\r\nBcc: three@example.com")]
    public async Task An_address_is_one_address(string email)
    {
        using var answer = await node.Client.PostAsJsonAsync(
            "/v1/auth/register",
            new
            {
                email,
                password = SignInNode.Password,
                name = "Ana",
            }
        );
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private async Task<HttpStatusCode> AskAsync(string what, string email)
    {
        using var answer = await node.Client.PostAsJsonAsync($"/v1/auth/{what}", new { email });
        (await answer.Content.ReadAsStringAsync()).ShouldBeEmpty();
        return answer.StatusCode;
    }

    private async Task<HttpStatusCode> ConfirmAsync(string token)
    {
        using var answer = await node.Client.PostAsJsonAsync("/v1/auth/email-verification/confirmation", new { token });
        return answer.StatusCode;
    }

    private async Task<HttpStatusCode> ResetAsync(string token, string password)
    {
        using var answer = await node.Client.PostAsJsonAsync(
            "/v1/auth/password-reset/confirmation",
            new { token, password }
        );
        return answer.StatusCode;
    }
}
