using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.Campaigns;

/// <summary>What can go wrong with campaigns.</summary>
public static class CampaignErrors
{
    public static Error NotFound { get; } =
        new(ErrorKind.NotFound, "campaigns.not_found", "There is no such campaign.");

    public static Error ComponentNotFound { get; } =
        new(ErrorKind.NotFound, "campaigns.component_not_found", "There is no such component.");

    public static Error VersionNotFound { get; } =
        new(ErrorKind.NotFound, "campaigns.version_not_found", "The component has no such version.");

    public static Error Generating { get; } =
        new(ErrorKind.Conflict, "campaigns.generating", "A generation is under way: wait for it, or cancel it.");

    public static Error Archived { get; } =
        new(ErrorKind.Conflict, "campaigns.archived", "The campaign is archived: take it out of the archive first.");

    public static Error NotLaunched { get; } =
        new(ErrorKind.Conflict, "campaigns.not_launched", "The campaign is not published.");

    public static Error ComponentLocked { get; } =
        new(ErrorKind.Conflict, "campaigns.component_locked", "The component is locked: unlock it first.");

    public static Error SlugTaken { get; } =
        new(ErrorKind.Conflict, "campaigns.slug_taken", "Another campaign stands at this address.");

    public static Error LinkExpired { get; } =
        new(ErrorKind.NotFound, "campaigns.preview_link_expired", "The preview link is not valid, or no longer.");
}

/// <summary>A campaign's components in their order.</summary>
public sealed class ComponentsOfCampaign : Specification<CampaignComponent>
{
    public ComponentsOfCampaign(Guid campaignId) =>
        Query
            .Where(component => component.CampaignId == campaignId)
            .OrderBy(component => component.SortOrder)
            .OrderBy(component => component.Id);
}
