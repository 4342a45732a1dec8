namespace AiWebBuilder.Domain.Common;

/// <summary>The roles that somebody can be given in an account that is another's.</summary>
public static class GivenRoles
{
    public static IReadOnlyList<string> All { get; } = [AccountRoles.Admin, AccountRoles.Editor, AccountRoles.Viewer];
}
