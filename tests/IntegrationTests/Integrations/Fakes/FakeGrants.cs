using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace AiWebBuilder.IntegrationTests.Integrations.Fakes;

/// <summary>
/// GoHighLevel's OAuth 2: codes are good once and for the redirect address that they were asked with, refresh tokens rotate, and whoever comes with a used
/// one is refused.
/// </summary>
internal sealed class FakeGrants
{
    public const string ClientId = "client-1234";
    public const string ClientSecret = "secret-of-the-application-0123456789";
    public const string Back = "http://localhost:3000/connect-platform";

    private readonly ConcurrentDictionary<string, string> codes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> refreshes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> accesses = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> locations = new(StringComparer.Ordinal);
    private int made;

    /// <summary>Seconds that an access token is good for, as the answer says.</summary>
    public int ExpiresIn { get; set; } = 86_399;

    /// <summary>Forms that asked for a token, by what they asked with.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>Called before a refresh is answered.</summary>
    public Func<Task> BeforeRefresh { get; set; } = () => Task.CompletedTask;

    /// <param name="kind">Location or Company.</param>
    public string NewCode(string kind)
    {
        var code = $"code-{Interlocked.Increment(ref made)}";
        codes[code] = kind;
        return code;
    }

    /// <summary>All that was granted ends.</summary>
    public void Withdraw()
    {
        refreshes.Clear();
        accesses.Clear();
    }

    /// <summary>Access tokens end before their time; what renews them does not.</summary>
    public void EndAccess() => accesses.Clear();

    public string? KindOf(string authorization) =>
        accesses.GetValueOrDefault(authorization.Replace("Bearer ", "", StringComparison.Ordinal));

    public bool HasLocation(string id) => locations.ContainsKey(id);

    /// <returns>Null: it is no request for a token.</returns>
    public async Task<(int Status, JsonNode Body)?> AnswerAsync(HttpRequest request)
    {
        if (request.Path != "/oauth/token" && request.Path != "/oauth/locationToken")
        {
            return null;
        }
        if (request.ContentType != "application/x-www-form-urlencoded" || request.Method != "POST")
        {
            return Refusal(400, "a form is wanted");
        }
        var form = await request.ReadFormAsync();
        if (request.Path == "/oauth/locationToken")
        {
            if (KindOf(request.Headers.Authorization.ToString()) != "Company" || form["companyId"] != "company1")
            {
                return Refusal(401, "Invalid JWT");
            }
            locations[form["locationId"]!] = true;
            return (200, Tokens("Location", refresh: false));
        }
        if (form["client_id"] != ClientId || form["client_secret"] != ClientSecret)
        {
            return Refusal(401, "invalid_client");
        }
        Asked.Enqueue(form["grant_type"]!);
        string? kind;
        if (form["grant_type"] == "authorization_code")
        {
            return form["redirect_uri"] == Back && codes.TryRemove(form["code"]!, out kind)
                ? (200, Tokens(kind, refresh: true))
                : Refusal(400, "invalid_grant");
        }
        var isGood = refreshes.TryRemove(form["refresh_token"]!, out kind) && form["user_type"] == kind;
        await BeforeRefresh();
        return isGood ? (200, Tokens(kind!, refresh: true)) : Refusal(400, "invalid_grant");
    }

    private JsonObject Tokens(string kind, bool refresh)
    {
        var number = Interlocked.Increment(ref made);
        accesses[$"access-{number}-0123456789"] = kind;
        var answer = new JsonObject
        {
            ["access_token"] = $"access-{number}-0123456789",
            ["token_type"] = "Bearer",
            ["expires_in"] = ExpiresIn,
            ["scope"] = "locations.readonly",
            ["userType"] = kind,
            ["companyId"] = "company1",
            ["userId"] = "user1",
        };
        if (refresh)
        {
            refreshes[$"refresh-{number}-0123456789"] = kind;
            answer["refresh_token"] = $"refresh-{number}-0123456789";
        }
        if (kind == "Location")
        {
            answer["locationId"] = "loc1";
        }
        return answer;
    }

    private static (int, JsonNode)? Refusal(int status, string message) =>
        (status, new JsonObject { ["statusCode"] = status, ["message"] = message });
}
