using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace AiWebBuilder.IntegrationTests.Integrations.Fakes;

/// <summary>
/// The API of a Simvoly site as far as it is documented: it wants the key and a User-Agent, makes a contact whenever it is asked, and lists at most fifty at once,
/// the oldest first, of those since a moment.
/// </summary>
internal sealed class FakeSimvoly : IAsyncDisposable
{
    public const string Key = "site-key-0123456789";

    private readonly List<JsonObject> contacts = [];
    private FakeServer server = null!;

    public string Url => server.Url;

    /// <summary>Another key, once a person has made one.</summary>
    public string ExpectedKey { get; set; } = Key;

    /// <summary>The next contact is made, and its answer waits for the task.</summary>
    public Task? Hold { get; set; }

    /// <summary>Ends when an answer is being held.</summary>
    public TaskCompletionSource Held { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<JsonObject> Contacts
    {
        get
        {
            lock (contacts)
            {
                return [.. contacts];
            }
        }
    }

    public static async Task<FakeSimvoly> StartAsync()
    {
        var fake = new FakeSimvoly();
        fake.server = await FakeServer.StartAsync(fake.AnswerAsync);
        return fake;
    }

    public void Add(string name, DateTimeOffset at)
    {
        lock (contacts)
        {
            contacts.Add(
                new JsonObject
                {
                    ["id"] = contacts.Count + 1,
                    ["name"] = name,
                    ["createdOn"] = at.ToUnixTimeSeconds(),
                }
            );
        }
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        var (status, body) =
            request.Headers.Authorization != $"Bearer {ExpectedKey}" ? Refusal(401, "Invalid API key")
            : request.Headers.UserAgent.Count == 0 ? Refusal(400, "User-Agent is required")
            : (request.Method, request.Path.Value) switch
            {
                ("GET", "/api/site/contacts") => List(request.Query),
                ("POST", "/api/site/contacts") when request.HasJsonContentType() => Make(
                    await JsonNode.ParseAsync(request.Body) as JsonObject
                ),
                _ => Refusal(404, "Not found"),
            };
        if (request.Method == "POST" && Hold is { } until)
        {
            Hold = null;
            Held.SetResult();
            await until;
        }
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body.ToJsonString());
    }

    private (int, JsonObject) List(IQueryCollection query)
    {
        var limit = Number(query["limit"], 30);
        if (limit is < 1 or > 50)
        {
            return Refusal(400, "limit must be between 1 and 50");
        }
        var skip = Number(query["skip"], 0);
        lock (contacts)
        {
            var since = contacts
                .Where(one => one["createdOn"]!.GetValue<long>() >= Number(query["created_at_min"], 0))
                .ToArray();
            return (
                200,
                new JsonObject
                {
                    ["items"] = new JsonArray([
                        .. since.Skip((int)skip).Take((int)limit).Select(one => one.DeepClone()),
                    ]),
                    ["totalCount"] = since.Length,
                    ["limit"] = limit,
                    ["skip"] = skip,
                }
            );
        }
    }

    private (int, JsonObject) Make(JsonObject? contact)
    {
        if (contact?["email"] is null && contact?["name"] is null)
        {
            return Refusal(422, "name or email is required");
        }
        lock (contacts)
        {
            contact["id"] = contacts.Count + 1;
            contact["createdOn"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
            contacts.Add(contact);
            return (200, (JsonObject)contact.DeepClone());
        }
    }

    private static long Number(string? text, long otherwise) =>
        long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private static (int, JsonObject) Refusal(int status, string message) =>
        (status, new JsonObject { ["success"] = false, ["message"] = message });
}
