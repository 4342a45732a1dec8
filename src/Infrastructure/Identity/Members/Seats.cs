using AiWebBuilder.Application.Identity.Limits;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Infrastructure.Identity.Members;

/// <summary>What is left of a role when the plan has fewer seats than the account has members.</summary>
internal static class Seats
{
    /// <param name="seat">1 is the owner's; the members follow in the order in which they joined.</param>
    /// <returns>The role, or a viewer's beyond the last seat.</returns>
    public static string RoleOf(string role, long seat, TierLimits limits) =>
        seat > 1 && seat > limits.Members ? AccountRoles.Viewer : role;
}
