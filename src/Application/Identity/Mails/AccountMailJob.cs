using System.Text.Json;
using AiWebBuilder.Application.Identity.SignIn;
using AiWebBuilder.Application.Operations.Contracts;

namespace AiWebBuilder.Application.Identity.Mails;

/// <summary>
/// Sends a link to a person's mailbox. The job holds an id: the link is made when it is sent, so that no secret ever waits in the
/// queue. Started twice it makes a second link, which ends the first.
/// </summary>
internal sealed class AccountMailJob(ICredentials credentials, IMailLinks links, IMailer mailer, TimeProvider time)
    : IJobHandler
{
    private const string Type = "identity.mail";

    internal sealed record Payload(Guid UserId, LinkPurpose Purpose, string? Language);

    public string JobType => Type;

    /// <param name="accountId">Whose unit of work asks; null: the system's.</param>
    /// <param name="userId">An id that is nobody's is a job that sends nothing: it takes as long to ask for.</param>
    /// <param name="language">As the browser of who asked says.</param>
    public static JobRequest For(Guid? accountId, Guid userId, LinkPurpose purpose, string? language) =>
        new(
            Type,
            accountId,
            new Payload(userId, purpose, language is { Length: > 2 } ? language[..2] : language),
            // The account belongs to the key: an account's unit of work may not see the system's job.
            $"{Type}:{purpose}:{userId:N}:{accountId:N}"
        );

    public async Task ExecuteAsync(JobContext job, CancellationToken cancellationToken)
    {
        var (userId, purpose, language) = job.Payload.Deserialize<Payload>(JsonSerializerOptions.Web)!;
        var person = await credentials.FindAsync(userId, cancellationToken);
        if (
            person is null
            || !IsNeededBy(person, purpose)
            || await links.IssueAsync(userId, purpose, cancellationToken) is not { } link
        )
        {
            return;
        }
        try
        {
            await mailer.SendAsync(
                AccountMails.Write(person.Email, purpose, language, link.Address),
                cancellationToken
            );
        }
        catch
        {
            await links.WithdrawAsync(link, CancellationToken.None);
            throw;
        }
    }

    public Task GiveUpAsync(JobContext job, string error, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<bool> HasWorkAsync(JobContext job, CancellationToken cancellationToken)
    {
        var (userId, purpose, _) = job.Payload.Deserialize<Payload>(JsonSerializerOptions.Web)!;
        return await credentials.FindAsync(userId, cancellationToken) is { } person && IsNeededBy(person, purpose);
    }

    private bool IsNeededBy(Credentials person, LinkPurpose purpose) =>
        purpose == LinkPurpose.ResetPassword
            ? person.IsWithinReach(time.GetUtcNow())
            : person is { IsActive: true, EmailVerified: false };
}
