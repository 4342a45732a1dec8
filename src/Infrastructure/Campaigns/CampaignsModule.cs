using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Edits;
using AiWebBuilder.Application.Campaigns.Facts;
using AiWebBuilder.Application.Campaigns.Publishing.Sites;
using AiWebBuilder.Application.Campaigns.Themes.Brands;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Infrastructure.Campaigns.Blocks;
using AiWebBuilder.Infrastructure.Campaigns.Brands;
using AiWebBuilder.Infrastructure.Campaigns.Edits;
using AiWebBuilder.Infrastructure.Campaigns.Facts;
using AiWebBuilder.Infrastructure.Campaigns.Publishing;
using AiWebBuilder.Infrastructure.Campaigns.Publishing.Pictures;
using AiWebBuilder.Infrastructure.Modules;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AiWebBuilder.Infrastructure.Campaigns;

internal sealed class CampaignsModule : Module
{
    public override IReadOnlyList<OwnedTable> Tables { get; } =
    [
        OwnedTable.OfAccount("campaigns", "campaigns", "search_vector"),
        OwnedTable.OfAccount("campaign_components", "components"),
        OwnedTable.OfAccount("component_versions", "component-versions"),
        OwnedTable.OfAccount("campaign_edits", "campaign-edits"),
        OwnedTable.OfAccount("publications", "publications"),
        OwnedTable.OfAccount("published_pages", "published-pages"),
        new(
            "published_files",
            PersonalPart.Account("published-files", "content") with
            {
                Files = ("file_id || coalesce('-' || name, '.' || split_part(content_type, '/', 2))", "content"),
            }
        )
        {
            Erased = [Erasure.OfAccount],
        },
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
        services.AddSingleton<PublishedFiles>();
        services.AddSingleton<PublishedSitemaps>();
        services.AddSingleton<ICampaignPictures, CampaignArtist>();
        services.AddSingleton<IBrandReader, BrandReader>();
        services.AddSingleton<IBlocks, BlockCatalogue>();
        services.AddSingleton<IFactReader, FactReader>();
        services.AddSingleton<IFactValues, FactValues>();
        services.AddSingleton<IEditReader, EditReader>();
        services.AddSingleton<ISectionInstructions, SectionInstructions>();
        services.AddScoped<PublicationWatch>();
    }
}
