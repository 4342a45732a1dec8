namespace AiWebBuilder.Application.Common.Security;

/// <summary>Declares on a request what the actor needs.</summary>
/// <param name="permission">A constant that a module declares with <see cref="GrantedToAttribute"/>.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RequiresAttribute(string permission) : Attribute
{
    public string Permission { get; } = permission;
}
