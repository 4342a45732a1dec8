using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Operations.Contracts;

/// <summary>What may be seen of jobs and of what happened.</summary>
public static class OperationsPermissions
{
    [GrantedTo(AccountRoles.Viewer, IsKeyScope = true)]
    public const string Read = "operations:read";

    /// <summary>Who did what in the account.</summary>
    [GrantedTo(AccountRoles.Admin)]
    public const string ReadAudit = "audit:read";
}
