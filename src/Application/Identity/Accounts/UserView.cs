using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;
using AiWebBuilder.Domain.Identity.Billing;

namespace AiWebBuilder.Application.Identity.Accounts;

/// <summary>A user as the API shows it.</summary>
public sealed record UserView(
    Guid Id,
    string Email,
    string Name,
    string? AvatarUrl,
    [OneOf(typeof(SubscriptionTiers))] string SubscriptionTier,
    [OneOf(typeof(SubscriptionStatus))] string SubscriptionStatus,
    DateTimeOffset? SubscriptionEndsAt,
    JsonObject? Settings,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastActiveAt,
    bool EmailVerified
)
{
    /// <summary>
    /// A signed address of all personal data as a ZIP, for <c>a download</c>: good for five minutes, without a token. Not in the answers of
    /// sign-in.
    /// </summary>
    public string? DownloadUrl { get; init; }

    /// <summary>Makes the ETag.</summary>
    [JsonIgnore]
    public DateTimeOffset UpdatedAt { get; private init; }

    internal static UserView Of(User user) =>
        new(
            user.Id,
            user.Email,
            user.Name,
            user.AvatarUrl,
            user.SubscriptionTier,
            user.SubscriptionStatus,
            user.SubscriptionEndsAt,
            JsonTexts.ObjectIn(user.Settings),
            user.CreatedAt,
            user.LastActiveAt,
            user.EmailVerifiedAt is not null
        )
        {
            UpdatedAt = user.UpdatedAt,
        };
}
