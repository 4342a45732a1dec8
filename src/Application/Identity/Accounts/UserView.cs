using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;

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

/// <summary>The answer of register, log-in and refresh.</summary>
/// <param name="RefreshToken">Null when it is in the cookie.</param>
/// <param name="ExpiresIn">Seconds for which the access token is good.</param>
public sealed record SignedIn(UserView User, string AccessToken, string? RefreshToken, int ExpiresIn)
{
    /// <summary>For which account the access token acts.</summary>
    public AccountView Account { get; init; } = new(User.Id, User.Name, AccountRoles.Owner);
}

/// <summary>An account, as somebody who may act for it sees it.</summary>
public sealed record AccountView(Guid Id, string Name, [OneOf(typeof(AccountRoles))] string Role);
