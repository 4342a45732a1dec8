using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using AiWebBuilder.Infrastructure.Persistence.Schema;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace AiWebBuilder.IntegrationTests.Harness;

/// <summary>Somebody who has registered, on one device, with the tokens that it holds.</summary>
internal sealed class Person : IDisposable
{
    public const string Password = "a long enough password";

    private Person(HttpClient client, string email) => (Client, Email) = (client, email);

    public HttpClient Client { get; }

    public string Email { get; }

    public Guid Id { get; private set; }

    public string RefreshToken { get; private set; } = "";

    /// <summary>As the last sign-in, refresh or switch said.</summary>
    public JsonNode Account { get; private set; } = null!;

    public static async Task<Person> RegisterAsync(WebApplicationFactory<Program> node)
    {
        var email = $"{RandomNumberGenerator.GetHexString(12, lowercase: true)}@example.com";
        var person = new Person(node.CreateClient(), email);
        await person.TakeAsync(
            await person.Client.PostAsJsonAsync(
                "/v1/auth/register",
                new
                {
                    email,
                    password = Password,
                    name = $"Person {email[..6]}",
                }
            ),
            HttpStatusCode.Created
        );
        // A new account has one seat; what plans allow is another test's subject.
        await Host.ExecuteAsync(
            node.Services.GetRequiredService<DatabaseConnections>().Owner,
            $"update users set comped_tier = 'agency' where id = '{person.Id}'"
        );
        return person;
    }

    /// <summary>Signs in anew, in a session of its own.</summary>
    public async Task LogInAsync() =>
        await TakeAsync(
            await Client.PostAsJsonAsync("/v1/auth/login", new { email = Email, password = Password }),
            HttpStatusCode.OK
        );

    public async Task RefreshAsync() =>
        await TakeAsync(
            await Client.PostAsJsonAsync("/v1/auth/refresh", new { refreshToken = RefreshToken }),
            HttpStatusCode.OK
        );

    /// <summary>Acts for this account from now on.</summary>
    public async Task ActForAsync(Guid accountId) =>
        await TakeAsync(
            await Client.PostAsJsonAsync("/v1/auth/account", new { refreshToken = RefreshToken, accountId }),
            HttpStatusCode.OK
        );

    /// <summary>Makes the person a member in the database, past the mail, and lets them act for the account.</summary>
    /// <returns>The membership's id.</returns>
    public async Task<Guid> JoinAsync(Host database, Person owner, string role)
    {
        var id = (
            await database.ListAsync<Guid>(
                $"insert into account_members (user_id, member_id, role) values ('{owner.Id}', '{Id}', '{role}') returning id"
            )
        ).Single();
        await ActForAsync(owner.Id);
        return id;
    }

    public void Dispose() => Client.Dispose();

    private async Task TakeAsync(HttpResponseMessage answer, HttpStatusCode expected)
    {
        var tokens = await Answers.JsonAsync(answer, expected);
        Id = tokens["user"]!["id"]!.GetValue<Guid>();
        RefreshToken = tokens["refreshToken"]!.GetValue<string>();
        Account = tokens["account"]!;
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            tokens["accessToken"]!.GetValue<string>()
        );
    }
}
