using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Facts;
using AiWebBuilder.Domain.Campaigns.Looks;
using AiWebBuilder.Domain.Campaigns.Planning;

namespace AiWebBuilder.Application.Campaigns.Generation;

/// <summary>What every writer of a campaign is told.</summary>
internal sealed record Briefed(Brief Brief, CampaignPlan Plan, Theme Theme, FactLedger Facts);
