using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Identity.ApiKeys;

/// <summary>The account's API keys that have not been revoked, newest first. Secrets are never shown.</summary>
[Requires(IdentityPermissions.ReadKeys)]
public sealed record ListApiKeys(int? Limit, string? Cursor) : IQuery<Page<ApiKeyView>>;

/// <param name="Hint">The key's beginning, by which it is told apart.</param>
/// <param name="CreatedBy">The person; the key may never do more than they.</param>
/// <param name="LastUsedAt">Up to a minute ago.</param>
/// <param name="ReplacedBy">Its successor, when it was rotated.</param>
public sealed record ApiKeyView(
    Guid Id,
    string Name,
    string Hint,
    [OneOf(typeof(KeyScopes))] IReadOnlyList<string> Scopes,
    Guid? CreatedBy,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt,
    Guid? ReplacedBy,
    DateTimeOffset CreatedAt
);

/// <summary>Keys, read straight into views.</summary>
public interface IApiKeyReads
{
    /// <summary>The account's keys that were not revoked, newest first.</summary>
    Task<IReadOnlyList<ApiKeyView>> KeysAsync(PageRequest page, Guid accountId, CancellationToken cancellationToken);

    /// <summary>How many of the account's keys are good. Whoever asks next waits until the present unit of work has ended.</summary>
    Task<int> CountActiveAsync(Guid accountId, CancellationToken cancellationToken);
}

internal sealed class ListApiKeysHandler(IApiKeyReads reads, ICurrentUser current)
    : IQueryHandler<ListApiKeys, Page<ApiKeyView>>
{
    public async Task<Page<ApiKeyView>> Handle(ListApiKeys request, CancellationToken cancellationToken)
    {
        var page = PageRequest.Parse(request.Limit, request.Cursor);
        var rows = await reads.KeysAsync(page, current.RequireAccount(), cancellationToken);
        return page.ToPage(rows, key => new Keyset(key.CreatedAt, key.Id));
    }
}
