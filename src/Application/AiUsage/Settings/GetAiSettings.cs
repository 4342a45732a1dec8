using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;

namespace AiWebBuilder.Application.AiUsage.Settings;

/// <summary>The account's AI settings, or the defaults while none are set.</summary>
[Requires(AiUsagePermissions.Read)]
public sealed record GetAiSettings : IQuery<AiSettingsView>;

/// <param name="Fallbacks">
/// Models that are tried in this order when the one that was asked for cannot be had, and at the limit of a budget that goes on with
/// a cheaper one; <c>offline</c> is the writer that needs no provider.
/// </param>
/// <param name="IsDefault">Whether the list is the operator's.</param>
/// <param name="UpdatedAt">Null: nothing was ever chosen.</param>
public sealed record AiSettingsView(IReadOnlyList<string> Fallbacks, bool IsDefault, DateTimeOffset? UpdatedAt);

internal sealed class GetAiSettingsHandler(IAiSettings settings) : IQueryHandler<GetAiSettings, AiSettingsView>
{
    public Task<AiSettingsView> Handle(GetAiSettings request, CancellationToken cancellationToken) =>
        settings.ReadAsync(cancellationToken);
}
