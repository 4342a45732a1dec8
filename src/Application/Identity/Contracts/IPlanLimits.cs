namespace AiWebBuilder.Application.Identity.Contracts;

/// <summary>What a plan limits.</summary>
public enum PlanResource
{
    Campaigns,
    AiCredits,
    StorageBytes,
    ApiCalls,
    Members,
    Integrations,
    LibraryItems,
    PublishedPages,
}

/// <summary>Whether the account's plan has room for one more.</summary>
public interface IPlanLimits
{
    Task RequireRoomAsync(PlanResource resource, CancellationToken cancellationToken);
}
