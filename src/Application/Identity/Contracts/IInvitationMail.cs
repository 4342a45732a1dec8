namespace AiWebBuilder.Application.Identity.Contracts;

/// <summary>What an invitation's mail says.</summary>
/// <param name="Token">The secret that the link carries; it stands nowhere else.</param>
public sealed record InvitationMail(
    Guid InvitationId,
    string To,
    string AccountName,
    string Role,
    string Token,
    DateTimeOffset ExpiresAt
);

/// <summary>Sends invitations.</summary>
public interface IInvitationMail
{
    Task SendAsync(InvitationMail mail, CancellationToken cancellationToken);
}
