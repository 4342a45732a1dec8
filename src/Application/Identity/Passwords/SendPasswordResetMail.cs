using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Mails;
using AiWebBuilder.Application.Identity.SignIn;
using AiWebBuilder.Application.Operations.Contracts;
using FluentValidation;

namespace AiWebBuilder.Application.Identity.Passwords;

/// <summary>
/// Sends an e-mail with a link to set a new password. The response is the same, after the same time, whether or not such an
/// account exists.
/// </summary>
[Anybody("who has forgotten the password cannot sign in")]
public sealed record SendPasswordResetMail(string Email, string? Language) : ICommand;

internal sealed class SendPasswordResetMailValidator : AbstractValidator<SendPasswordResetMail>
{
    public SendPasswordResetMailValidator() => RuleFor(mail => mail.Email).NotEmpty().MaximumLength(255);
}

internal sealed class SendPasswordResetMailHandler(ICredentials credentials, IJobQueue jobs, TimeProvider time)
    : ICommandHandler<SendPasswordResetMail, Done>,
        IBeforeTransaction<SendPasswordResetMail>
{
    private Guid person;

    /// <summary>For an unknown address a job is made too, for nobody: both take as long.</summary>
    public async Task PrepareAsync(SendPasswordResetMail request, CancellationToken cancellationToken) =>
        person =
            (await credentials.FindAsync(MailAddresses.Canonical(request.Email), cancellationToken))?.UserId
            ?? time.NewId();

    public async Task<Done> Handle(SendPasswordResetMail request, CancellationToken cancellationToken)
    {
        await jobs.EnqueueAsync(
            AccountMailJob.For(accountId: null, person, LinkPurpose.ResetPassword, request.Language),
            cancellationToken
        );
        return default;
    }
}
