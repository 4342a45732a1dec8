using AiWebBuilder.Application.Identity.Accounts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;

namespace AiWebBuilder.Application.Identity.SignIn;

/// <summary>For which account a session acts, and with what rights.</summary>
/// <param name="Version">See <see cref="AccessGrant"/>.</param>
public sealed record Standing(AccountView Account, long Version)
{
    /// <summary>A person's in their own account, in a new session.</summary>
    internal static Standing OwnOf(User user) =>
        new(new AccountView(user.Id, user.Name, AccountRoles.Owner), Version: 0);
}
