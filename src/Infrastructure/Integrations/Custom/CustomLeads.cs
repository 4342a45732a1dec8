using System.Net;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Application.Integrations.Platforms.Writing;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Infrastructure.Integrations.Calls;
using AiWebBuilder.Infrastructure.Integrations.Leads;

namespace AiWebBuilder.Infrastructure.Integrations.Custom;

/// <summary>A message <c>lead.created</c> to a server of the account's own. Each attempt bears the same id.</summary>
internal sealed class CustomLeads(PlatformCalls calls, TimeProvider time) : LeadWriter(PlatformTypes.Custom)
{
    private readonly SignedPush push = new(calls, time);

    public override IReadOnlyList<string> Credentials { get; } = ["signing_secret"];

    public override bool Allows(JsonObject credentials) => credentials.ContainsKey("signingSecret");

    protected override async Task<string?> MakeAsync(
        PlatformConnection connection,
        Lead lead,
        CancellationToken cancellationToken
    )
    {
        var contact = LeadContact.Of(lead, country: null);
        var answer = await push.SendAsync(
            connection,
            "lead.created",
            lead.Id,
            new JsonObject
            {
                ["submissionId"] = lead.SubmissionId,
                ["campaignId"] = lead.CampaignId,
                ["campaign"] = lead.Campaign,
                ["page"] = lead.Page,
                ["submittedAt"] = lead.SubmittedAt,
                ["contact"] = new JsonObject
                {
                    ["name"] = contact.Name,
                    ["email"] = contact.Email,
                    ["phone"] = contact.Phone,
                    ["company"] = contact.Company,
                },
                ["fields"] = lead.Fields.DeepClone(),
            },
            cancellationToken
        );
        if (answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity)
        {
            throw new LeadRefusedException(
                $"Your server does not take this contact (status {PlatformCalls.Number(answer.Status)}): enter it there by hand."
            );
        }
        SignedPush.Require(answer);
        return null;
    }
}
