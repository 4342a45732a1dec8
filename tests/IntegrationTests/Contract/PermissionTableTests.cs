using System.Reflection;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.IntegrationTests.Contract;

/// <summary>docs/operations/accounts.md prints who may do what, as the modules declare it.</summary>
internal sealed class PermissionTableTests
{
    [Test]
    public async Task The_document_prints_the_roles_as_they_are()
    {
        var heading =
            $"| permission | {string.Join(" | ", AccountRoles.All)} | scopes of keys |\n|---|{string.Concat(Enumerable.Repeat("---|", AccountRoles.All.Count + 1))}\n";
        var rows = PermissionTable.Permissions.Select(permission =>
        {
            var roles = AccountRoles.All.Select(role =>
                PermissionTable.PermissionsOf(role).Contains(permission) ? "yes" : ""
            );
            var scopes = KeyScopes
                .All.Where(scope => PermissionTable.PermissionsOfKey([scope], AccountRoles.Owner).Contains(permission))
                .Select(scope => $"`{scope}`");
            return $"| `{permission}` | {string.Join(" | ", roles)} | {string.Join(", ", scopes)} |\n";
        });

        PermissionTable.Permissions.Count.ShouldBeGreaterThanOrEqualTo(21);
        await GeneratedDocument.ShouldBeCurrentAsync(
            "docs/operations/accounts.md",
            GeneratedDocument.Table(heading, rows)
        );
    }

    [Test]
    public void Each_role_may_do_all_that_the_next_one_may_and_only_the_operator_administers_the_platform()
    {
        foreach (var (above, below) in AccountRoles.All.Zip(AccountRoles.All.Skip(1)))
        {
            PermissionTable
                .PermissionsOf(above)
                .IsProperSupersetOf(PermissionTable.PermissionsOf(below))
                .ShouldBeTrue();
        }
        AccountRoles
            .All.Where(role => PermissionTable.PermissionsOf(role).Contains(PlatformPermissions.Administer))
            .ShouldBeEmpty();
        PermissionTable.PermissionsOf("stranger").ShouldBeEmpty();
        PermissionTable
            .PermissionsOfKey(KeyScopes.All, AccountRoles.Viewer)
            .IsSubsetOf(PermissionTable.PermissionsOf(AccountRoles.Viewer))
            .ShouldBeTrue();
    }

    /// <summary>A text that nothing declares would be a permission that nobody has, or that a key is given in vain.</summary>
    [Test]
    public void What_a_request_requires_and_a_key_gives_is_declared()
    {
        var required = typeof(PermissionTable)
            .Assembly.GetTypes()
            .Select(type => type.GetCustomAttribute<RequiresAttribute>()?.Permission)
            .OfType<string>()
            .ToArray();
        required.Length.ShouldBeGreaterThan(110);
        required.Except(PermissionTable.Permissions).ShouldBeEmpty();
        var given = typeof(PermissionTable)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetFields())
            .SelectMany(field => field.GetCustomAttribute<GrantedToAttribute>()?.KeyAlsoMay ?? [])
            .ToArray();
        given.Length.ShouldBeGreaterThanOrEqualTo(4);
        given.Except(PermissionTable.Permissions).ShouldBeEmpty();
    }
}
