namespace AiWebBuilder.Application.Identity.SignIn;

/// <summary>What is needed of a person to check who they are.</summary>
/// <param name="HasTotp">A second factor is confirmed.</param>
/// <param name="EraseAfter">When the grace period of a closed account ends.</param>
public sealed record Credentials(
    Guid UserId,
    string Email,
    string Name,
    StoredPassword Password,
    bool IsActive,
    bool EmailVerified,
    bool HasTotp,
    DateTimeOffset? EraseAfter
)
{
    /// <summary>See <see cref="Domain.Identity.User.IsWithinReach"/>.</summary>
    public bool IsWithinReach(DateTimeOffset now) => IsActive || EraseAfter > now;
}
