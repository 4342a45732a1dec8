using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Identity;

namespace AiWebBuilder.Application.Identity.Accounts;

/// <summary>The person who is signed in.</summary>
[Requires(IdentityPermissions.ReadProfile)]
public sealed record GetMe : IQuery<UserView>;

internal sealed class GetMeHandler(IRepository<User> users, ICurrentUser current) : IQueryHandler<GetMe, UserView>
{
    public async Task<UserView> Handle(GetMe request, CancellationToken cancellationToken) =>
        UserView.Of(await users.RequireAsync(current.RequireActor(), cancellationToken));
}
