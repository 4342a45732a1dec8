using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.ModuleName.Contracts;

/// <summary>What may be done with what the module owns.</summary>
public static class ModuleNamePermissions
{
    [GrantedTo(AccountRoles.Viewer, IsKeyScope = true)]
    public const string Read = "module-path:read";

    [GrantedTo(AccountRoles.Editor, IsKeyScope = true, KeyAlsoMay = [Read])]
    public const string Write = "module-path:write";
}
