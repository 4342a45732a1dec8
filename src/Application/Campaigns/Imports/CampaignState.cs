using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Facts;

namespace AiWebBuilder.Application.Campaigns.Imports;

/// <summary>What people make of a campaign beside its sections: the brief, facts, look, plan and publications. What an import reads in is no part of it.</summary>
internal static class CampaignState
{
    public static string Of(Campaign campaign) =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    JsonSerializer.Serialize(
                        new
                        {
                            campaign.Name,
                            campaign.Description,
                            campaign.Type,
                            campaign.TargetAudience,
                            campaign.BusinessType,
                            campaign.Goals,
                            campaign.BrandGuidelines,
                            campaign.Language,
                            IsPlanned = campaign.Plan is not null,
                            IsStyled = campaign.Theme is not null,
                            IsLaunched = campaign.LaunchedAt is not null,
                            campaign.Facts.Removed,
                            Stated = campaign
                                .Facts.Stated.Where(fact => fact.Source != FactSources.Import)
                                .Select(fact => fact.Id),
                        }
                    )
                )
            )
        );
}
