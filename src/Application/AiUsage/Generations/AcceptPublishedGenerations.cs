using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Outbox;
using AiWebBuilder.Domain.AiUsage;

namespace AiWebBuilder.Application.AiUsage.Generations;

/// <summary>
/// What a person publishes, that person has accepted, whether or not it was ever rated: the figures on how good generations are
/// rest on what people do with them.
/// </summary>
internal sealed class AcceptPublishedGenerations(IRepository<AiGeneration> generations)
    : IIntegrationEventHandler<CampaignPublished>
{
    public string Consumer => "ai_usage.accept_published";

    public async Task HandleAsync(CampaignPublished integrationEvent, CancellationToken cancellationToken)
    {
        var published = await generations.ListAsync(
            new UnjudgedGenerations(integrationEvent.CampaignId, integrationEvent.PublishedAt),
            cancellationToken
        );
        foreach (var generation in published)
        {
            generation.AcceptByUse();
        }
    }
}
