using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;
using FluentValidation;

namespace AiWebBuilder.Application.Identity.Mails;

/// <summary>Verifies an e-mail address with the token from an e-mail.</summary>
/// <exception cref="DomainException">Validation <c>identity.link_invalid</c>.</exception>
[Anybody("the link is the proof")]
public sealed record VerifyEmail(string Token) : ICommand;

internal sealed class VerifyEmailValidator : AbstractValidator<VerifyEmail>
{
    public VerifyEmailValidator() => RuleFor(verify => verify.Token).NotEmpty().MaximumLength(128);
}

internal sealed class VerifyEmailHandler(IRepository<User> users, IMailLinks links, TimeProvider time)
    : ICommandHandler<VerifyEmail, Done>
{
    public async Task<Done> Handle(VerifyEmail request, CancellationToken cancellationToken)
    {
        if (
            await links.UseAsync(request.Token, LinkPurpose.VerifyEmail, cancellationToken) is not { } userId
            || await users.FindAsync(userId, cancellationToken) is not { IsActive: true } user
        )
        {
            throw new DomainException(IdentityErrors.LinkInvalid);
        }
        user.VerifyEmail(time.GetUtcNow());
        return default;
    }
}
