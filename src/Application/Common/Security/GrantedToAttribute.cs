using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Common.Security;

/// <summary>Declares a permission: a constant text in a module's class of permissions, which stands in its Contracts.</summary>
/// <param name="role">The least of <see cref="AccountRoles"/> that has it; those above have it too.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class GrantedToAttribute(string role) : Attribute
{
    public string Role { get; } = role;

    /// <summary>Whether an API key can be given it, as a scope of the same name.</summary>
    public bool IsKeyScope { get; init; }

    /// <summary>What such a key may do besides: a change is answered with what it has made, so that who may change may also read.</summary>
    public string[] KeyAlsoMay { get; init; } = [];
}
