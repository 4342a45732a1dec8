using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Common.Security.AuthEvents;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Application.Identity.Passwords;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;
using FluentValidation;

namespace AiWebBuilder.Application.Identity.TwoFactor;

/// <summary>
/// Turns two-factor sign-in on with a first code from the app. The response holds the recovery codes, which are shown once.
/// </summary>
/// <exception cref="DomainException">Forbidden; Conflict; Validation <c>identity.totp_code_wrong</c>.</exception>
[Requires(IdentityPermissions.WriteProfile)]
public sealed record ConfirmTotp(string Code) : ICommand<RecoveryCodesView>;

/// <param name="RecoveryCodes">Each is good for one sign-in without the app; they are not shown again.</param>
public sealed record RecoveryCodesView(IReadOnlyList<string> RecoveryCodes);

internal sealed class ConfirmTotpValidator : AbstractValidator<ConfirmTotp>
{
    public ConfirmTotpValidator() => RuleFor(confirm => confirm.Code).NotEmpty().MaximumLength(64);
}

internal sealed class ConfirmTotpHandler(IFactors factors, IAuthEvents events, ICurrentUser current)
    : ICommandHandler<ConfirmTotp, RecoveryCodesView>
{
    public async Task<RecoveryCodesView> Handle(ConfirmTotp request, CancellationToken cancellationToken)
    {
        current.RequireSession();
        var person = current.RequireActor();
        switch (await factors.ConfirmAsync(person, request.Code, cancellationToken))
        {
            case null:
                throw new DomainException(IdentityErrors.TotpNotStarted);
            case false:
                throw new DomainException(IdentityErrors.TotpCodeWrong);
        }
        await events.RecordWithChangeAsync(AuthEvent.FactorAdded, person, cancellationToken);
        return new RecoveryCodesView((await factors.RenewRecoveryCodesAsync(person, cancellationToken))!);
    }
}
