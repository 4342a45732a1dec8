using System.Text.Json.Nodes;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Identity;

namespace AiWebBuilder.Application.Identity.Limits;

/// <summary>
/// Where the account's warnings are mailed to. Null: nowhere, since <c>usageMails</c> in the owner's settings is false, or nobody has
/// proved yet that the address is theirs.
/// </summary>
[Requires(IdentityPermissions.ReadProfile)]
internal sealed record GetWarningMailbox : IQuery<Mailbox?>;

/// <param name="Language"><c>language</c> in the owner's settings.</param>
internal sealed record Mailbox(string Address, string? Language);

internal sealed class GetWarningMailboxHandler(IRepository<User> users, ICurrentUser current)
    : IQueryHandler<GetWarningMailbox, Mailbox?>
{
    public async Task<Mailbox?> Handle(GetWarningMailbox request, CancellationToken cancellationToken)
    {
        var owner = await users.FindAsync(current.RequireAccount(), cancellationToken);
        if (owner is not { IsActive: true, EmailVerifiedAt: not null })
        {
            return null;
        }
        var settings = JsonNode.Parse(owner.Settings) as JsonObject;
        return settings?["usageMails"] is JsonValue value && value.TryGetValue<bool>(out var wanted) && !wanted
            ? null
            : new Mailbox(
                owner.Email,
                settings?["language"] is JsonValue text && text.TryGetValue<string>(out var language) ? language : null
            );
    }
}
