using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Domain.Identity;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Harness;

namespace AiWebBuilder.IntegrationTests.Identity.TwoFactor;

/// <summary>The second factor: each code opens once.</summary>
internal sealed class TotpTests
{
    private SignInNode node = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => node = await SignInNode.StartAsync();

    [OneTimeTearDown]
    public ValueTask StopAsync() => node.DisposeAsync();

    [SetUp]
    public void BackToThePresent() => node.Clock.Reset();

    [Test]
    public async Task Signing_in_needs_a_code_that_was_not_used_before()
    {
        var (email, person, secret, _) = await WithFactorAsync();

        (await CodeOfLoginAsync(email)).ShouldBe("auth.totp_required");
        (await CodeOfLoginAsync(email, Wrong(secret))).ShouldBe("auth.totp_wrong");
        (await CodeOfLoginAsync(email, CodeIn(secret, 0))).ShouldBe("auth.totp_wrong", "it confirmed the factor");
        (await CodeOfLoginAsync(email, CodeIn(secret, 1))).ShouldBeNull("a clock may be half a minute off");
        (await CodeOfLoginAsync(email, CodeIn(secret, 1))).ShouldBe("auth.totp_wrong");
        node.Clock.Advance(TimeSpan.FromSeconds(60));
        (await CodeOfLoginAsync(email, CodeIn(secret, 0))).ShouldBeNull();
        node.Clock.Advance(TimeSpan.FromSeconds(90));
        (await CodeOfLoginAsync(email, CodeIn(secret, -2))).ShouldBe("auth.totp_wrong");
        (await CodeOfLoginAsync(email, CodeIn(secret, -1))).ShouldBeNull();

        (await node.EventsOfAsync(person)).ShouldContain("factor_added");
    }

    [Test]
    public async Task Of_sixteen_who_send_one_code_at_once_one_gets_in()
    {
        var (email, _, secret, _) = await WithFactorAsync();
        node.Clock.Advance(TimeSpan.FromSeconds(30));
        var other = node.StartNode().CreateClient();

        var answers = await ConcurrencyTests.AtOnceAsync(number =>
            SignInNode.LogInAsync(number % 2 == 0 ? node.Client : other, email, totpCode: CodeIn(secret, 0))
        );

        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(1);
    }

    [Test]
    public async Task Each_recovery_code_opens_once_and_new_ones_end_the_old()
    {
        var (email, person, _, codes) = await WithFactorAsync();
        codes.Distinct(StringComparer.Ordinal).Count().ShouldBe(10);

        var answers = await ConcurrencyTests.AtOnceAsync(_ =>
            SignInNode.LogInAsync(node.Client, email, totpCode: codes[0])
        );
        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(1);

        node.Clock.Advance(TimeSpan.FromMinutes(15));
        using var signedIn = await SignInNode.LogInAsync(
            node.Client,
            email,
            totpCode: codes[1].ToLowerInvariant().Replace('-', ' ')
        );
        using var renewed = await node.SendAsync(
            await Answers.JsonAsync(signedIn, HttpStatusCode.OK),
            HttpMethod.Post,
            "/v1/me/totp/recovery-codes",
            new { password = SignInNode.Password }
        );
        var fresh = CodesIn(await Answers.JsonAsync(renewed, HttpStatusCode.OK));
        (await CodeOfLoginAsync(email, codes[2])).ShouldBe("auth.totp_wrong");
        (await CodeOfLoginAsync(email, fresh[0])).ShouldBeNull();
        (await node.EventsOfAsync(person)).Count(what => what == "factor_added").ShouldBe(2, "new ways in are told of");
    }

    [Test]
    public async Task Guessing_codes_is_slowed_down_as_guessing_passwords_is()
    {
        var (email, _, secret, _) = await WithFactorAsync();
        List<string?> codes = [];
        for (var guess = 0; guess < 6; guess++)
        {
            codes.Add(await CodeOfLoginAsync(email, Wrong(secret)));
            if (guess == 2)
            {
                // Having the password does not wash failures away.
                (await CodeOfLoginAsync(email)).ShouldBe("auth.totp_required");
            }
        }
        codes.ShouldBe([.. Enumerable.Repeat("auth.totp_wrong", 5), "auth.too_many_attempts"]);
    }

    [Test]
    public async Task A_factor_is_confirmed_once_and_removed_with_the_password()
    {
        var (email, person, secret, _) = await WithFactorAsync();

        using (var again = await StartAsync(person, SignInNode.Password))
        {
            again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        }
        using (var confirmed = await ConfirmAsync(person, CodeIn(secret, 1)))
        {
            confirmed.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        }
        (await RemoveAsync(person, "not the password")).ShouldBe(HttpStatusCode.Forbidden);
        (await CodeOfLoginAsync(email)).ShouldBe("auth.totp_required");
        (await RemoveAsync(person, SignInNode.Password)).ShouldBe(HttpStatusCode.NoContent);
        (await RemoveAsync(person, SignInNode.Password)).ShouldBe(HttpStatusCode.NoContent);
        (await CodeOfLoginAsync(email)).ShouldBeNull();
        (await node.EventsOfAsync(person)).Count(what => what == "factor_removed").ShouldBe(1);
    }

    [TestCase(false)]
    [TestCase(true, Description = "its owner has clicked on the link in the first mail already")]
    public async Task A_factor_that_a_stranger_set_up_does_not_lock_the_addresss_owner_out(bool isProvedFirst)
    {
        var (email, person, _, _) = await WithFactorAsync();
        node.Clock.Advance(TimeSpan.FromMinutes(2));
        if (isProvedFirst)
        {
            await ConfirmMailAsync("email-verification", new { token = await node.TokenForAsync(email) });
        }

        await ResetAsync(email, "the owner's long password");

        using var signedIn = await SignInNode.LogInAsync(node.Client, email, "the owner's long password");
        signedIn.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await node.EventsOfAsync(person)).ShouldContain("factor_removed");
        (
            await node.Nodes.Database.QueryAsync<long>(
                $"select count(*) from recovery_codes where user_id = '{person["user"]!["id"]}'"
            )
        ).ShouldBe(0);
    }

    [Test]
    public async Task A_device_that_was_left_open_adds_no_factor_that_would_lock_its_owner_out()
    {
        var email = SignInNode.NewEmail();
        var person = await node.RegisterAsync(email);
        using (var guessed = await StartAsync(person, "not the password"))
        {
            (await Answers.JsonAsync(guessed, HttpStatusCode.Forbidden))["code"]!
                .GetValue<string>()
                .ShouldBe("identity.password_wrong");
        }
        (
            await node.Nodes.Database.QueryAsync<long>(
                $"select count(*) from totp_factors where user_id = '{person["user"]!["id"]}'"
            )
        ).ShouldBe(0);
    }

    [Test]
    public async Task A_wrong_first_code_confirms_nothing()
    {
        var email = SignInNode.NewEmail();
        var person = await node.RegisterAsync(email);
        var secret = await SecretAsync(person);
        using (var wrong = await ConfirmAsync(person, Wrong(secret)))
        {
            wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }
        (await CodeOfLoginAsync(email)).ShouldBeNull();
    }

    [Test]
    public async Task A_new_password_by_mail_does_not_go_past_the_factor()
    {
        var (email, _, secret, _) = await WithFactorAsync(isProved: true);
        using (
            await node.Client.PostAsync(
                "/v1/auth/password-reset",
                System.Net.Http.Json.JsonContent.Create(new { email })
            )
        ) { }
        var token = await node.TokenForAsync(email);
        using var reset = await node.Client.PostAsync(
            "/v1/auth/password-reset/confirmation",
            System.Net.Http.Json.JsonContent.Create(new { token, password = "another long password" })
        );
        reset.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var login = await SignInNode.LogInAsync(node.Client, email, "another long password");
        (await Answers.JsonAsync(login, HttpStatusCode.Unauthorized))["code"]!
            .GetValue<string>()
            .ShouldBe("auth.totp_required");
        using var complete = await SignInNode.LogInAsync(
            node.Client,
            email,
            "another long password",
            CodeIn(secret, 1)
        );
        complete.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_secret_lies_sealed_and_opens_for_nobody_else()
    {
        var (_, mine, secret, _) = await WithFactorAsync();
        var (email, theirs, _, _) = await WithFactorAsync();
        await node.Nodes.ExecuteAsync(
            $"""
            update totp_factors set sealed_secret = (select sealed_secret from totp_factors where user_id = '{mine[
                "user"
            ]!["id"]}')
            where user_id = '{theirs["user"]!["id"]}'
            """
        );
        (await CodeOfLoginAsync(email, CodeIn(secret, 1))).ShouldBe("auth.totp_wrong");
        (
            await node.Nodes.Database.QueryAsync<bool>(
                $"select position('\\x{Convert.ToHexString(secret)}'::bytea in sealed_secret) = 0 from totp_factors where user_id = '{mine["user"]!["id"]}'"
            )
        ).ShouldBeTrue();
    }

    [Test]
    public async Task The_answer_with_the_codes_is_not_kept_for_repetitions()
    {
        var person = await node.RegisterAsync(SignInNode.NewEmail());
        using var client = node.As(person);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/me/totp");
        request.Headers.Add("Idempotency-Key", "a-key-for-a-secret-answer");
        request.Content = System.Net.Http.Json.JsonContent.Create(new { password = SignInNode.Password });
        using var answer = await client.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (
            await node.Nodes.Database.QueryAsync<long>(
                $"select count(*) from idempotency_keys where user_id = '{person["user"]!["id"]}'"
            )
        ).ShouldBe(0);
    }

    private async Task<(string Email, JsonNode Person, byte[] Secret, string[] Codes)> WithFactorAsync(
        bool isProved = false
    )
    {
        var email = SignInNode.NewEmail();
        var person = await node.RegisterAsync(email);
        if (isProved)
        {
            await ConfirmMailAsync("email-verification", new { token = await node.TokenForAsync(email) });
            node.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        var secret = await SecretAsync(person);
        using var confirmed = await ConfirmAsync(person, CodeIn(secret, 0));
        return (email, person, secret, CodesIn(await Answers.JsonAsync(confirmed, HttpStatusCode.OK)));
    }

    private async Task ResetAsync(string email, string password)
    {
        (await node.Client.PostAsJsonAsync("/v1/auth/password-reset", new { email })).EnsureSuccessStatusCode();
        await ConfirmMailAsync("password-reset", new { token = await node.TokenForAsync(email), password });
    }

    private async Task ConfirmMailAsync(string what, object body)
    {
        using var answer = await node.Client.PostAsJsonAsync($"/v1/auth/{what}/confirmation", body);
        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    private async Task<byte[]> SecretAsync(JsonNode person, string password = SignInNode.Password)
    {
        using var started = await StartAsync(person, password);
        var view = await Answers.JsonAsync(started, HttpStatusCode.OK);
        var text = view["secret"]!.GetValue<string>();
        view["uri"]!.GetValue<string>().ShouldStartWith("otpauth://totp/AiWebBuilder%3A");
        view["uri"]!.GetValue<string>().ShouldContain($"secret={text}&");
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = string.Concat(
            text.Select(letter => Convert.ToString(Alphabet.IndexOf(letter), toBase: 2).PadLeft(5, '0'))
        );
        return [.. bits.Chunk(8).Select(eight => Convert.ToByte(new string(eight), 2))];
    }

    private Task<HttpResponseMessage> StartAsync(JsonNode person, string password) =>
        node.SendAsync(person, HttpMethod.Post, "/v1/me/totp", new { password });

    private Task<HttpResponseMessage> ConfirmAsync(JsonNode person, string code) =>
        node.SendAsync(person, HttpMethod.Post, "/v1/me/totp/confirmation", new { code });

    private async Task<HttpStatusCode> RemoveAsync(JsonNode person, string password)
    {
        using var answer = await node.SendAsync(person, HttpMethod.Delete, "/v1/me/totp", new { password });
        return answer.StatusCode;
    }

    private string CodeIn(byte[] secret, int steps) => Totp.CodeAt(secret, Totp.StepAt(node.Clock.GetUtcNow()) + steps);

    /// <summary>Six digits that are not among the accepted ones.</summary>
    private string Wrong(byte[] secret) =>
        new[] { "000000", "111111", "222222", "333333" }.First(code =>
            Totp.MatchingStep(secret, code, node.Clock.GetUtcNow()) is null
        );

    private static string[] CodesIn(JsonNode answer) =>
        [.. answer["recoveryCodes"]!.AsArray().Select(code => code!.GetValue<string>())];

    /// <summary>Null: signed in.</summary>
    private async Task<string?> CodeOfLoginAsync(string email, string? totpCode = null)
    {
        using var answer = await SignInNode.LogInAsync(node.Client, email, totpCode: totpCode);
        return answer.StatusCode == HttpStatusCode.OK
            ? null
            : (await Answers.JsonAsync(answer, answer.StatusCode))["code"]!.GetValue<string>();
    }
}
