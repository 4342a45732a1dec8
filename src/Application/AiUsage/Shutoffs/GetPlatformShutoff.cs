using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;

namespace AiWebBuilder.Application.AiUsage.Shutoffs;

/// <summary>Whether AI is switched off for everyone and why, and previous shutoffs.</summary>
[Requires(PlatformPermissions.Administer)]
public sealed record GetPlatformShutoff : IQuery<ShutoffView>;

internal sealed class GetPlatformShutoffHandler(IAiShutoffs shutoffs) : IQueryHandler<GetPlatformShutoff, ShutoffView>
{
    public async Task<ShutoffView> Handle(GetPlatformShutoff request, CancellationToken cancellationToken)
    {
        var stops = await shutoffs.ListAsync(ofPlatform: true, cancellationToken);
        return ShutoffView.Of(stops, stops.Any(stop => stop.LiftedAt is null));
    }
}
