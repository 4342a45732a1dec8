namespace AiWebBuilder.Application.Common.Security;

/// <summary>
/// The scopes that an API key may be given. Keys are for programs: nothing about a person, other members, keys, money or the platform.
/// </summary>
public static class KeyScopes
{
    public static IReadOnlyList<string> All => PermissionTable.Scopes;
}
