using System.Net;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Application.Integrations.Platforms.Writing;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Infrastructure.Integrations.Calls;
using AiWebBuilder.Infrastructure.Integrations.Leads;
using Microsoft.Extensions.Options;

namespace AiWebBuilder.Infrastructure.Integrations.GoHighLevel;

/// <summary>
/// Contacts of a location, found by e-mail address or number as the location is set. Tags are added by a call of their own, because those of an upsert would
/// take the place of all that a contact has; what no member is there for becomes a note that bears the submission's id.
/// </summary>
internal sealed class GoHighLevelLeads(PlatformCalls calls, GoHighLevelTokens tokens, IOptions<PlatformOptions> options)
    : LeadWriter(PlatformTypes.GoHighLevel)
{
    public override IReadOnlyList<string> Credentials { get; } = [GoHighLevelAdapter.Kind];

    public override bool Allows(JsonObject credentials) => true;

    protected override async Task<string?> MakeAsync(
        PlatformConnection connection,
        Lead lead,
        CancellationToken cancellationToken
    )
    {
        var location =
            connection.Known("locationId")
            ?? throw new PlatformException(ConnectionProblems.LocationNotChosen, "No location is chosen.");
        var contact = LeadContact.Of(lead, connection.Known("country"));
        if (contact is { Email: null, Phone: null })
        {
            throw new LeadRefusedException(
                "GoHighLevel knows contacts by e-mail address or telephone number, and the form has neither."
            );
        }
        var api = new GoHighLevelApi(calls, tokens, options.Value.GoHighLevelAddress, connection);
        var answer = Require(
            await api.PostAsync("/contacts/upsert", BodyOf(location, contact, lead), cancellationToken)
        );
        if ((answer["contact"]?["id"]).TextOf(255) is not { Length: > 0 } id)
        {
            throw new PlatformException(ConnectionProblems.NotThePlatform, "the answer names no contact.");
        }
        var address = $"/contacts/{Uri.EscapeDataString(id)}";
        Require(
            await api.PostAsync(
                $"{address}/tags",
                new JsonObject { ["tags"] = new JsonArray(lead.Campaign) },
                cancellationToken
            )
        );
        if (contact.Rest.Count > 0 && !(lead.IsRepeated && await HasNoteAsync(api, address, lead, cancellationToken)))
        {
            var note = string.Join('\n', [$"{lead.Campaign}, {lead.Page}", .. contact.Rest, MarkOf(lead)]);
            Require(await api.PostAsync($"{address}/notes", new JsonObject { ["body"] = note }, cancellationToken));
        }
        return id;
    }

    /// <summary>Members without a value are left out: an upsert would clear what the contact has.</summary>
    private static JsonObject BodyOf(string location, LeadContact contact, Lead lead)
    {
        var body = new JsonObject { ["locationId"] = location, ["source"] = lead.Campaign };
        foreach (
            var (name, value) in new[]
            {
                ("firstName", contact.FirstName),
                ("lastName", contact.LastName),
                ("email", contact.Email),
                ("phone", contact.Phone),
                ("companyName", contact.Company),
            }
        )
        {
            if (value is not null)
            {
                body[name] = value;
            }
        }
        return body;
    }

    private static async Task<bool> HasNoteAsync(
        GoHighLevelApi api,
        string address,
        Lead lead,
        CancellationToken cancellationToken
    ) =>
        Require(await api.GetAsync($"{address}/notes", "", cancellationToken))["notes"] is JsonArray notes
        && notes
            .OfType<JsonObject>()
            .Any(note => note["body"].TextOf()?.Contains(MarkOf(lead), StringComparison.Ordinal) == true);

    private static string MarkOf(Lead lead) => $"AiWebBuilder submission {lead.SubmissionId}";

    private static JsonObject Require(PlatformAnswer answer) =>
        answer switch
        {
            { IsSuccess: true } => answer.Body as JsonObject ?? [],
            { Status: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } => throw new PlatformException(
                ConnectionProblems.MissingRights,
                "the token has not the scope contacts.write; add it under Settings, Private Integrations"
            ),
            { Status: HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity } =>
                throw new LeadRefusedException(
                    $"GoHighLevel does not take this contact (status {PlatformCalls.Number(answer.Status)}): enter it there by hand."
                ),
            _ => throw new PlatformException(ConnectionProblems.ServerError, PlatformCalls.Number(answer.Status)),
        };
}
