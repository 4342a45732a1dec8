namespace AiWebBuilder.Application.Campaigns.Components;

/// <summary>
/// Who changes what all components of a campaign depend on (its theme) takes turns with those who change one of them: else a component could
/// be laid out in the old look after all others had got the new one. Held until the transaction ends.
/// </summary>
public interface ICampaignTurns
{
    /// <summary>To change this component, before it is read; others of the campaign may be changed meanwhile.</summary>
    Task TakeForComponentAsync(Guid componentId, CancellationToken cancellationToken);

    /// <summary>To change all components of this campaign, before they are read.</summary>
    Task TakeForAllAsync(Guid campaignId, CancellationToken cancellationToken);
}
