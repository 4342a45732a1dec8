using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Application.Identity.Limits;

namespace AiWebBuilder.Application.Identity.SignIn;

/// <summary>The person's signed-in devices, newest first.</summary>
[Requires(IdentityPermissions.ReadProfile)]
public sealed record ListSessions(int? Limit, string? Cursor) : IQuery<Page<SessionView>>;

/// <param name="Current">Whether this very request belongs to it.</param>
/// <param name="LastUsedAt">When its access was last renewed.</param>
public sealed record SessionView(
    Guid Id,
    string? UserAgent,
    bool Current,
    DateTimeOffset CreatedAt,
    DateTimeOffset LastUsedAt,
    DateTimeOffset ExpiresAt
);

/// <summary>Sessions and usage, read straight into views.</summary>
public interface IIdentityReads
{
    /// <summary>The person's sessions that have not ended, newest first.</summary>
    Task<IReadOnlyList<SessionView>> SessionsAsync(
        PageRequest page,
        Guid userId,
        Guid? current,
        DateTimeOffset now,
        CancellationToken cancellationToken
    );

    /// <summary>What the account has used in the month, and what it stores; null while nothing was ever used.</summary>
    Task<MonthlyUsage?> UsageAsync(DateOnly month, CancellationToken cancellationToken);

    /// <summary>The account's warnings of the month, in the order in which they were given.</summary>
    Task<IReadOnlyList<UsageWarningView>> WarningsAsync(DateOnly month, CancellationToken cancellationToken);
}

/// <param name="StorageBytesUsed">At present, whatever month it came in.</param>
public sealed record MonthlyUsage(int CampaignsGenerated, int AiCreditsUsed, long StorageBytesUsed, int ApiCallsMade);

internal sealed class ListSessionsHandler(IIdentityReads reads, ICurrentUser current, TimeProvider time)
    : IQueryHandler<ListSessions, Page<SessionView>>
{
    public async Task<Page<SessionView>> Handle(ListSessions request, CancellationToken cancellationToken)
    {
        var page = PageRequest.Parse(request.Limit, request.Cursor);
        var rows = await reads.SessionsAsync(
            page,
            current.RequireActor(),
            current.SessionId,
            time.GetUtcNow(),
            cancellationToken
        );
        return page.ToPage(rows, session => new Keyset(session.CreatedAt, session.Id));
    }
}
