using System.Text.Json;
using AiWebBuilder.Application.Identity.Mails;
using AiWebBuilder.Application.Identity.SignIn;
using AiWebBuilder.Application.Operations.Contracts;

namespace AiWebBuilder.Application.Identity.Closure;

/// <summary>Tells a person that their account is closed, when it will be erased, and how to undo that.</summary>
internal sealed class ClosureMailJob(ICredentials credentials, IMailer mailer) : IJobHandler
{
    private const string Type = "identity.closure_mail";

    internal sealed record Payload(Guid UserId, string? Language);

    public string JobType => Type;

    /// <param name="language">As the browser of who closed it says.</param>
    public static JobRequest For(Guid personId, string? language) =>
        new(Type, personId, new Payload(personId, language is { Length: > 2 } ? language[..2] : language));

    public async Task ExecuteAsync(JobContext job, CancellationToken cancellationToken)
    {
        var (userId, language) = job.Payload.Deserialize<Payload>(JsonSerializerOptions.Web)!;
        if (
            await credentials.FindAsync(userId, cancellationToken) is
            { IsActive: false, EraseAfter: { } erasesAt } person
        )
        {
            await mailer.SendAsync(
                AccountMails.WriteClosure(person.Email, language, erasesAt, mailer.AddressOf("restore-account")),
                cancellationToken
            );
        }
    }

    public Task GiveUpAsync(JobContext job, string error, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<bool> HasWorkAsync(JobContext job, CancellationToken cancellationToken) =>
        await credentials.FindAsync(
            job.Payload.Deserialize<Payload>(JsonSerializerOptions.Web)!.UserId,
            cancellationToken
        )
            is { IsActive: false, EraseAfter: not null };
}
