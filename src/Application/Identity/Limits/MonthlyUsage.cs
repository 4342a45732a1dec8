namespace AiWebBuilder.Application.Identity.Limits;

/// <param name="StorageBytesUsed">Now, whatever month it came in.</param>
public sealed record MonthlyUsage(int CampaignsGenerated, int AiCreditsUsed, long StorageBytesUsed, int ApiCallsMade);
