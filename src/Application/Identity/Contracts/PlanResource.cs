namespace AiWebBuilder.Application.Identity.Contracts;

/// <summary>What a plan limits.</summary>
public enum PlanResource
{
    /// <summary>Campaigns generated in a month.</summary>
    Campaigns,

    /// <summary>Started thousands of tokens in a month.</summary>
    AiCredits,
    StorageBytes,
    ApiCalls,

    /// <summary>Seats: the owner, the members and the open invitations.</summary>
    Members,
    Integrations,
    LibraryItems,

    /// <summary>Campaigns on the net.</summary>
    PublishedPages,

    /// <summary>AI budgets of the account's own: a plan has them or not. Those that are there when it ends go on to hold.</summary>
    CustomBudget,
}
