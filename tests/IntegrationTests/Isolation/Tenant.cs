using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.AiUsage;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Harness;
using AiWebBuilder.UnitTests.AiUsage;

namespace AiWebBuilder.IntegrationTests.Isolation;

/// <summary>An account with one of every kind of thing that the API can make, and the ids of all of them.</summary>
internal sealed class Tenant
{
    /// <summary>The victim makes its campaign under this key, and the attacker sends it with another body.</summary>
    public const string Key = "one-key-for-both";

    private readonly Dictionary<string, string> ids = new(StringComparer.Ordinal);

    private Tenant(HttpClient client) => Client = client;

    /// <summary>Acts for the account, at the node that made it.</summary>
    public HttpClient Client { get; }

    public Guid Account { get; private set; }

    public IEnumerable<string> Slots => ids.Keys;

    /// <summary>The account's id for a slot of the document; null when no seed says what goes there.</summary>
    public string? IdFor(string slot) => ids.GetValueOrDefault(slot);

    /// <param name="word">Stands in every text that it makes.</param>
    public static async Task<Tenant> SeedAsync(Nodes nodes, HttpClient client, string word)
    {
        await SignUpAsync(client, word);
        var tenant = new Tenant(client);
        await tenant.MakeAsync(nodes.Database, word);
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

    private async Task MakeAsync(Host database, string word)
    {
        using var create = new HttpRequestMessage(HttpMethod.Post, "/v1/campaigns");
        if (word == Stage.Marker)
        {
            create.Headers.Add("Idempotency-Key", Key);
        }
        create.Content = JsonContent.Create(
            new
            {
                name = $"{word} spring",
                type = "landing_page",
                description = $"{word} described",
                targetAudience = $"{word} readers",
                businessType = $"{word} studio",
                goals = new[] { $"{word} bookings" },
                brandGuidelines = $"Calm, says {word}.",
                performanceRequirements = new { note = word },
                platformSource = "wordpress",
                platformSourceId = word,
            }
        );
        var campaign = (await Answers.JsonAsync(await Client.SendAsync(create), HttpStatusCode.Created))[
            "id"
        ]!.GetValue<string>();
        var generation = (await Client.GenerateAsync(campaign))["id"]!.GetValue<string>();
        await SendAsync(HttpMethod.Put, $"/v1/generations/{generation}/rating", new { rating = 4, feedback = word });
        var component = (
            await Client.AddComponentAsync(
                campaign,
                name: $"{word} section",
                code: $"<section><h2>{word}</h2><form><label for=\"f\">{word}</label><input id=\"f\" name=\"field\"><button>Send</button></form></section>",
                cssStyles: $".{word} {{ color: #123456 }}",
                props: new JsonObject { ["word"] = word }
            )
        )["id"]!.GetValue<string>();
        await Client.EditAsync(component, $$"""{"name":"{{word}} edited"}""");
        await SendAsync(HttpMethod.Patch, "/v1/me", new { settings = new { word } });
        await SendAsync(HttpMethod.Post, $"/v1/campaigns/{campaign}/preview-links", new { });
        var slug = $"{word}-page";
        await SendAsync(HttpMethod.Put, $"/v1/campaigns/{campaign}/publication", new { slug });
        await VisitAsync(campaign, component, slug, word);

        Account = await database.QueryAsync<Guid>($"select user_id from campaigns where id = '{campaign}'");
        ids["campaignId"] = campaign;
        ids["generationId"] = generation;
        ids["componentId"] = ids["componentIds"] = ids["parentComponentId"] = component;
        ids["rowId"] = campaign;
        ids["sessionId"] = await OneAsync("user_sessions");
        ids["submissionId"] = await OneAsync("form_submissions");
        ids["jobId"] = await OneAsync("job_queue");
        ids["userId"] = ids["accountId"] = Account.ToString();
        ids["keyId"] = await MakeKeyAsync(word);
        ids["aiKeyId"] = await MakeAiKeyAsync(word);
        ids["imageId"] = (await Client.UploadAsync(SamplePictures.PngOf(word.Length, 1, [])))["id"]!.GetValue<string>();
        ids["memberId"] = await database.QueryAsync<string>(
            $"""
            update users set comped_tier = 'agency' where id = '{Account}';
            with guest as (
                insert into users (email, password_hash, name) values ('guest-{word}@example.com', 'x', '{word} guest') returning id)
            insert into account_members (user_id, member_id, role) select '{Account}', id, 'editor' from guest returning id::text
            """
        );

        Task<string> OneAsync(string table) =>
            database.QueryAsync<string>($"select id::text from {table} where user_id = '{Account}' limit 1");
    }

    private async Task<string> MakeKeyAsync(string word)
    {
        using var answer = await Client.PostAsJsonAsync(
            "/v1/api-keys",
            new { name = word, scopes = new[] { "campaigns:read" } }
        );
        return (await Answers.JsonAsync(answer, HttpStatusCode.Created))["id"]!.GetValue<string>();
    }

    private async Task<string> MakeAiKeyAsync(string word)
    {
        using var answer = await Client.PostAsJsonAsync(
            "/v1/ai/keys",
            new
            {
                provider = "anthropic",
                name = word,
                apiKey = $"sk-of-{word}-0123456789",
            }
        );
        return (await Answers.JsonAsync(answer, HttpStatusCode.Created))["id"]!.GetValue<string>();
    }

    private async Task VisitAsync(string campaign, string component, string slug, string word)
    {
        using var form = new FormUrlEncodedContent([
            new("field", word),
            new(Application.Campaigns.Contracts.FormFields.Component, component),
        ]);
        using var submitted = await Client.PostAsync($"/p/{slug}/submissions", form);
        ((int)submitted.StatusCode).ShouldBeLessThan(400, await submitted.Content.ReadAsStringAsync());
        await SendAsync(
            HttpMethod.Post,
            "/e",
            new
            {
                campaignId = campaign,
                events = new object[]
                {
                    new
                    {
                        id = Guid.CreateVersion7(),
                        type = "view",
                        url = $"https://example.com/{word}",
                    },
                    new
                    {
                        id = Guid.CreateVersion7(),
                        type = "conversion",
                        conversion = new
                        {
                            type = "purchase",
                            value = 5,
                            currency = "EUR",
                            orderId = word,
                        },
                    },
                },
            }
        );
    }

    private async Task SendAsync(HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        using var answer = await Client.SendAsync(request);
        ((int)answer.StatusCode).ShouldBeLessThan(300, $"{method} {path}: {await answer.Content.ReadAsStringAsync()}");
    }
}
