using System.Collections.Frozen;

namespace AiWebBuilder.Application.Common.Security;

/// <summary>
/// What each role may do in an account, and what a key may be given: the one table of it. Printed in docs/operations/accounts.md, and
/// compared with it by a test.
/// </summary>
public static class Roles
{
    public const string Owner = "owner";
    public const string Admin = "admin";
    public const string Editor = "editor";
    public const string Viewer = "viewer";

    private static readonly Permission[] ViewerMay =
    [
        // About the person alone: whichever account they act for.
        Permission.ProfileRead,
        Permission.ProfileWrite,
        Permission.CampaignsRead,
        Permission.AiRead,
        Permission.AnalyticsRead,
        Permission.OperationsRead,
        Permission.MembersRead,
    ];

    private static readonly Permission[] EditorMay =
    [
        .. ViewerMay,
        Permission.CampaignsWrite,
        Permission.CampaignsPublish,
        Permission.AiSpend,
    ];

    private static readonly Permission[] AdminMay =
    [
        .. EditorMay,
        Permission.MembersWrite,
        Permission.KeysRead,
        Permission.KeysWrite,
        Permission.AuditRead,
        Permission.SettingsWrite,
        Permission.BillingRead,
    ];

    /// <summary>All but what is the platform's: an account's owner is nobody there.</summary>
    private static readonly Permission[] OwnerMay =
    [
        .. Enum.GetValues<Permission>().Where(permission => permission != Permission.PlatformAdmin),
    ];

    private static readonly FrozenDictionary<
        string,
        (FrozenSet<Permission> Own, FrozenSet<Permission> OnPlatform)
    > Table = new (string Role, Permission[] May)[]
    {
        (Owner, OwnerMay),
        (Admin, AdminMay),
        (Editor, EditorMay),
        (Viewer, ViewerMay),
    }.ToFrozenDictionary(
        row => row.Role,
        row => (row.May.ToFrozenSet(), row.May.Append(Permission.PlatformAdmin).ToFrozenSet()),
        StringComparer.Ordinal
    );

    /// <summary>
    /// Keys are for programs: nothing about a person, other members, keys, money or the platform. Who may change may also read, because
    /// a change is answered with what it has made.
    /// </summary>
    private static readonly FrozenDictionary<string, Permission[]> Scopes = new Dictionary<string, Permission[]>(
        StringComparer.Ordinal
    )
    {
        ["campaigns:read"] = [Permission.CampaignsRead],
        ["campaigns:write"] = [Permission.CampaignsRead, Permission.CampaignsWrite],
        ["campaigns:publish"] = [Permission.CampaignsRead, Permission.CampaignsPublish],
        ["ai:read"] = [Permission.AiRead],
        ["ai:spend"] = [Permission.CampaignsRead, Permission.AiRead, Permission.AiSpend],
        ["analytics:read"] = [Permission.AnalyticsRead],
        ["operations:read"] = [Permission.OperationsRead],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The scopes that a key may be given.</summary>
    public static IReadOnlyList<string> KeyScopes { get; } = [.. Scopes.Keys.Order(StringComparer.Ordinal)];

    /// <param name="isPlatformAdmin">Whether the person administers the platform as well.</param>
    /// <returns>What the role may do; nothing when it is none.</returns>
    public static IReadOnlySet<Permission> PermissionsOf(string role, bool isPlatformAdmin = false) =>
        !Table.TryGetValue(role, out var may) ? FrozenSet<Permission>.Empty
        : isPlatformAdmin ? may.OnPlatform
        : may.Own;

    /// <returns>What a key with these scopes may do while its maker has this role: never more than its maker.</returns>
    public static IReadOnlySet<Permission> PermissionsOfKey(IEnumerable<string> scopes, string makersRole)
    {
        var makerMay = PermissionsOf(makersRole);
        return scopes.SelectMany(scope => Scopes.GetValueOrDefault(scope, [])).Where(makerMay.Contains).ToFrozenSet();
    }
}

/// <summary>The scopes that a key may be given, as a list that the API's document can name.</summary>
public static class KeyScopes
{
    public static IReadOnlyList<string> All => Roles.KeyScopes;
}
