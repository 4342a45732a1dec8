using System.Text.Json.Nodes;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using FluentValidation;

namespace AiWebBuilder.Application.Operations.Admin;

/// <summary>Changes and events of all accounts and of the platform itself, newest first.</summary>
/// <param name="AccountId">Only this account's.</param>
/// <param name="Table">Only this table.</param>
/// <param name="Action">Only this action: <c>refused</c>.</param>
[Requires(PlatformPermissions.Administer)]
public sealed record ListPlatformAuditLog(int? Limit, string? Cursor, Guid? AccountId, string? Table, string? Action)
    : IQuery<Page<PlatformAuditEntryView>>;

/// <param name="AccountId">Null: the platform's own.</param>
/// <param name="ActorId">The person; null for background work and the command line.</param>
/// <param name="Reason">What an administrator gave as one.</param>
public sealed record PlatformAuditEntryView(
    Guid Id,
    Guid? AccountId,
    string Table,
    string RowId,
    string Action,
    JsonObject? Before,
    JsonObject? After,
    Guid? ActorId,
    string? Reason,
    DateTimeOffset CreatedAt
);

internal sealed class ListPlatformAuditLogValidator : AbstractValidator<ListPlatformAuditLog>
{
    public ListPlatformAuditLogValidator()
    {
        RuleFor(list => list.Table).MaximumLength(63);
        RuleFor(list => list.Action).MaximumLength(63);
    }
}

internal sealed class ListPlatformAuditLogHandler(IPlatformOperations platform)
    : IQueryHandler<ListPlatformAuditLog, Page<PlatformAuditEntryView>>
{
    public async Task<Page<PlatformAuditEntryView>> Handle(
        ListPlatformAuditLog request,
        CancellationToken cancellationToken
    )
    {
        var page = PageRequest.Parse(request.Limit, request.Cursor);
        var rows = await platform.AuditLogAsync(
            page,
            request.AccountId,
            request.Table,
            request.Action,
            cancellationToken
        );
        return page.ToPage(rows, entry => new Keyset(entry.CreatedAt, entry.Id));
    }
}
