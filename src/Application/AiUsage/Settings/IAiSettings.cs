namespace AiWebBuilder.Application.AiUsage.Settings;

/// <summary>What the account acted for has chosen of AI.</summary>
public interface IAiSettings
{
    /// <summary>The models that stand in, and whether that is the operator's list.</summary>
    Task<AiSettingsView> ReadAsync(CancellationToken cancellationToken);

    /// <param name="fallbacks">Null: the operator's list from now on, whatever becomes of that.</param>
    /// <param name="ifMatch">The tag of the choice that is replaced; null: whatever is there.</param>
    /// <exception cref="Domain.Common.DomainException">PreconditionFailed: it is another one by now.</exception>
    Task SetAsync(IReadOnlyList<string>? fallbacks, string? ifMatch, CancellationToken cancellationToken);
}
