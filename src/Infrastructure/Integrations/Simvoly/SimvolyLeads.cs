using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Application.Integrations.Platforms.Writing;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Infrastructure.Http;
using AiWebBuilder.Infrastructure.Integrations.Calls;
using AiWebBuilder.Infrastructure.Integrations.Leads;

namespace AiWebBuilder.Infrastructure.Integrations.Simvoly;

/// <summary>
/// Contacts of a site. Its API makes another contact whenever it is asked, so that each bears the submission's id as a property; after an attempt of which nobody knows
/// how far it came, the contacts since then are looked through for it.
/// </summary>
internal sealed class SimvolyLeads(PlatformCalls calls) : LeadWriter(PlatformTypes.Simvoly)
{
    private const string Mark = "AiWebBuilder submission";
    private const int PageSize = 50;

    public override IReadOnlyList<string> Credentials { get; } = ["website", "website_and_partner"];

    public override bool Allows(JsonObject credentials) => credentials.ContainsKey("siteUrl");

    protected override async Task<string?> MakeAsync(
        PlatformConnection connection,
        Lead lead,
        CancellationToken cancellationToken
    )
    {
        if (lead.IsRepeated && await FindAsync(connection, lead, cancellationToken) is { } made)
        {
            return made["id"].TextOf(255);
        }
        var contact = LeadContact.Of(lead, country: null);
        var body = new JsonObject
        {
            ["name"] = contact.Name,
            ["email"] = contact.Email,
            ["phone"] = contact.Phone,
            ["companyName"] = contact.Company,
            ["note"] = string.Join('\n', [$"{lead.Campaign}, {lead.Page}", .. contact.Rest]),
            ["properties"] = new JsonArray(
                new JsonObject { ["name"] = Mark, ["value"] = lead.SubmissionId.ToString() }
            ),
        };
        foreach (var absent in body.Where(member => member.Value is null).Select(member => member.Key).ToArray())
        {
            body.Remove(absent);
        }
        var answer = await AskAsync(connection, "/api/site/contacts", body, cancellationToken);
        return (answer["id"] ?? answer["contact"]?["id"]).TextOf(255);
    }

    /// <returns>Null: it has not come there.</returns>
    private async Task<JsonObject?> FindAsync(
        PlatformConnection connection,
        Lead lead,
        CancellationToken cancellationToken
    )
    {
        var since = lead.SubmittedAt.ToUnixTimeSeconds();
        for (var skip = 0; ; skip += PageSize)
        {
            var answer = await AskAsync(
                connection,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"/api/site/contacts?created_at_min={since}&limit={PageSize}&skip={skip}"
                ),
                body: null,
                cancellationToken
            );
            var items = (answer["items"] as JsonArray ?? []).OfType<JsonObject>().ToArray();
            if (items.FirstOrDefault(one => IsOf(one, lead)) is { } found)
            {
                return found;
            }
            if (items.Length < PageSize)
            {
                return null;
            }
        }
    }

    private static bool IsOf(JsonObject contact, Lead lead) =>
        (contact["properties"] as JsonArray ?? [])
            .OfType<JsonObject>()
            .Any(one => one["name"].TextOf() == Mark && one["value"].TextOf() == lead.SubmissionId.ToString());

    private async Task<JsonObject> AskAsync(
        PlatformConnection connection,
        string target,
        JsonObject? body,
        CancellationToken cancellationToken
    )
    {
        var answer = await calls.AskAsync(
            connection,
            new FetchRequest(new Uri(new Uri(connection.Credential("siteUrl")!), target))
            {
                Method = body is null ? HttpMethod.Get : HttpMethod.Post,
                Body = body is null ? null : JsonSerializer.SerializeToUtf8Bytes(body),
                Credentials = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["Authorization"] = $"Bearer {connection.Credential("apiKey")}",
                },
            },
            cancellationToken
        );
        return answer switch
        {
            { IsSuccess: true, Body: JsonObject said } => said,
            { IsSuccess: true } => [],
            { Status: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } => throw new PlatformException(
                ConnectionProblems.WrongCredentials,
                "site's API key"
            ),
            { Status: HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity } =>
                throw new LeadRefusedException(
                    $"Simvoly does not take this contact (status {PlatformCalls.Number(answer.Status)}): enter it there by hand."
                ),
            _ => throw new PlatformException(ConnectionProblems.ServerError, PlatformCalls.Number(answer.Status)),
        };
    }
}
