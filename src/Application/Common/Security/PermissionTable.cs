using System.Collections.Frozen;
using System.Reflection;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Common.Security;

/// <summary>
/// What each role may do in an account, and what a key may be given, as the modules declare it (<see cref="GrantedToAttribute"/>).
/// Printed in docs/operations/accounts.md, and compared with it by a test.
/// </summary>
public static class PermissionTable
{
    /// <summary>The first may most.</summary>
    private static readonly string[] Ranks = [.. AccountRoles.All];

    private static readonly (string Name, GrantedToAttribute Granted)[] Declared =
    [
        .. typeof(PermissionTable)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Select(field => (Field: field, Granted: field.GetCustomAttribute<GrantedToAttribute>()))
            .Where(one => one.Granted is not null)
            .Select(one => ((string)one.Field.GetRawConstantValue()!, one.Granted!))
            .OrderBy(one => one.Item1, StringComparer.Ordinal),
    ];

    private static readonly FrozenDictionary<string, (FrozenSet<string> Own, FrozenSet<string> OnPlatform)> OfRole =
        AccountRoles.All.ToFrozenDictionary(
            role => role,
            role =>
            {
                var may = Declared
                    .Where(one => Array.IndexOf(Ranks, one.Granted.Role) >= Array.IndexOf(Ranks, role))
                    .Select(one => one.Name)
                    .ToArray();
                return (may.ToFrozenSet(), may.Append(PlatformPermissions.Administer).ToFrozenSet());
            },
            StringComparer.Ordinal
        );

    private static readonly FrozenDictionary<string, string[]> OfScope = Declared
        .Where(one => one.Granted.IsKeyScope)
        .ToFrozenDictionary(
            one => one.Name,
            one => (string[])[one.Name, .. one.Granted.KeyAlsoMay],
            StringComparer.Ordinal
        );

    /// <summary>All that the modules declare, and the platform's own, in the order of their names.</summary>
    public static IReadOnlyList<string> Permissions { get; } =
    [.. Declared.Select(one => one.Name).Append(PlatformPermissions.Administer).Order(StringComparer.Ordinal)];

    /// <param name="isPlatformAdmin">Whether the person administers the platform as well.</param>
    /// <returns>What the role may do; nothing when it is none.</returns>
    public static IReadOnlySet<string> PermissionsOf(string role, bool isPlatformAdmin = false) =>
        !OfRole.TryGetValue(role, out var may) ? FrozenSet<string>.Empty
        : isPlatformAdmin ? may.OnPlatform
        : may.Own;

    /// <returns>What a key with these scopes may do while its maker has this role: never more than its maker.</returns>
    public static IReadOnlySet<string> PermissionsOfKey(IEnumerable<string> scopes, string makersRole)
    {
        var makerMay = PermissionsOf(makersRole);
        return scopes.SelectMany(scope => OfScope.GetValueOrDefault(scope, [])).Where(makerMay.Contains).ToFrozenSet();
    }

    internal static IReadOnlyList<string> Scopes { get; } = [.. OfScope.Keys.Order(StringComparer.Ordinal)];
}
