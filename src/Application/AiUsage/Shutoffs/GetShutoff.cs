using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;

namespace AiWebBuilder.Application.AiUsage.Shutoffs;

/// <summary>Whether AI is switched off for the account and why, and previous shutoffs.</summary>
[Requires(AiUsagePermissions.Read)]
public sealed record GetShutoff : IQuery<ShutoffView>;

/// <param name="Active">Whether no call leaves: by this stop or the platform's.</param>
/// <param name="ByPlatform">The operator has switched AI off for everybody.</param>
/// <param name="Current">The stop in force; null: there is none.</param>
/// <param name="History">The last hundred that were lifted, newest first.</param>
public sealed record ShutoffView(bool Active, bool ByPlatform, StopView? Current, IReadOnlyList<StopView> History)
{
    internal static ShutoffView Of(IReadOnlyList<StopView> stops, bool byPlatform)
    {
        var current = stops.FirstOrDefault(stop => stop.LiftedAt is null);
        return new ShutoffView(
            byPlatform || current is not null,
            byPlatform,
            current,
            [.. stops.Where(stop => stop.LiftedAt is not null)]
        );
    }
}

internal sealed class GetShutoffHandler(IAiShutoffs shutoffs) : IQueryHandler<GetShutoff, ShutoffView>
{
    public async Task<ShutoffView> Handle(GetShutoff request, CancellationToken cancellationToken) =>
        ShutoffView.Of(
            await shutoffs.ListAsync(ofPlatform: false, cancellationToken),
            await shutoffs.IsPlatformShutAsync(cancellationToken)
        );
}
