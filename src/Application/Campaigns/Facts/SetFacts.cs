using System.Globalization;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Components;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Behaviors;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Facts;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.Campaigns.Facts;

/// <summary>
/// Corrects what was read in a brief, adds to it and takes from it. What is said stands from then on, also when the brief is edited. Every
/// section that names a fact prints it as it is now, in the same transaction; published pages when they are published again.
/// </summary>
/// <exception cref="DomainException">
/// NotFound; PreconditionFailed; Validation; Conflict: archived, or a generation is running; PaymentRequired <c>plan.over_limit</c>.
/// </exception>
[Requires(CampaignsPermissions.Write)]
public sealed record SetFacts(Guid CampaignId, string? IfMatch, FactsFields Fields) : ICommand;

internal sealed class SetFactsValidator : AbstractValidator<SetFacts>
{
    public SetFactsValidator(IFactValues values)
    {
        RuleFor(set => set.Fields.Data)
            .Must(data => data.Count <= FactLedger.MaxFacts)
            .WithMessage($"A campaign may have at most {FactLedger.MaxFacts} facts.")
            .OverridePropertyName("data");
        RuleFor(set => set.Fields.Data)
            .Must(data => data.All(one => one is not null))
            .WithMessage("A fact must be an object.")
            .OverridePropertyName("data");
        // JSON lists may hold null; the rule above has refused it.
        RuleFor(set => set.Fields.Data)
            .Must(data =>
                data.Select(one => one?.Id).OfType<string>().ToArray() is var ids
                && ids.Distinct(StringComparer.Ordinal).Count() == ids.Length
            )
            .WithMessage("Each id may occur only once.")
            .OverridePropertyName("data");
        RuleFor(set => set.Fields.Data)
            .Custom(
                (data, context) =>
                {
                    foreach (
                        var (fact, index) in data.Take(FactLedger.MaxFacts)
                            .Select((fact, index) => (fact, index))
                            .Where(one => one.fact is not null)
                    )
                    {
                        var path = string.Create(CultureInfo.InvariantCulture, $"data[{index}]");
                        if (!FactKinds.All.Contains(fact.Kind))
                        {
                            context.AddFailure(
                                $"{path}.kind",
                                $"kind must be one of {string.Join(", ", FactKinds.All)}."
                            );
                            continue;
                        }
                        if (fact.Quote is { Length: > Fact.MaxQuote })
                        {
                            context.AddFailure($"{path}.quote", $"quote may have at most {Fact.MaxQuote} characters.");
                        }
                        if (fact.Value is null && string.IsNullOrWhiteSpace(fact.Quote))
                        {
                            context.AddFailure($"{path}.value", "Send a value, or a quote from which it can be read.");
                        }
                        foreach (var finding in fact.Value is null ? [] : values.Check(fact.Kind, fact.Value))
                        {
                            context.AddFailure($"{path}.value{finding.Path}", finding.Message);
                        }
                    }
                }
            );
    }
}

internal sealed class SetFactsHandler(
    IRepository<Campaign> campaigns,
    IRepository<CampaignComponent> components,
    ICampaignTurns turns,
    IFactReader reader,
    IFactValues values,
    IBlocks blocks,
    IUploads uploads,
    IPlanLimits limits
) : ICommandHandler<SetFacts, Done>
{
    public async Task<Done> Handle(SetFacts request, CancellationToken cancellationToken)
    {
        await turns.TakeForAllAsync(request.CampaignId, cancellationToken);
        var campaign = await campaigns.RequireAsync(request.CampaignId, cancellationToken);
        ETags.RequireUnchanged(request.IfMatch, campaign.UpdatedAt);
        await limits.RequireEditableAsync(PlanResource.PublishedPages, campaign.Id, cancellationToken);
        campaign.StateFacts([
            .. request
                .Fields.Data.Select((fact, index) => Stated(campaign, fact, index))
                .DistinctBy(fact => fact.Id, StringComparer.Ordinal),
        ]);

        var own = await components.ListAsync(new ComponentsOfCampaign(campaign.Id), cancellationToken);
        var site = await CampaignSite.OfAsync(uploads, campaign, own, props: null, cancellationToken);
        foreach (var component in own.Where(one => one.IsAttached))
        {
            component.Restyle(blocks.LayAnew(site, ComponentPlace.Of(component), component.Content));
        }
        return default;
    }

    private Fact Stated(Campaign campaign, FactFields fields, int index)
    {
        var known = campaign.Facts.All.FirstOrDefault(fact => fact.Id == fields.Id);
        // One that people had added keeps the id that props name it by, also in a campaign that an export is read into.
        if (fields.Id is { } named && known is null && !FactReading.IsIdOf(fields.Kind, named))
        {
            throw Refused("id", "There is no fact with this id: omit id to add one.");
        }
        if (known is not null && known.Kind != fields.Kind)
        {
            throw Refused(
                "kind",
                $"The kind of a fact cannot be changed from {known.Kind}: remove the fact, and add another one."
            );
        }
        var value = fields.Value?.DeepClone() ?? ReadIn(fields.Quote!);
        var id = fields.Id ?? FactReading.IdOf(fields.Kind, value);
        return known is null
            ? new Fact(id, fields.Kind, value, fields.Quote ?? "", FactSources.Person)
            : known with
            {
                Value = value,
                Quote = fields.Quote ?? known.Quote,
                Unsure = fields.Unsure && known.Unsure && JsonNode.DeepEquals(known.Value, value),
            };

        JsonNode ReadIn(string quote)
        {
            // What is a string can be any words.
            if (values.Check(fields.Kind, JsonValue.Create(quote)).Count == 0)
            {
                return JsonValue.Create(quote);
            }
            var found = reader
                .Read(new Brief("", campaign.Type, quote, null, null, [], null, Tag(campaign.Facts)))
                .Facts.Where(fact => fact.Kind == fields.Kind && !fact.Unsure)
                .ToArray();
            return found is [var only]
                ? only.Value
                : throw Refused(
                    "quote",
                    found.Length == 0
                        ? $"No {fields.Kind} was found in the quote."
                        : "The quote contains more than one: send each in a fact of its own."
                );
        }

        DomainException Refused(string member, string message) =>
            Validation.Refusal(
                new Dictionary<string, string[]>(StringComparer.Ordinal)
                {
                    [string.Create(CultureInfo.InvariantCulture, $"data[{index}].{member}")] = [message],
                }
            );
    }

    // The country tells how numbers are read.
    private static string Tag(FactLedger ledger) =>
        ledger.Country is { } country && !ledger.Language.Contains('-', StringComparison.Ordinal)
            ? $"{ledger.Language}-{country}"
            : ledger.Language;
}
