using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.Identity;

/// <summary>Somebody who acts for an account that is another's.</summary>
public sealed class AccountMember : AggregateRoot, ITenantOwned
{
    private AccountMember() { }

    public Guid UserId { get; private init; }

    /// <summary>The person.</summary>
    public Guid MemberId { get; private init; }

    /// <summary>One of <see cref="GivenRoles.All"/>.</summary>
    public string Role { get; private set; } = "";

    /// <summary>Access tokens made under the old role are worth nothing from the commit on: a trigger sees to it.</summary>
    public void ChangeRole(string role) => Role = role;
}
