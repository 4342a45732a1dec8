using System.Globalization;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;

namespace AiWebBuilder.Application.Identity;

/// <summary>Makes the secret of a second factor, which counts from its first code on.</summary>
/// <exception cref="DomainException">Forbidden; Conflict <c>identity.totp_on</c>.</exception>
[Requires(Permission.ProfileWrite)]
public sealed record StartTotp : ICommand<TotpView>;

/// <param name="Secret">Base32, for typing.</param>
/// <param name="Uri">The same as `otpauth://`, for a QR code.</param>
public sealed record TotpView(string Secret, string Uri);

internal sealed class StartTotpHandler(IRepository<User> users, IFactors factors, ICurrentUser current)
    : ICommandHandler<StartTotp, TotpView>
{
    public async Task<TotpView> Handle(StartTotp request, CancellationToken cancellationToken)
    {
        current.RequireSession();
        var user = await users.RequireAsync(current.RequireActor(), cancellationToken);
        var secret = Totp.Base32(
            await factors.StartAsync(user.Id, cancellationToken) ?? throw new DomainException(IdentityErrors.TotpOn)
        );
        var label = Uri.EscapeDataString($"AiWebBuilder:{user.Email}");
        return new TotpView(
            secret,
            string.Create(
                CultureInfo.InvariantCulture,
                $"otpauth://totp/{label}?secret={secret}&issuer=AiWebBuilder&algorithm=SHA1&digits=6&period=30"
            )
        );
    }
}
