using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Components;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Facts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Behaviors;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Edits;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Edits;

/// <summary>
/// Applies what was proposed: all of it, or the operations that are named; the others are kept as refused. All in one transaction, and
/// nothing where something is no longer as it was. Published pages change when they are published again.
/// </summary>
/// <exception cref="DomainException">
/// NotFound; Conflict: it is not proposed, what it changes has changed, archived, locked, or a generation is running; Validation;
/// PaymentRequired <c>plan.over_limit</c>.
/// </exception>
[Requires(CampaignsPermissions.Write)]
public sealed record ApproveEdit(Guid CampaignId, Guid EditId, EditApproval Approval) : ICommand<EditView>;

/// <param name="Operations">The numbers of those that are approved; absent: all.</param>
/// <example>{"operations":[1]}</example>
public sealed record EditApproval(IReadOnlyList<int>? Operations = null);

internal sealed class ApproveEditHandler(
    IRepository<Campaign> campaigns,
    IRepository<CampaignComponent> components,
    IRepository<CampaignEdit> edits,
    ICampaignTurns turns,
    IBlocks blocks,
    IFactValues values,
    IUploads uploads,
    IPlanLimits limits,
    ICurrentUser user,
    TimeProvider time
) : ICommandHandler<ApproveEdit, EditView>
{
    public async Task<EditView> Handle(ApproveEdit request, CancellationToken cancellationToken)
    {
        await turns.TakeForAllAsync(request.CampaignId, cancellationToken);
        var campaign = await campaigns.RequireAsync(request.CampaignId, cancellationToken);
        var edit = await edits.RequireAsync(campaign.Id, request.EditId, cancellationToken);
        edit.EnsureProposed();
        campaign.EnsureComponentsCanBeGenerated();
        await limits.RequireEditableAsync(PlanResource.PublishedPages, campaign.Id, cancellationToken);

        var all = Enumerable.Range(1, edit.Operations.Count);
        var chosen = (request.Approval.Operations ?? [.. all]).ToHashSet();
        if (!chosen.IsSubsetOf(all))
        {
            throw Validation.Refusal(
                new Dictionary<string, string[]>(StringComparer.Ordinal)
                {
                    ["operations"] = [$"The operations of this edit are numbered from 1 to {edit.Operations.Count}."],
                }
            );
        }
        EditOperation[] operations = [.. edit.Operations.Where((_, index) => chosen.Contains(index + 1))];
        var own = await components.ListAsync(new ComponentsOfCampaign(campaign.Id), cancellationToken);
        EnsureAllStand(campaign, own, operations);
        var site = await CampaignSite.OfAsync(
            uploads,
            campaign,
            own,
            ProposeEditHandler.ImagesIn(operations),
            cancellationToken
        );
        var outcome = OutcomeOf(campaign, site, own, operations, isWhole: operations.Length == edit.Operations.Count);
        edit.Decide(chosen, outcome.Unchanged);
        if (operations.Length > 0)
        {
            outcome.Land(campaign, own, components, user.ActorId, time);
        }
        return EditView.Of(edit);
    }

    /// <summary>What has gone since it was proposed is no fault of whoever approves, be it of a part.</summary>
    private static void EnsureAllStand(
        Campaign campaign,
        IReadOnlyList<CampaignComponent> own,
        IEnumerable<EditOperation> operations
    )
    {
        var gone = operations.FirstOrDefault(operation =>
            (operation.ComponentId is { } id && own.All(one => one.Id != id))
            || (
                operation.Before is not null
                && operation.Path.StartsWith("/facts/", StringComparison.Ordinal)
                && campaign.Facts.All.All(fact => operation.Path != $"/facts/{fact.Id}")
            )
        );
        if (gone is not null)
        {
            throw new DomainException(CampaignErrors.EditStale(gone.Path));
        }
    }

    private EditOutcome OutcomeOf(
        Campaign campaign,
        CampaignSite site,
        IReadOnlyList<CampaignComponent> own,
        EditOperation[] operations,
        bool isWhole
    )
    {
        try
        {
            return EditOutcome.Of(blocks, values, campaign, site, own, operations, time);
        }
        catch (DomainException refused) when (isWhole && refused.Error.Kind == ErrorKind.Validation)
        {
            // It was possible when it was proposed: what it is about has gone.
            throw new DomainException(CampaignErrors.EditStale(operations[0].Path));
        }
    }
}
