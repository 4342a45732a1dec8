using AiWebBuilder.Application.AiUsage.Budgets.Rules;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Addresses;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.AiUsage.Keys;

/// <summary>
/// Adds a provider key of the account's own: calls with it are billed to the account by the provider and use no credits. A key
/// for OpenAI or Anthropic replaces the platform's for their models; a compatible endpoint brings its own models, each with its
/// price.
/// </summary>
/// <exception cref="DomainException">
/// Validation: also of an address that leads into a private network; Conflict: too many keys, or a model of this name is there already.
/// </exception>
[Requires(AiUsagePermissions.Manage)]
public sealed record CreateAiKey(
    string Provider,
    string Name,
    string? ApiKey,
    string? BaseUrl,
    IReadOnlyList<OwnModel> Models
) : ICommand<AiKeyView>
{
    // A record would print the key.
    public override string ToString() => $"{nameof(CreateAiKey)} {Provider}";
}

internal sealed class CreateAiKeyValidator : AbstractValidator<CreateAiKey>
{
    private const int MostModels = 50;

    public CreateAiKeyValidator()
    {
        RuleFor(create => create.Provider)
            .Must(KeyProviders.All.Contains)
            .WithMessage($"provider must be one of {string.Join(", ", KeyProviders.All)}.");
        RuleFor(create => create.Name).NotEmpty().MaximumLength(100);
        RuleFor(create => create.ApiKey)
            .Must(key => key is null || key.Length is >= 1 and <= 500 && key.All(letter => letter is > ' ' and <= '~'))
            .WithMessage("apiKey must have 1 to 500 visible ASCII characters.");
        RuleFor(create => create.Models)
            .Must(models => models.Count <= MostModels && models.All(model => model is not null))
            .WithMessage("models may have at most 50 entries, each an object.");
        When(
                create => create.Provider == KeyProviders.Compatible,
                () =>
                {
                    RuleFor(create => create.BaseUrl).NotEmpty().MaximumLength(WebAddresses.MaxLength);
                    RuleFor(create => create.Models)
                        .Must(models =>
                            models.Count > 0
                            && models.Select(model => model?.Model).Distinct(StringComparer.Ordinal).Count()
                                == models.Count
                        )
                        .WithMessage("models must have at least one model, and each only once.");
                }
            )
            .Otherwise(() =>
            {
                RuleFor(create => create.ApiKey).NotEmpty();
                RuleFor(create => create.BaseUrl).Null().WithMessage("baseUrl is only for the provider compatible.");
                RuleFor(create => create.Models).Empty().WithMessage("models is only for the provider compatible.");
            });
        RuleForEach(create => create.Models).SetValidator(new OwnModelValidator());
    }
}

internal sealed class OwnModelValidator : AbstractValidator<OwnModel>
{
    public OwnModelValidator()
    {
        RuleFor(model => model.Model)
            .Must(name => name.Length is >= 1 and <= 100 && name.All(letter => letter is > ' ' and <= '~'))
            .WithMessage("model must have 1 to 100 visible ASCII characters.");
        RuleFor(model => model.InputUsdPerMtok).UsdPerMtok();
        RuleFor(model => model.OutputUsdPerMtok).UsdPerMtok();
        RuleFor(model => model.CacheReadUsdPerMtok).UsdPerMtok();
        RuleFor(model => model.ContextTokens).InclusiveBetween(1, 100_000_000);
        RuleFor(model => model.MaxOutputTokens).InclusiveBetween(1, 10_000_000);
        RuleFor(model => model.StructuredOutput)
            .Must(StructuredOutputs.All.Contains)
            .WithMessage($"structuredOutput must be one of {string.Join(", ", StructuredOutputs.All)}.");
    }
}

/// <summary>What holds for every price.</summary>
internal static class PriceRules
{
    private const decimal Most = 100_000;

    public static IRuleBuilderOptions<T, decimal> UsdPerMtok<T>(this IRuleBuilder<T, decimal> rule) =>
        rule.Must(IsPrice).WithMessage(Says);

    public static IRuleBuilderOptions<T, decimal?> UsdPerMtok<T>(this IRuleBuilder<T, decimal?> rule) =>
        rule.Must(price => price is null || IsPrice(price.Value)).WithMessage(Says);

    private const string Says =
        "A price must be 0 to 100,000 USD per million tokens, with at most eight decimal places.";

    private static bool IsPrice(decimal price) => price is >= 0 and <= Most && decimal.Round(price, 8) == price;
}

internal sealed class CreateAiKeyHandler(IAiKeys keys, IOutgoingAddresses addresses)
    : ICommandHandler<CreateAiKey, AiKeyView>,
        IBeforeTransaction<CreateAiKey>
{
    public Task PrepareAsync(CreateAiKey request, CancellationToken cancellationToken) =>
        addresses.RequirePublicAsync(request.BaseUrl, cancellationToken);

    public Task<AiKeyView> Handle(CreateAiKey request, CancellationToken cancellationToken) =>
        keys.AddAsync(request, cancellationToken);
}
