using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Edits;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Edits;

/// <summary>A change that was asked for, with what became of each of its operations.</summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(CampaignsPermissions.Read)]
public sealed record GetEdit(Guid CampaignId, Guid EditId) : IQuery<EditView>;

internal sealed class GetEditHandler(IRepository<CampaignEdit> edits) : IQueryHandler<GetEdit, EditView>
{
    public async Task<EditView> Handle(GetEdit request, CancellationToken cancellationToken) =>
        EditView.Of(await edits.RequireAsync(request.CampaignId, request.EditId, cancellationToken));
}

internal static class EditRepositories
{
    /// <exception cref="DomainException">NotFound.</exception>
    public static async Task<CampaignEdit> RequireAsync(
        this IRepository<CampaignEdit> edits,
        Guid campaignId,
        Guid id,
        CancellationToken cancellationToken
    ) =>
        await edits.FindAsync(id, cancellationToken) is { } edit && edit.CampaignId == campaignId
            ? edit
            : throw new DomainException(CampaignErrors.EditNotFound);
}
