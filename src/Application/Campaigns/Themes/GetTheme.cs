using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Generation;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Themes;

/// <summary>The look of a campaign's pages; before the first generation, the one that its brief asks for.</summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(CampaignsPermissions.Read)]
public sealed record GetTheme(Guid CampaignId) : IQuery<ThemeView>;

internal sealed class GetThemeHandler(IRepository<Campaign> campaigns) : IQueryHandler<GetTheme, ThemeView>
{
    public async Task<ThemeView> Handle(GetTheme request, CancellationToken cancellationToken)
    {
        var (_, _, theme, _) = Briefing.Kept(await campaigns.RequireAsync(request.CampaignId, cancellationToken));
        return ThemeView.Of(theme);
    }
}
