using AiWebBuilder.Application.AiUsage.Keys;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using FluentValidation;

namespace AiWebBuilder.Application.AiUsage.Admin;

/// <summary>Sets the capabilities of a model in the platform's catalogue. A new model can be used once it also has a price.</summary>
/// <param name="Streaming">False: its answers are asked for in one piece.</param>
[Requires(PlatformPermissions.Administer)]
public sealed record SetPlatformModel(
    string Provider,
    string Model,
    bool Images,
    string StructuredOutput,
    bool Temperature,
    bool Reasoning,
    decimal TokenFactor,
    string Reason,
    bool Streaming = true
) : ICommand;

internal sealed class SetPlatformModelValidator : AbstractValidator<SetPlatformModel>
{
    public SetPlatformModelValidator()
    {
        RuleFor(set => set.Provider)
            .Must(KeyProviders.All.Contains)
            .WithMessage($"provider must be one of {string.Join(", ", KeyProviders.All)}.");
        RuleFor(set => set.Model).NotEmpty().MaximumLength(100);
        RuleFor(set => set.StructuredOutput)
            .Must(StructuredOutputs.All.Contains)
            .WithMessage($"structuredOutput must be one of {string.Join(", ", StructuredOutputs.All)}.");
        RuleFor(set => set.TokenFactor).InclusiveBetween(1, 10);
        RuleFor(set => set.Reason).NotEmpty().MaximumLength(500);
    }
}

internal sealed class SetPlatformModelHandler(IAiCatalogue catalogue) : ICommandHandler<SetPlatformModel, Done>
{
    public async Task<Done> Handle(SetPlatformModel request, CancellationToken cancellationToken)
    {
        await catalogue.SetModelAsync(request, cancellationToken);
        return default;
    }
}
