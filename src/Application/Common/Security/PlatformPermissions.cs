namespace AiWebBuilder.Application.Common.Security;

/// <summary>Beyond any account: the operator's. No role has it, and no key.</summary>
public static class PlatformPermissions
{
    public const string Administer = "platform:administer";
}
