using System.Text.Json.Nodes;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Operations.Contracts;
using FluentValidation;

namespace AiWebBuilder.Application.Operations;

/// <summary>Changes to the account's data and security events: what changed, when and by whom. Newest first.</summary>
/// <param name="Table">Only this table: <c>campaigns</c>.</param>
/// <param name="RowId">Only this row.</param>
[Requires(OperationsPermissions.ReadAudit)]
public sealed record ListAuditLog(int? Limit, string? Cursor, string? Table, string? RowId)
    : IQuery<Page<AuditEntryView>>;

/// <param name="Action">A change of a row (<c>insert</c>, <c>update</c>, <c>delete</c>), or an event such as <c>sign_in</c>.</param>
/// <param name="Before">The row before, without counters and secrets; null for an insert.</param>
/// <param name="After">The row after; null for a delete.</param>
/// <param name="ActorId">The person; null for background work.</param>
/// <param name="Reason">What an administrator of the platform gave as one.</param>
public sealed record AuditEntryView(
    Guid Id,
    string Table,
    string RowId,
    string Action,
    JsonObject? Before,
    JsonObject? After,
    Guid? ActorId,
    string? Reason,
    DateTimeOffset CreatedAt
);

internal sealed class ListAuditLogValidator : AbstractValidator<ListAuditLog>
{
    public ListAuditLogValidator()
    {
        RuleFor(list => list.Table).MaximumLength(63);
        RuleFor(list => list.RowId).MaximumLength(255);
    }
}

internal sealed class ListAuditLogHandler(IOperationsReads reads, ICurrentUser user)
    : IQueryHandler<ListAuditLog, Page<AuditEntryView>>
{
    public async Task<Page<AuditEntryView>> Handle(ListAuditLog request, CancellationToken cancellationToken)
    {
        var page = PageRequest.Parse(request.Limit, request.Cursor);
        var rows = await reads.AuditLogAsync(
            page,
            user.RequireAccount(),
            request.Table,
            request.RowId,
            cancellationToken
        );
        return page.ToPage(rows, entry => new Keyset(entry.CreatedAt, entry.Id));
    }
}
