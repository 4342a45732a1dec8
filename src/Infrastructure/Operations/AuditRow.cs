using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Operations;
using AiWebBuilder.Application.Operations.Admin;

namespace AiWebBuilder.Infrastructure.Operations;

/// <summary>A row of <c>audit_log</c>.</summary>
internal sealed record AuditRow(
    Guid Id,
    Guid? AccountId,
    string TableName,
    string RowId,
    string Action,
    string? Before,
    string? After,
    Guid? ActorId,
    string? Reason,
    DateTimeOffset CreatedAt
)
{
    /// <summary>As the account sees it.</summary>
    public AuditEntryView ToView() =>
        new(
            Id,
            TableName,
            RowId,
            Action,
            JsonTexts.ObjectIn(Before),
            JsonTexts.ObjectIn(After),
            ActorId,
            Reason,
            CreatedAt
        );

    /// <summary>As an administrator of the platform sees it.</summary>
    public PlatformAuditEntryView ToPlatformView() =>
        new(
            Id,
            AccountId,
            TableName,
            RowId,
            Action,
            JsonTexts.ObjectIn(Before),
            JsonTexts.ObjectIn(After),
            ActorId,
            Reason,
            CreatedAt
        );
}
