using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Identity.Accounts;

/// <summary>The answer of register, log-in and refresh.</summary>
/// <param name="RefreshToken">Null when it is in the cookie.</param>
/// <param name="ExpiresIn">Seconds for which the access token is good.</param>
public sealed record SignedIn(UserView User, string AccessToken, string? RefreshToken, int ExpiresIn)
{
    /// <summary>For which account the access token acts.</summary>
    public AccountView Account { get; init; } = new(User.Id, User.Name, AccountRoles.Owner);
}
