using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Harness;

namespace AiWebBuilder.IntegrationTests.Isolation;

/// <summary>An account with one of every kind of thing that the API can make, and the ids of all of them.</summary>
internal sealed class Tenant
{
    /// <summary>The victim makes its campaign under this key, and the attacker sends it with another body.</summary>
    public const string Key = "one-key-for-both";

    private readonly Dictionary<string, string> ids = new(StringComparer.Ordinal);

    private Tenant(HttpClient client, Guid account) => (Client, Account) = (client, account);

    /// <summary>Acts for the account, at the node that made it.</summary>
    public HttpClient Client { get; }

    public Guid Account { get; }

    public IEnumerable<string> Slots => ids.Keys;

    /// <summary>The account's id for a slot of the document; null when no seed says what goes there.</summary>
    public string? IdFor(string slot) => ids.GetValueOrDefault(slot);

    /// <summary>What goes into these slots of the document.</summary>
    public void Is(string id, params ReadOnlySpan<string> slots)
    {
        foreach (var slot in slots)
        {
            ids.Add(slot, id);
        }
    }

    /// <summary>The id of a row of a table that is the account's.</summary>
    public Task<string> OneOfAsync(Host database, string table) =>
        database.QueryAsync<string>($"select id::text from {table} where user_id = '{Account}' limit 1");

    /// <summary>Sends a request that has to succeed.</summary>
    public async Task SendAsync(HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        using var answer = await Client.SendAsync(request);
        ((int)answer.StatusCode).ShouldBeLessThan(300, $"{method} {path}: {await answer.Content.ReadAsStringAsync()}");
    }

    /// <param name="word">Stands in every text that it makes.</param>
    public static async Task<Tenant> SeedAsync(Nodes nodes, HttpClient client, string word)
    {
        await SignUpAsync(client, word);
        var me = await client.GetFromJsonAsync<JsonNode>("/v1/me");
        var tenant = new Tenant(client, me!["id"]!.GetValue<Guid>());
        foreach (var samples in ModuleSamples.All)
        {
            await samples.MakeAsync(tenant, nodes.Database, word);
        }
        return tenant;
    }

    private static async Task SignUpAsync(HttpClient client, string word)
    {
        var body = await Answers.JsonAsync(
            await client.PostAsJsonAsync(
                "/v1/auth/register",
                new
                {
                    email = $"{word}@example.com",
                    password = "a long enough password",
                    name = $"{word} Person",
                }
            ),
            HttpStatusCode.Created
        );
        client.DefaultRequestHeaders.Authorization = new("Bearer", body["accessToken"]!.GetValue<string>());
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", $"Browser of {word}");
    }
}
