using System.Globalization;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Components;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Facts;
using AiWebBuilder.Application.Campaigns.Generation;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Edits;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.Campaigns.Edits;

/// <summary>
/// Asks for a change: an instruction in any language becomes operations that wait for approval, a question, or the reason why it is not
/// applied; the last two change nothing. Operations that are sent are applied immediately. None of it costs anything.
/// </summary>
/// <exception cref="DomainException">
/// NotFound; Conflict: archived, a generation is running, a component is locked, or something is not as an operation expects it; Validation;
/// PaymentRequired <c>plan.over_limit</c>.
/// </exception>
[Requires(CampaignsPermissions.Write)]
public sealed record ProposeEdit(Guid CampaignId, EditFields Fields) : ICommand<EditView>;

/// <summary>An instruction, or operations.</summary>
/// <param name="Instruction">What to change, in the person's words; at most 5,000 characters.</param>
/// <param name="ComponentId">What the instruction is about; absent: the whole campaign.</param>
/// <param name="Operations">At most 100; applied all or not at all.</param>
/// <example>{"instruction":"Our phone number is now 0161 496 0199"}</example>
public sealed record EditFields(
    string? Instruction = null,
    Guid? ComponentId = null,
    IReadOnlyList<EditOperationFields>? Operations = null
);

/// <param name="ComponentId">Absent: a fact, the theme, or a component that is added.</param>
/// <param name="Path">
/// A JSON Pointer: <c>/props/items/@id/title</c>, <c>/position</c>, or empty for the whole component; <c>/facts/{id}</c>, <c>/theme/{token}</c>,
/// <c>/components/-</c>.
/// </param>
/// <param name="Before">What is expected there; in props it is compared, elsewhere only where it is given.</param>
/// <param name="After">What is to stand there; absent: it is taken away.</param>
public sealed record EditOperationFields(
    string Path,
    Guid? ComponentId = null,
    JsonNode? Before = null,
    JsonNode? After = null
);

internal sealed class ProposeEditValidator : AbstractValidator<ProposeEdit>
{
    private const int MaxOperations = 100;
    private const int MaxPath = 300;
    private const int MaxValue = 64_000;

    public ProposeEditValidator()
    {
        RuleFor(propose => propose.Fields)
            .Must(fields => string.IsNullOrWhiteSpace(fields.Instruction) != (fields.Operations is null))
            .WithMessage("Give either an instruction or operations.")
            .OverridePropertyName("instruction");
        RuleFor(propose => propose.Fields.Instruction).MaximumLength(5_000).OverridePropertyName("instruction");
        RuleFor(propose => propose.Fields.ComponentId)
            .Null()
            .When(propose => propose.Fields.Operations is not null)
            .WithMessage("Each operation names its own component.")
            .OverridePropertyName("componentId");
        RuleFor(propose => propose.Fields.Operations)
            .Must(operations => operations is null or { Count: > 0 and <= MaxOperations })
            .WithMessage($"operations must have 1 to {MaxOperations} entries.")
            .OverridePropertyName("operations");
        RuleFor(propose => propose.Fields.Operations)
            .Custom(
                (operations, context) =>
                {
                    foreach (
                        var (operation, index) in (operations ?? [])
                            .Take(MaxOperations)
                            .Select((one, index) => (one, index))
                    )
                    {
                        var at = string.Create(CultureInfo.InvariantCulture, $"operations[{index}]");
                        // JSON lists may hold null.
                        if (operation is null)
                        {
                            context.AddFailure(at, "An operation must be an object.");
                        }
                        else if (operation.Path is null or { Length: > MaxPath })
                        {
                            context.AddFailure($"{at}.path", $"path may have at most {MaxPath} characters.");
                        }
                        else if (!IsValue(operation.After) || !IsValue(operation.Before))
                        {
                            context.AddFailure($"{at}.after", "The value cannot be stored, or is too long.");
                        }
                    }
                }
            );
    }

    private static bool IsValue(JsonNode? value) =>
        value is null
        || (
            JsonTexts.IsStorable(new JsonObject { ["value"] = value.DeepClone() })
            && value.ToJsonString().Length <= MaxValue
        );
}

internal sealed class ProposeEditHandler(
    IRepository<Campaign> campaigns,
    IRepository<CampaignComponent> components,
    IRepository<CampaignEdit> edits,
    ICampaignTurns turns,
    IEditReader reader,
    IBlocks blocks,
    IFactValues values,
    IUploads uploads,
    IPlanLimits limits,
    ICurrentUser user,
    TimeProvider time
) : ICommandHandler<ProposeEdit, EditView>
{
    public async Task<EditView> Handle(ProposeEdit request, CancellationToken cancellationToken)
    {
        await turns.TakeForAllAsync(request.CampaignId, cancellationToken);
        var campaign = await campaigns.RequireAsync(request.CampaignId, cancellationToken);
        campaign.EnsureComponentsCanBeGenerated();
        await limits.RequireEditableAsync(PlanResource.PublishedPages, campaign.Id, cancellationToken);
        var own = await components.ListAsync(new ComponentsOfCampaign(campaign.Id), cancellationToken);
        var edit = request.Fields.Operations is { } sent
            ? await ApplyAsync(campaign, own, sent, cancellationToken)
            : await ReadAsync(campaign, own, request.Fields, cancellationToken);
        edits.Add(edit);
        return EditView.Of(edit);
    }

    /// <summary>Whatever may be the id of an image in the new values.</summary>
    internal static JsonObject ImagesIn(IEnumerable<EditOperation> operations) =>
        new() { ["values"] = new JsonArray([.. operations.Select(operation => operation.After?.DeepClone())]) };

    private async Task<CampaignEdit> ApplyAsync(
        Campaign campaign,
        IReadOnlyList<CampaignComponent> own,
        IReadOnlyList<EditOperationFields> sent,
        CancellationToken cancellationToken
    )
    {
        EditOperation[] operations =
        [
            .. sent.Select(one => new EditOperation(one.ComponentId, one.Path, one.Before, one.After)),
        ];
        var outcome = await OutcomeAsync(campaign, own, operations, cancellationToken);
        var edit = CampaignEdit.Propose(
            time.NewId(),
            campaign,
            instruction: null,
            operations,
            outcome.Unchanged,
            time.GetUtcNow()
        );
        edit.Decide(Enumerable.Range(1, operations.Length).ToHashSet(), outcome.Unchanged);
        outcome.Land(campaign, own, components, user.ActorId, time);
        return edit;
    }

    private async Task<CampaignEdit> ReadAsync(
        Campaign campaign,
        IReadOnlyList<CampaignComponent> own,
        EditFields fields,
        CancellationToken cancellationToken
    )
    {
        if (fields.ComponentId is { } target && own.All(one => one.Id != target))
        {
            throw new DomainException(CampaignErrors.ComponentNotFound);
        }
        var instruction = fields.Instruction!.Trim();
        var reading = reader.Read(
            instruction,
            Standing.Of(campaign.Facts, Briefing.Kept(campaign).Theme, own),
            fields.ComponentId
        );
        if (reading.Operations.Count > 0)
        {
            try
            {
                var outcome = await OutcomeAsync(campaign, own, reading.Operations, cancellationToken);
                return CampaignEdit.Propose(
                    time.NewId(),
                    campaign,
                    instruction,
                    reading.Operations,
                    outcome.Unchanged,
                    time.GetUtcNow()
                );
            }
            catch (DomainException refused) when (refused.Error.Kind == ErrorKind.Validation)
            {
                // Understood, but a block has no room for it.
                var errors =
                    refused.Error.Details?.GetValueOrDefault("errors") as IReadOnlyDictionary<string, string[]>;
                reading = EditReading.Refusing(errors?.Values.FirstOrDefault()?[0] ?? refused.Error.Message);
            }
        }
        return CampaignEdit.Decline(
            time.NewId(),
            campaign,
            instruction,
            reading.Question,
            reading.Reason,
            own.ToDictionary(one => one.Id, one => EditOutcome.HashOf(one.Content)),
            time.GetUtcNow()
        );
    }

    private async Task<EditOutcome> OutcomeAsync(
        Campaign campaign,
        IReadOnlyList<CampaignComponent> own,
        IReadOnlyList<EditOperation> operations,
        CancellationToken cancellationToken
    ) =>
        EditOutcome.Of(
            blocks,
            values,
            campaign,
            await CampaignSite.OfAsync(uploads, campaign, own, ImagesIn(operations), cancellationToken),
            own,
            operations,
            time
        );
}
