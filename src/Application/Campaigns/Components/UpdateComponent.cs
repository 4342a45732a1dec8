using System.Text.Json.Nodes;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Behaviors;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.Campaigns.Components;

/// <summary>
/// Changes a component by hand: new content becomes its next version. Absent members are left as they are. Props of an attached component
/// are laid out again; code or styles detach it, until it is attached again or a version is restored.
/// </summary>
/// <exception cref="DomainException">
/// NotFound; PreconditionRequired or PreconditionFailed; Conflict: locked, archived, or a part of an e-mail would stand on a page or
/// a section in an e-mail; PaymentRequired <c>plan.over_limit</c>.
/// </exception>
[Requires(CampaignsPermissions.Write)]
public sealed record UpdateComponent(Guid ComponentId, string? IfMatch, ComponentPatch Patch) : ICommand;

/// <summary>A JSON merge patch (RFC 7396) of a component; <c>props</c> is replaced as a whole.</summary>
/// <example>{"name":"Opening hours in winter"}</example>
public sealed record ComponentPatch
{
    public Optional<string> Name { get; init; }
    public Optional<string> Code { get; init; }
    public Optional<JsonObject?> Props { get; init; }
    public Optional<string?> CssStyles { get; init; }
    public Optional<string> Page { get; init; }

    /// <summary>
    /// True: code and styles are made of the props again, by the block of the component's kind. False: they stay as they are, to be edited.
    /// </summary>
    public Optional<bool> IsAttached { get; init; }
}

internal sealed class UpdateComponentHandler(
    IRepository<Campaign> campaigns,
    IRepository<CampaignComponent> components,
    IValidator<ComponentFields> validator,
    ICampaignTurns turns,
    IBlocks blocks,
    IUploads uploads,
    IPlanLimits limits,
    ICurrentUser user,
    TimeProvider time
) : ICommandHandler<UpdateComponent, Done>
{
    public async Task<Done> Handle(UpdateComponent request, CancellationToken cancellationToken)
    {
        await turns.TakeForComponentAsync(request.ComponentId, cancellationToken);
        var component = await components.RequireAsync(request.ComponentId, cancellationToken);
        ETags.Require(request.IfMatch, component);
        var campaign = await campaigns.RequireAsync(component.CampaignId, cancellationToken);
        campaign.EnsureEditable();
        await limits.RequireEditableAsync(PlanResource.PublishedPages, campaign.Id, cancellationToken);
        component.EnsureUnlocked();

        var patch = request.Patch;
        var writesCode = patch.Code.IsPresent || patch.CssStyles.IsPresent;
        if (writesCode && patch.IsAttached is { IsPresent: true, Value: true })
        {
            throw Validation.Refusal(
                new Dictionary<string, string[]>(StringComparer.Ordinal)
                {
                    ["isAttached"] =
                    [
                        "The code of an attached component is made from its props: omit code and cssStyles.",
                    ],
                }
            );
        }
        var present = JsonNode.Parse(component.Props)!.AsObject();
        var fields = new ComponentFields(
            patch.Name.Or(component.Name) ?? "",
            component.ComponentType,
            patch.Code.Or(component.Code) ?? "",
            patch.Props.Or(present) ?? [],
            patch.CssStyles.Or(component.CssStyles),
            patch.Page.Or(component.Page) ?? "index"
        );
        await validator.RequireValidAsync(fields, cancellationToken);

        IReadOnlyCollection<CampaignComponent> others =
        [
            .. (await components.ListAsync(new ComponentsOfCampaign(campaign.Id), cancellationToken)).Where(one =>
                one.Id != component.Id
            ),
        ];
        if (fields.Page is { } page && page != component.Page)
        {
            ComponentPages.EnsureFits(page, component.ComponentType, others, campaign.Plan);
            component.MoveTo(page, CampaignComponent.AnchorFor(component.Kind, page, others));
        }
        var content =
            !patch.IsAttached.Or(component.IsAttached && !writesCode) ? fields.ToDetached()
            // A block of a newer version of the product is shown as that made it.
            : component.IsAttached && !patch.Props.IsPresent && blocks.Find(component.Kind) is null
                ? component.Content with
                {
                    Name = fields.Name.Trim(),
                }
            : blocks.Lay(
                await CampaignSite.OfAsync(uploads, campaign, [.. others, component], fields.Props, cancellationToken),
                ComponentPlace.Of(component),
                fields.Name.Trim(),
                fields.Props!,
                present
            );
        // The same object in another spelling is no change.
        if (JsonNode.DeepEquals(JsonNode.Parse(content.Props), present))
        {
            content = content with { Props = component.Props };
        }
        if (content.IsAttached && content.SaysTheSameAs(component.Content))
        {
            component.Restyle(content);
        }
        else
        {
            component.Replace(content, "edited", user.ActorId, time.GetUtcNow());
        }
        return default;
    }
}
