using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Identity.Contracts;

namespace AiWebBuilder.Application.Identity.Limits;

/// <summary>A tier's allowance; null: without limit. Those of a month first, then how many there may be at once.</summary>
/// <param name="Members">Seats: the owner, the members and the open invitations.</param>
/// <param name="PublishedPages">Campaigns on the net.</param>
/// <param name="CustomBudget">Whether the account may set AI budgets of its own; what a setting leaves out is no limit here either.</param>
public sealed record TierLimits(
    int? CampaignsGenerated,
    int? AiCreditsUsed,
    long? StorageBytesUsed,
    int? ApiCallsMade,
    int? Members,
    int? Integrations,
    int? LibraryItems,
    int? PublishedPages,
    bool CustomBudget = true
)
{
    private const long Megabyte = 1024 * 1024;

    /// <summary>The limits that hold while nobody has set others.</summary>
    public static TierLimits DefaultOf(string tier) =>
        tier switch
        {
            "creator" => new(30, 3_000, 2_000 * Megabyte, 100_000, 2, 2, 200, 30, CustomBudget: true),
            "business" => new(150, 15_000, 20_000 * Megabyte, 1_000_000, 10, 10, 2_000, 300, CustomBudget: true),
            "agency" => new(null, 100_000, 200_000 * Megabyte, null, 50, null, null, null, CustomBudget: true),
            _ => new(3, 300, 100 * Megabyte, 10_000, 1, 1, 20, 3, CustomBudget: false),
        };

    /// <summary>Stored ones; null when they are not a tier's limits, since somebody has written them past the API.</summary>
    public static TierLimits? Read(string json)
    {
        var value = JsonNode.Parse(json);
        return LimitSettings.ProblemOf(value) is null ? value.Deserialize<TierLimits>(JsonSerializerOptions.Web) : null;
    }

    /// <summary>The limit; null: none.</summary>
    public long? Of(PlanResource resource) =>
        resource switch
        {
            PlanResource.Campaigns => CampaignsGenerated,
            PlanResource.AiCredits => AiCreditsUsed,
            PlanResource.StorageBytes => StorageBytesUsed,
            PlanResource.ApiCalls => ApiCallsMade,
            PlanResource.Members => Members,
            PlanResource.Integrations => Integrations,
            PlanResource.LibraryItems => LibraryItems,
            PlanResource.PublishedPages => PublishedPages,
            PlanResource.CustomBudget => CustomBudget ? null : 0,
            _ => throw new ArgumentOutOfRangeException(nameof(resource), resource, "No plan knows it."),
        };

    /// <summary>The member's name in JSON.</summary>
    public static string NameOf(PlanResource resource) =>
        resource switch
        {
            PlanResource.Campaigns => "campaignsGenerated",
            PlanResource.AiCredits => "aiCreditsUsed",
            PlanResource.StorageBytes => "storageBytesUsed",
            PlanResource.ApiCalls => "apiCallsMade",
            _ => JsonNamingPolicy.CamelCase.ConvertName(resource.ToString()),
        };

    /// <summary>Whether a new month begins at zero.</summary>
    public static bool IsMonthly(PlanResource resource) =>
        resource is PlanResource.Campaigns or PlanResource.AiCredits or PlanResource.ApiCalls;
}
