using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace AiWebBuilder.IntegrationTests.Integrations.Fakes;

/// <summary>
/// GoHighLevel's API as it is documented (Version 2021-07-28): it wants the token, the version, the required parameters and the slash at the end
/// of those paths that have one, has its three styles of paging, and counts requests as its limit does, with the headers that say so.
/// </summary>
internal sealed class FakeGoHighLevel : IAsyncDisposable
{
    public const string LocationToken = "pit-location-0123456789";
    public const string AgencyToken = "pit-agency-0123456789";

    private readonly Lock gate = new();
    private readonly Queue<DateTimeOffset> recent = new();
    private FakeServer server = null!;
    private int left;

    public string Url => server.Url;

    /// <summary>What there is, by location.</summary>
    public Dictionary<string, Location> Locations { get; } =
        new(StringComparer.Ordinal) { ["loc1"] = new("Lotus Yoga"), ["loc2"] = new("Second studio") };

    /// <summary>Scopes that the location's token lacks.</summary>
    public HashSet<string> Withheld { get; } = new(StringComparer.Ordinal);

    /// <summary>Requests in one interval; the next begins when a test says so.</summary>
    public int Limit { get; set; } = int.MaxValue;

    /// <summary>
    /// With a clock, requests are limited in every ten seconds of it, wherever they begin: whoever passes that passes the fixed intervals of others.
    /// </summary>
    public TimeProvider? Clock { get; set; }

    /// <summary>Of the day; null: nobody comes near its end.</summary>
    public int? DayLeft { get; set; }

    /// <summary>Path and query of each request that was answered with anything but 429.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>What people have granted.</summary>
    public FakeGrants Grants { get; } = new();

    public int Refused { get; private set; }

    /// <summary>The first request of this path is not answered until the task ends.</summary>
    public (string Path, Task Until)? Hold { get; set; }

    /// <summary>Ends when a request is being held.</summary>
    public TaskCompletionSource Held { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static async Task<FakeGoHighLevel> StartAsync()
    {
        var fake = new FakeGoHighLevel();
        fake.server = await FakeServer.StartAsync(fake.AnswerAsync);
        fake.NextInterval();
        return fake;
    }

    public void NextInterval()
    {
        lock (gate)
        {
            left = Limit;
        }
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        bool isRefused;
        lock (gate)
        {
            Count();
            context.Response.Headers["X-RateLimit-Limit-Daily"] = "200000";
            context.Response.Headers["X-RateLimit-Daily-Remaining"] = Text(Math.Max(0, DayLeft ?? 150_000));
            context.Response.Headers["X-RateLimit-Max"] = Text(Limit);
            context.Response.Headers["X-RateLimit-Interval-Milliseconds"] = Clock is null ? "1000" : "10000";
            context.Response.Headers["X-RateLimit-Remaining"] = Text(Math.Max(0, left));
            if (DayLeft < 0)
            {
                context.Response.Headers["X-RateLimit-Daily-Reset"] = "3600";
            }
            isRefused = left < 0 || DayLeft < 0;
            if (isRefused)
            {
                Refused++;
            }
            else
            {
                Requests.Enqueue(context.Request.Path + context.Request.QueryString);
            }
        }
        var (status, body) = isRefused
            ? (429, Message(429, "Too many requests"))
            : await Grants.AnswerAsync(context.Request) ?? await AnswerApiAsync(context.Request);
        if (Hold is var (path, until) && context.Request.Path == path)
        {
            Hold = null;
            Held.SetResult();
            await until;
        }
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(body.ToJsonString());
    }

    private void Count()
    {
        DayLeft--;
        left--;
        if (Clock?.GetUtcNow() is { } now)
        {
            while (recent.TryPeek(out var oldest) && oldest <= now - TimeSpan.FromSeconds(10))
            {
                recent.Dequeue();
            }
            recent.Enqueue(now);
            left = Limit - recent.Count;
        }
    }

    private async Task<(int Status, JsonNode Body)> AnswerApiAsync(HttpRequest request)
    {
        if (request.Method is "GET" or "DELETE")
        {
            return Answer(request, body: null);
        }
        if (request.HasFormContentType && request.Path == "/medias/upload-file")
        {
            var form = await request.ReadFormAsync();
            return Answer(
                request,
                new JsonObject { ["name"] = form["name"].ToString(), ["file"] = form.Files.SingleOrDefault()?.Length }
            );
        }
        return request.HasJsonContentType() && await JsonNode.ParseAsync(request.Body) is JsonObject body
            ? Answer(request, body)
            : (422, Problems("the body must be a JSON object"));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private (int Status, JsonNode Body) Answer(HttpRequest request, JsonObject? body)
    {
        var token = request.Headers.Authorization.ToString();
        var granted = Grants.KindOf(token);
        if (token != $"Bearer {LocationToken}" && token != $"Bearer {AgencyToken}" && granted is null)
        {
            return (401, Message(401, "Invalid JWT"));
        }
        if (request.Headers["Version"] != "2021-07-28")
        {
            return (422, Problems("version header was not found."));
        }
        var isAgency = token.EndsWith(AgencyToken, StringComparison.Ordinal) || granted == "Company";
        var path = request.Path.Value!;
        if (path == "/locations/search")
        {
            return isAgency
                ? (200, Found(request))
                : (401, Message(401, "The token is not authorized for this scope."));
        }
        if (Withheld.Contains(ScopeOf(request.Method, path)))
        {
            return (401, Message(401, "The token is not authorized for this scope."));
        }
        return path.Split('/') switch
        {
            ["", "locations", var id, "customValues", .. var rest] => OfLocation(
                id,
                isAgency,
                one => one.Values.Answer(request.Method, rest, body)
            ),
            ["", "emails", "builder", .. var rest] when request.Method != "GET" => OfLocation(
                body?["locationId"]?.GetValue<string>() ?? rest[0],
                isAgency,
                one => one.Templates.Answer(request.Method, rest, body)
            ),
            ["", "medias", ..] => OfLocation(
                // A file goes to the location of the token.
                body is null
                    ? request.Query["altId"].ToString()
                    : "loc1",
                isAgency,
                one => one.Media.Answer(request, body)
            ),
            ["", "contacts", .. var rest] when rest is not [""] => Contacts(request.Method, rest, body, isAgency),
            _ when body is not null => (404, Message(404, $"Cannot {request.Method} {path}")),
            ["", "locations", var id] => OfLocation(
                id,
                isAgency,
                one => new JsonObject { ["location"] = one.Self(id) }
            ),
            _ when Lists.TryGetValue(path, out var list) => Listed(request, list, isAgency),
            _ => (404, Message(404, $"Cannot GET {path}")),
        };
    }

    private (int, JsonNode) Contacts(string method, string[] path, JsonObject? body, bool isAgency)
    {
        if (path is not ["upsert"])
        {
            return Locations["loc1"].Contacts.Answer(method, path, body);
        }
        if (body?["locationId"]?.GetValue<string>() is not { } location)
        {
            return (422, Problems("locationId must be a string"));
        }
        var (status, answer) = OfLocation(location, isAgency, _ => new JsonObject());
        return status == 200 ? Locations[location].Contacts.Answer(method, path, body) : (status, answer);
    }

    private static string ScopeOf(string method, string path) =>
        (method, path.Split('/')) switch
        {
            (not "GET", ["", "contacts", ..]) => "contacts.write",
            (not "GET", ["", "emails", ..]) => "emails/builder.write",
            (not "GET", ["", "medias", ..]) => "medias.write",
            (not "GET", ["", "locations", _, "customValues", ..]) => "locations/customValues.write",
            ("GET", ["", "locations", _, "customValues", ..]) => "locations/customValues.readonly",
            _ => Scopes.GetValueOrDefault(path, ""),
        };

    private static readonly Dictionary<string, string> Scopes = new(StringComparer.Ordinal)
    {
        ["/funnels/funnel/list"] = "funnels/funnel.readonly",
        ["/blogs/site/all"] = "blogs/list.readonly",
        ["/emails/builder"] = "emails/builder.readonly",
        ["/forms/"] = "forms.readonly",
        ["/contacts/"] = "contacts.readonly",
        ["/medias/files"] = "medias.readonly",
    };

    /// <summary>By path: the required parameters, the one that counts from, and what is answered.</summary>
    private static readonly Dictionary<
        string,
        (
            string[] Required,
            string From,
            Func<Location, IQueryCollection, JsonArray> All,
            Func<JsonArray, int, JsonObject> Wrap
        )
    > Lists = new(StringComparer.Ordinal)
    {
        ["/funnels/funnel/list"] = (
            ["locationId"],
            "offset",
            (one, _) => one.Funnels,
            (page, count) =>
                new()
                {
                    ["funnels"] = page,
                    ["count"] = count,
                    ["traceId"] = "t",
                }
        ),
        ["/funnels/page"] = (
            ["locationId", "funnelId", "limit", "offset"],
            "offset",
            (one, query) => one.PagesOf(query["funnelId"]!),
            (page, _) => new() { ["pages"] = page }
        ),
        ["/blogs/site/all"] = (
            ["locationId", "skip", "limit"],
            "skip",
            (one, _) => one.Blogs,
            (page, _) => new() { ["data"] = page }
        ),
        ["/blogs/posts/all"] = (
            ["locationId", "blogId", "limit", "offset"],
            "offset",
            (one, _) => one.Posts,
            (page, _) => new() { ["blogs"] = page }
        ),
        ["/emails/builder"] = (
            ["locationId"],
            "offset",
            (one, _) => [.. one.Emails.Concat(one.Templates.All).Select(email => email!.DeepClone())],
            (page, count) =>
                new() { ["builders"] = page, ["total"] = new JsonArray(new JsonObject { ["total"] = count }) }
        ),
        ["/forms/"] = (
            ["locationId"],
            "skip",
            (one, _) => one.Forms,
            (page, count) => new() { ["forms"] = page, ["total"] = count }
        ),
        ["/contacts/"] = (
            ["locationId"],
            "startAfter",
            (_, _) => [],
            (page, count) =>
                new()
                {
                    ["contacts"] = page,
                    ["meta"] = new JsonObject { ["total"] = count },
                }
        ),
    };

    private (int, JsonNode) Listed(
        HttpRequest request,
        (
            string[] Required,
            string From,
            Func<Location, IQueryCollection, JsonArray> All,
            Func<JsonArray, int, JsonObject> Wrap
        ) list,
        bool isAgency
    )
    {
        var query = request.Query;
        if (list.Required.Where(name => !query.ContainsKey(name)).ToArray() is { Length: > 0 } missing)
        {
            return (422, Problems([.. missing.Select(name => $"{name} must be a string")]));
        }
        return OfLocation(
            query["locationId"]!,
            isAgency,
            location =>
            {
                var all = list.All(location, query);
                var from = Number(query[list.From], 0);
                var page = all.Skip(from)
                    .Take(Math.Min(Number(query["limit"], 10), 100))
                    .Select(one => one!.DeepClone());
                return list.Wrap([.. page], all.Count);
            }
        );
    }

    private (int, JsonNode) OfLocation(string id, bool isAgency, Func<Location, JsonNode> answer) =>
        OfLocation(id, isAgency, location => (200, answer(location)));

    private (int, JsonNode) OfLocation(string id, bool isAgency, Func<Location, (int, JsonNode)> answer) =>
        (isAgency || id == "loc1" || Grants.HasLocation(id)) && Locations.TryGetValue(id, out var location)
            ? answer(location)
        : isAgency ? (400, Message(400, $"Location with id {id} not found"))
        : (403, Message(403, "The token does not have access to this location."));

    private JsonObject Found(HttpRequest request) =>
        new()
        {
            ["locations"] = new JsonArray([
                .. Locations
                    .Skip(Number(request.Query["skip"], 0))
                    .Take(Number(request.Query["limit"], 10))
                    .Select(one => one.Value.Self(one.Key)),
            ]),
        };

    private static int Number(string? text, int otherwise) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private static JsonObject Message(int status, string message) =>
        new() { ["statusCode"] = status, ["message"] = message };

    private static JsonObject Problems(params string[] messages) =>
        new()
        {
            ["statusCode"] = 422,
            ["message"] = new JsonArray([.. messages.Select(one => (JsonNode)one)]),
            ["error"] = "Unprocessable Entity",
        };

    /// <summary>A sub-account and what is in it.</summary>
    internal sealed class Location(string name)
    {
        public JsonArray Funnels { get; } = [];
        public Dictionary<string, JsonArray> FunnelPages { get; } = new(StringComparer.Ordinal);
        public JsonArray Blogs { get; } = [];
        public JsonArray Posts { get; } = [];
        public JsonArray Emails { get; } = [];
        public JsonArray Forms { get; } = [];
        public FakeContacts Contacts { get; } = new();
        public FakeValues Values { get; } = new();
        public FakeTemplates Templates { get; } = new();
        public FakeMedia Media { get; } = new();

        public JsonArray PagesOf(string funnel) => FunnelPages.GetValueOrDefault(funnel, []);

        public JsonObject Self(string id) =>
            new()
            {
                ["id"] = id,
                ["companyId"] = "company1",
                ["name"] = name,
                ["email"] = "studio@example.com",
                ["website"] = "https://lotus.example",
                ["country"] = "DE",
                ["timezone"] = "Europe/Berlin",
            };
    }
}
