using AiWebBuilder.Application.AiUsage.Keys;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using FluentValidation;

namespace AiWebBuilder.Application.AiUsage.Admin;

/// <summary>
/// Adds a price to the price book. Prices are never changed: calls that were made keep theirs. A second price for the same
/// model and day corrects the first for all later calls.
/// </summary>
/// <param name="ValidFrom">Today, in UTC, or later.</param>
/// <param name="Tiers">By the prompt's length; the first holds from 0.</param>
[Requires(PlatformPermissions.Administer)]
public sealed record AddPrice(
    string Provider,
    string Model,
    DateOnly ValidFrom,
    IReadOnlyList<PriceView> Tiers,
    int ContextTokens,
    int MaxOutputTokens,
    string Reason
) : ICommand<IReadOnlyList<PriceRowView>>;

internal sealed class AddPriceValidator : AbstractValidator<AddPrice>
{
    public AddPriceValidator(TimeProvider time)
    {
        RuleFor(add => add.Provider)
            .Must(KeyProviders.All.Contains)
            .WithMessage($"provider must be one of {string.Join(", ", KeyProviders.All)}.");
        RuleFor(add => add.Model).NotEmpty().MaximumLength(100);
        RuleFor(add => add.ValidFrom)
            .Must(day => day >= DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime))
            .WithMessage("validFrom must be today or later.");
        RuleFor(add => add.Tiers)
            .Must(tiers =>
                tiers.Count is >= 1 and <= 10
                && tiers.All(tier => tier is not null)
                && tiers[0].FromInputTokens == 0
                && tiers.Zip(tiers.Skip(1)).All(pair => pair.First.FromInputTokens < pair.Second.FromInputTokens)
            )
            .WithMessage("tiers must be 1 to 10 objects in the order of fromInputTokens, of which the first is 0.");
        RuleForEach(add => add.Tiers)
            .ChildRules(tier =>
            {
                tier.RuleFor(one => one.Input).UsdPerMtok();
                tier.RuleFor(one => one.CacheRead).UsdPerMtok();
                tier.RuleFor(one => one.CacheWrite5m).UsdPerMtok();
                tier.RuleFor(one => one.CacheWrite1h).UsdPerMtok();
                tier.RuleFor(one => one.Output).UsdPerMtok();
            });
        RuleFor(add => add.ContextTokens).InclusiveBetween(1, 100_000_000);
        RuleFor(add => add.MaxOutputTokens).InclusiveBetween(1, 10_000_000);
        RuleFor(add => add.Reason).NotEmpty().MaximumLength(500);
    }
}

internal sealed class AddPriceHandler(IAiCatalogue catalogue) : ICommandHandler<AddPrice, IReadOnlyList<PriceRowView>>
{
    public Task<IReadOnlyList<PriceRowView>> Handle(AddPrice request, CancellationToken cancellationToken) =>
        catalogue.AddPriceAsync(request, cancellationToken);
}
