using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Infrastructure.Campaigns.Publishing;
using AiWebBuilder.Infrastructure.Modules;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AiWebBuilder.Infrastructure.Campaigns;

internal sealed class CampaignsModule : Module
{
    private const string OfCampaigns = "campaign_id in (select id from campaigns where user_id = app_tenant())";

    public override IReadOnlyList<OwnedTable> Tables { get; } =
    [
        new("campaigns", PersonalPart.Account("campaigns", "search_vector")),
        new("campaign_components", new PersonalPart("components", OfPerson: false, OfCampaigns)),
        new(
            "component_versions",
            new PersonalPart(
                "component-versions",
                OfPerson: false,
                "component_id in (select k.id from campaign_components k join campaigns c on c.id = k.campaign_id where c.user_id = app_tenant())"
            )
        ),
        new("publications", new PersonalPart("publications", OfPerson: false, OfCampaigns)),
        new("published_pages", new PersonalPart("published-pages", OfPerson: false, OfCampaigns)),
    ];

    public override IReadOnlyDictionary<string, Error> Constraints { get; } =
        new Dictionary<string, Error>(StringComparer.Ordinal)
        {
            ["idx_publications_slug"] = CampaignErrors.SlugTaken,
            ["idx_ai_generations_one_per_campaign"] = CampaignErrors.Generating,
            ["idx_ai_generations_one_per_component"] = CampaignErrors.ComponentGenerating,
        };

    public override void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<PublishedPages>();
        services.AddScoped<PublicationWatch>();
    }
}
