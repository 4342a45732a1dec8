using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Harness;
using Bcrypt = BCrypt.Net.BCrypt;

namespace AiWebBuilder.IntegrationTests.Identity.Passwords;

/// <summary>Which passwords may be set, how they are kept, and how they are changed.</summary>
internal sealed class PasswordTests
{
    private SignInNode node = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => node = await SignInNode.StartAsync();

    [OneTimeTearDown]
    public ValueTask StopAsync() => node.DisposeAsync();

    [SetUp]
    public void BackToThePresent() => node.Clock.Reset();

    [TestCase("seven 7", false)]
    [TestCase("eight ei", true)]
    [TestCase("🦊🐻🐼🦁🐯🐨🐸🐙", true)]
    [TestCase("🦊🐻🐼🦁🐯🐨🐸", false)]
    [TestCase("          ", true, Description = "no rule about which characters")]
    [TestCase("Password123", false)]
    [TestCase("SUNSHINE2024", false)]
    [TestCase("qwertzuiop", false)]
    [TestCase("anaexample1", false)]
    [TestCase("Example-Ana-2026!", false)]
    [TestCase("ana.maria.example@mail.example", false)]
    [TestCase("Example of a long one", true)]
    public async Task A_password_is_long_enough_and_not_the_first_that_anybody_tries(string password, bool accepted)
    {
        var email = $"ana.maria.example@{Guid.CreateVersion7():N}.example";
        if (password.Contains('@'))
        {
            password = email;
        }
        using var answer = await RegisterAsync(email, password);
        answer.StatusCode.ShouldBe(accepted ? HttpStatusCode.Created : HttpStatusCode.BadRequest);
    }

    [TestCase(128, HttpStatusCode.Created)]
    [TestCase(129, HttpStatusCode.BadRequest)]
    public async Task Up_to_128_characters_count_and_each_of_them_does(int length, HttpStatusCode expected)
    {
        var email = SignInNode.NewEmail();
        var password = string.Concat(Enumerable.Repeat("🦊", length - 1)) + "a";
        using var answer = await RegisterAsync(email, password);
        answer.StatusCode.ShouldBe(expected);
        if (expected == HttpStatusCode.Created)
        {
            using var other = await SignInNode.LogInAsync(node.Client, email, password[..^1] + "b");
            other.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            using var same = await SignInNode.LogInAsync(node.Client, email, password);
            same.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Test]
    public async Task The_same_letters_typed_on_another_keyboard_are_the_same_password()
    {
        var email = SignInNode.NewEmail();
        const string Composed = "h\u00e9l\u00e8ne \u00e0 la mer";
        var decomposed = Composed.Normalize(NormalizationForm.FormD);
        decomposed.ShouldNotBe(Composed);
        (await RegisterAsync(email, decomposed)).Dispose();
        using var answer = await SignInNode.LogInAsync(node.Client, email, Composed);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [TestCase("bcrypt", 6)]
    [TestCase("bcrypt", 4)]
    [TestCase("bcrypt-sha384", 4)]
    public async Task A_password_kept_in_an_older_way_opens_and_is_kept_in_the_present_one(string scheme, int cost)
    {
        using var present = node.StartNode(("Passwords:Cost", "6")).CreateClient();
        var email = SignInNode.NewEmail();
        var person = await node.RegisterAsync(email);
        var old =
            scheme == "bcrypt"
                ? Bcrypt.HashPassword(SignInNode.Password, cost)
                : Bcrypt.EnhancedHashPassword(SignInNode.Password, cost);
        await node.Nodes.ExecuteAsync(
            $"update users set password_hash = '{old}', password_scheme = '{scheme}' where email = '{email}'"
        );

        using (var wrong = await SignInNode.LogInAsync(present, email, "not the password"))
        {
            wrong.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }
        (await KeptAsync(person)).ShouldBe($"{scheme} {old}");
        using (var first = await SignInNode.LogInAsync(present, email))
        {
            first.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        var kept = await KeptAsync(person);
        kept.ShouldMatch(@"^bcrypt-sha384 \$2[aby]\$06\$");
        using (var second = await SignInNode.LogInAsync(present, email))
        {
            second.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        (await KeptAsync(person)).ShouldBe(kept);
    }

    [Test]
    public async Task Changing_the_password_ends_all_other_sessions_and_needs_the_present_one()
    {
        var email = SignInNode.NewEmail();
        var here = await node.RegisterAsync(email);
        using var login = await SignInNode.LogInAsync(node.Client, email);
        var elsewhere = await Answers.JsonAsync(login, HttpStatusCode.OK);

        (await CodeOfChangeAsync(here, "not the present one", "another long password")).ShouldBe(
            "identity.password_wrong"
        );
        (await CodeOfChangeAsync(here, SignInNode.Password, "password1234")).ShouldBe("request.invalid");
        (await CodeOfChangeAsync(here, SignInNode.Password, "AnaExample2026")).ShouldBe("request.invalid");
        (await CodeOfChangeAsync(here, SignInNode.Password, "another long password")).ShouldBeNull();

        (await RefreshAsync(elsewhere)).ShouldBe(HttpStatusCode.Unauthorized);
        (await RefreshAsync(here)).ShouldBe(HttpStatusCode.OK);
        using var old = await SignInNode.LogInAsync(node.Client, email);
        old.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var changed = await SignInNode.LogInAsync(node.Client, email, "another long password");
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task Guessing_the_present_password_in_an_open_session_is_slowed_down_too()
    {
        var person = await node.RegisterAsync(SignInNode.NewEmail());
        List<string?> codes = [];
        for (var guess = 0; guess < 6; guess++)
        {
            codes.Add(await CodeOfChangeAsync(person, $"guess number {guess}", "another long password"));
        }
        codes.ShouldBe([.. Enumerable.Repeat("identity.password_wrong", 5), "auth.too_many_attempts"]);
    }

    [Test]
    public async Task Whoever_sends_another_persons_token_along_signs_in_all_the_same()
    {
        var other = await node.RegisterAsync(SignInNode.NewEmail());
        var email = SignInNode.NewEmail();
        await node.RegisterAsync(email);
        using var client = node.As(other);
        using var answer = await SignInNode.LogInAsync(client, email);
        (await Answers.JsonAsync(answer, HttpStatusCode.OK))["user"]!["email"]!.GetValue<string>().ShouldBe(email);
    }

    private Task<HttpResponseMessage> RegisterAsync(string email, string password) =>
        node.Client.PostAsJsonAsync(
            "/v1/auth/register",
            new
            {
                email,
                password,
                name = "Ana Example",
            }
        );

    private Task<string> KeptAsync(JsonNode person) =>
        node.Nodes.Database.QueryAsync<string>(
            $"select password_scheme || ' ' || password_hash from users where id = '{person["user"]!["id"]}'"
        );

    private async Task<string?> CodeOfChangeAsync(JsonNode person, string currentPassword, string newPassword)
    {
        using var answer = await node.SendAsync(
            person,
            HttpMethod.Put,
            "/v1/me/password",
            new { currentPassword, newPassword }
        );
        return answer.StatusCode == HttpStatusCode.NoContent
            ? null
            : (await Answers.JsonAsync(answer, answer.StatusCode))["code"]!.GetValue<string>();
    }

    private async Task<HttpStatusCode> RefreshAsync(JsonNode signedIn)
    {
        using var answer = await node.Client.PostAsJsonAsync(
            "/v1/auth/refresh",
            new { refreshToken = signedIn["refreshToken"]!.GetValue<string>() }
        );
        return answer.StatusCode;
    }
}
