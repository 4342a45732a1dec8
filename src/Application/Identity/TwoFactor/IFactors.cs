namespace AiWebBuilder.Application.Identity.TwoFactor;

/// <summary>Second factors (RFC 6238) and the codes for the day on which the device is gone.</summary>
public interface IFactors
{
    /// <summary>At once, outside any transaction: accepts a code or a recovery code, each of them once.</summary>
    Task<bool> SpendAsync(Guid userId, string code, CancellationToken cancellationToken);

    /// <summary>A new secret that waits for its first code; null when there is a confirmed one.</summary>
    Task<byte[]?> StartAsync(Guid userId, CancellationToken cancellationToken);

    /// <summary>Whether the code fits the secret that waits, which is confirmed then; null when none waits.</summary>
    Task<bool?> ConfirmAsync(Guid userId, string code, CancellationToken cancellationToken);

    /// <summary>Ten new recovery codes instead of those before; null when there is no confirmed factor.</summary>
    Task<IReadOnlyList<string>?> RenewRecoveryCodesAsync(Guid userId, CancellationToken cancellationToken);

    /// <summary>Removes factor and codes. Answers whether there was one that was confirmed.</summary>
    Task<bool> RemoveAsync(Guid userId, CancellationToken cancellationToken);
}
