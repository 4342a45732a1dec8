using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity.Billing;
using FluentValidation;

namespace AiWebBuilder.Application.Identity.Admin;

/// <summary>All users of the platform, newest first.</summary>
/// <param name="Q">Only those with this in their address or name.</param>
[Requires(PlatformPermissions.Administer)]
public sealed record ListUsers(int? Limit, string? Cursor, string? Q) : IQuery<Page<PlatformUserView>>;

/// <summary>A user as the platform's administrators see it.</summary>
/// <param name="CompedTier">Given away: it holds beside what is paid for.</param>
public sealed record PlatformUserView(
    Guid Id,
    string Email,
    string Name,
    [OneOf(typeof(SubscriptionTiers))] string SubscriptionTier,
    [OneOf(typeof(SubscriptionStatus))] string SubscriptionStatus,
    DateTimeOffset? SubscriptionEndsAt,
    [OneOf(typeof(SubscriptionTiers))] string? CompedTier,
    DateTimeOffset? CompedUntil,
    DateTimeOffset? PastDueSince,
    bool IsActive,
    bool IsPlatformAdmin,
    DateTimeOffset? EmailVerifiedAt,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastActiveAt
);

/// <summary>Users of all accounts, for administrators of the platform; each change stands in the audit log with its reason.</summary>
public interface IPlatformUsers
{
    /// <param name="id">Only this one.</param>
    Task<IReadOnlyList<PlatformUserView>> FindAsync(
        PageRequest page,
        string? text,
        Guid? id,
        CancellationToken cancellationToken
    );

    /// <returns>False when there is no such user.</returns>
    Task<bool> SetTierAsync(Guid id, string tier, string reason, CancellationToken cancellationToken);

    /// <returns>False when there is no such user.</returns>
    Task<bool> SetStatusAsync(
        Guid id,
        string status,
        DateTimeOffset? endsAt,
        string reason,
        CancellationToken cancellationToken
    );

    /// <param name="tier">Null: nothing is given away any more.</param>
    /// <returns>False when there is no such user.</returns>
    Task<bool> CompAsync(
        Guid id,
        string? tier,
        DateTimeOffset? until,
        string reason,
        CancellationToken cancellationToken
    );
}

internal sealed class ListUsersValidator : AbstractValidator<ListUsers>
{
    public ListUsersValidator() => RuleFor(list => list.Q).MaximumLength(255);
}

internal sealed class ListUsersHandler(IPlatformUsers users) : IQueryHandler<ListUsers, Page<PlatformUserView>>
{
    public async Task<Page<PlatformUserView>> Handle(ListUsers request, CancellationToken cancellationToken)
    {
        var page = PageRequest.Parse(request.Limit, request.Cursor);
        var rows = await users.FindAsync(page, request.Q, id: null, cancellationToken);
        return page.ToPage(rows, user => new Keyset(user.CreatedAt, user.Id));
    }
}
