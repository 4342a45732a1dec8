using System.Text.Json;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Identity.Mails;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Domain.Identity;

namespace AiWebBuilder.Application.Identity.Members;

/// <summary>
/// Mails an invitation. Its secret is made here and committed before the mail leaves: it is stored as a hash and stands in no job and
/// no event. A mail that is sent twice has two secrets, of which the later one is good.
/// </summary>
internal sealed class InvitationMailJob(
    IRepository<AccountInvitation> invitations,
    IUnitOfWork unitOfWork,
    ISender sender,
    IMailer mailer,
    TimeProvider time
) : IJobHandler
{
    public const string Type = "identity.mail_invitation";

    internal sealed record Payload(Guid InvitationId);

    public string JobType => Type;

    public async Task ExecuteAsync(JobContext job, CancellationToken cancellationToken)
    {
        var id = job.Payload.Deserialize<Payload>(JsonSerializerOptions.Web)!.InvitationId;
        if (await sender.Send(new MakeInvitationToken(id), cancellationToken) is { } invitation)
        {
            await mailer.SendAsync(
                AccountMails.WriteInvitation(
                    invitation.To,
                    invitation.Role,
                    mailer.AddressOf($"accept-invitation#token={invitation.Token}")
                ),
                cancellationToken
            );
        }
    }

    /// <summary>The invitation stays pending: it can be sent again.</summary>
    public Task GiveUpAsync(JobContext job, string error, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<bool> HasWorkAsync(JobContext job, CancellationToken cancellationToken) =>
        unitOfWork.ReadAsync(
            async () =>
                await invitations.FindAsync(
                    job.Payload.Deserialize<Payload>(JsonSerializerOptions.Web)!.InvitationId,
                    cancellationToken
                )
                    is { } invitation
                && invitation.IsOpen(time.GetUtcNow()),
            cancellationToken
        );
}
