using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Identity;

namespace AiWebBuilder.Application.Identity.Members;

/// <summary>Makes the secret of an invitation's mail; null when there is nobody to invite any more.</summary>
[Requires(IdentityPermissions.WriteMembers)]
public sealed record MakeInvitationToken(Guid InvitationId) : ICommand<InvitationMail?>;

internal sealed class MakeInvitationTokenHandler(IRepository<AccountInvitation> invitations, TimeProvider time)
    : ICommandHandler<MakeInvitationToken, InvitationMail?>
{
    public async Task<InvitationMail?> Handle(MakeInvitationToken request, CancellationToken cancellationToken)
    {
        var invitation = await invitations.FindAsync(request.InvitationId, cancellationToken);
        if (invitation?.IsOpen(time.GetUtcNow()) is not true)
        {
            return null;
        }
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        invitation.Mailed(InvitationTokens.Hash(token));
        return new InvitationMail(invitation.Email, invitation.Role, token);
    }
}

/// <param name="Token">The secret that the link carries; it stands nowhere else.</param>
public sealed record InvitationMail(string To, string Role, string Token);

internal static class InvitationTokens
{
    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
