using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using AiWebBuilder.IntegrationTests.Campaigns;

namespace AiWebBuilder.IntegrationTests.Identity.SignIn;

/// <summary>Sixteen requests of one person at once: two tabs, a nervous finger, a retrying client.</summary>
internal sealed class ParallelSignInTests
{
    private const string Password = "a long enough password";

    [Test]
    public async Task One_address_opens_one_account()
    {
        using var client = App.Current.CreateClient();
        var email = NewEmail();

        var answers = await ConcurrencyTests.AtOnceAsync(number =>
            client.PostAsJsonAsync(
                "/v1/auth/register",
                new
                {
                    // Addresses are one person's whatever their case.
                    email = number % 2 == 0 ? email : email.ToUpperInvariant(),
                    password = Password,
                    name = "Somebody",
                }
            )
        );

        ConcurrencyTests.Counts(answers).ShouldBe([(HttpStatusCode.Created, 1), (HttpStatusCode.Conflict, 15)]);
        (await App.Current.QueryAsync<long>($"select count(*) from users where lower(email) = '{email}'")).ShouldBe(1);
    }

    [Test]
    public async Task Everybody_with_the_password_gets_in()
    {
        using var client = App.Current.CreateClient();
        var email = NewEmail();
        await RegisterAsync(client, email);

        var answers = await ConcurrencyTests.AtOnceAsync(_ =>
            client.PostAsJsonAsync("/v1/auth/login", new { email, password = Password })
        );

        ConcurrencyTests.Counts(answers).ShouldBe([(HttpStatusCode.OK, 16)]);
    }

    [Test]
    public async Task Refreshes_of_one_token_agree_on_one_successor_and_an_older_one_ends_the_session()
    {
        using var client = App.Current.CreateClient();
        var oldest = await RegisterAsync(client, NewEmail());

        var answers = await ConcurrencyTests.AtOnceAsync(_ => RefreshAsync(client, oldest));
        ConcurrencyTests.Counts(answers).ShouldBe([(HttpStatusCode.OK, 16)]);
        var successors = await Task.WhenAll(answers.Select(answer => TokenAsync(answer, HttpStatusCode.OK)));
        var next = successors.Distinct(StringComparer.Ordinal).ShouldHaveSingleItem();

        var newest = await TokenAsync(await RefreshAsync(client, next), HttpStatusCode.OK);
        (await RefreshAsync(client, oldest)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await RefreshAsync(client, newest)).StatusCode.ShouldBe(
            HttpStatusCode.Unauthorized,
            "somebody replayed a stolen token: the session has ended for both"
        );
    }

    private static string NewEmail() => $"{RandomNumberGenerator.GetHexString(12, lowercase: true)}@example.com";

    private static async Task<string> RegisterAsync(HttpClient client, string email) =>
        await TokenAsync(
            await client.PostAsJsonAsync(
                "/v1/auth/register",
                new
                {
                    email,
                    password = Password,
                    name = "Somebody",
                }
            ),
            HttpStatusCode.Created
        );

    private static Task<HttpResponseMessage> RefreshAsync(HttpClient client, string refreshToken) =>
        client.PostAsJsonAsync("/v1/auth/refresh", new { refreshToken });

    private static async Task<string> TokenAsync(HttpResponseMessage answer, HttpStatusCode expected) =>
        (await Answers.JsonAsync(answer, expected))["refreshToken"]!.GetValue<string>();
}
