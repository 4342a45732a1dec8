using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.SignIn;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.Identity.Mails;

/// <summary>
/// Sends an e-mail that verifies an address: that of the signed-in person, or <c>email</c>. The response is the same whether or
/// not such an account exists or needs one.
/// </summary>
/// <exception cref="DomainException">Unauthenticated: nobody is signed in, and no address is given.</exception>
[Anybody("the answer tells nothing, and the mail goes to the address's owner")]
public sealed record SendVerificationMail(string? Email, string? Language) : ICommand;

internal sealed class SendVerificationMailValidator : AbstractValidator<SendVerificationMail>
{
    public SendVerificationMailValidator() => RuleFor(mail => mail.Email).MaximumLength(255);
}

internal sealed class SendVerificationMailHandler(
    ICredentials credentials,
    ICurrentUser current,
    IJobQueue jobs,
    TimeProvider time
) : ICommandHandler<SendVerificationMail, Done>, IBeforeTransaction<SendVerificationMail>
{
    private Guid person;

    public async Task PrepareAsync(SendVerificationMail request, CancellationToken cancellationToken)
    {
        if (request.Email is { } email)
        {
            person =
                (await credentials.FindAsync(MailAddresses.Canonical(email), cancellationToken))?.UserId
                ?? time.NewId();
            return;
        }
        person = current.ActorId ?? throw new DomainException(SecurityErrors.NotSignedIn);
    }

    public async Task<Done> Handle(SendVerificationMail request, CancellationToken cancellationToken)
    {
        await jobs.EnqueueAsync(
            AccountMailJob.For(current.AccountId, person, LinkPurpose.VerifyEmail, request.Language),
            cancellationToken
        );
        return default;
    }
}
