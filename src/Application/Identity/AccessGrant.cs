using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Identity;

/// <summary>With what rights an access token acts.</summary>
/// <param name="Version">
/// Of the session's rights: the time of their last change, in microseconds since the Unix epoch. A token with an older one is worth
/// nothing. Not a comparison with the token's own time: that has whole seconds, and another machine's clock.
/// </param>
public sealed record AccessGrant(string Role = AccountRoles.Owner, bool IsPlatformAdmin = false, long Version = 0);
