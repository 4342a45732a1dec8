using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Application.Identity.SignIn;

namespace AiWebBuilder.Application.Identity.Sessions;

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
