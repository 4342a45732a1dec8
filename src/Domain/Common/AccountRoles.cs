namespace AiWebBuilder.Domain.Common;

/// <summary>The roles in an account, each of which may do all that those after it may. The owner is whose account it is.</summary>
public static class AccountRoles
{
    public const string Owner = "owner";
    public const string Admin = "admin";
    public const string Editor = "editor";
    public const string Viewer = "viewer";

    public static IReadOnlyList<string> All { get; } = [Owner, Admin, Editor, Viewer];
}
