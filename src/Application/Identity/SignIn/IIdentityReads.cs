using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Identity.Limits;
using AiWebBuilder.Application.Identity.Sessions;

namespace AiWebBuilder.Application.Identity.SignIn;

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
