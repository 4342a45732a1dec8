using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Application.Identity.Sessions;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Application.Operations.Contracts.Settings;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;

namespace AiWebBuilder.Application.Identity.Closure;

/// <summary>
/// Closes the account: nobody can sign in, all sessions end, its pages are unpublished, and its owner leaves other accounts.
/// After the grace period, which an e-mail announces, all data is erased; until then POST /v1/auth/restoration undoes it.
/// </summary>
/// <exception cref="DomainException">PreconditionRequired or PreconditionFailed.</exception>
[Requires(IdentityPermissions.CloseAccount)]
public sealed record CloseAccount(string? IfMatch, string? Language) : ICommand;

internal sealed class CloseAccountHandler(
    IRepository<User> users,
    ISessionRotation sessions,
    IErasures erasures,
    ISettings settings,
    IJobQueue jobs,
    ICurrentUser current,
    TimeProvider time
) : ICommandHandler<CloseAccount, Done>
{
    public async Task<Done> Handle(CloseAccount request, CancellationToken cancellationToken)
    {
        var user = await users.RequireAsync(current.RequireActor(), cancellationToken);
        ETags.Require(request.IfMatch, user);
        if (!user.IsActive)
        {
            // By another request at the same time.
            return default;
        }
        var now = time.GetUtcNow();
        user.Close(now, await GraceSettings.OfAsync(settings, cancellationToken));
        await sessions.RevokeAllAsync(user.Id, cancellationToken);
        await erasures.OpenAsync(user.Id, now, cancellationToken);
        await jobs.EnqueueAsync(ClosureMailJob.For(user.Id, request.Language), cancellationToken);
        return default;
    }
}
