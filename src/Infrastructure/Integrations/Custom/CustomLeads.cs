using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Application.Integrations.Platforms.Writing;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Infrastructure.Integrations.Leads;

namespace AiWebBuilder.Infrastructure.Integrations.Custom;

/// <summary>A message <c>lead.created</c> to a server of the account's own. Each attempt bears the same id.</summary>
internal sealed class CustomLeads(IReadOnlyList<string> kinds, SignedPush push)
    : LeadWriter(PlatformTypes.Custom, kinds)
{
    public override bool Allows(JsonObject credentials) => credentials.ContainsKey("signingSecret");

    protected override async Task<string?> MakeAsync(
        PlatformConnection connection,
        Lead lead,
        CancellationToken cancellationToken
    )
    {
        var contact = LeadContact.Of(lead, country: null);
        await push.SendAsync(
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
        return null;
    }
}
