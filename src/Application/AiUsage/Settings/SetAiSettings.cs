using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.AiUsage.Settings;

/// <summary>
/// Sets the models that replace others when they are unavailable, in order: an empty list for none, null for the operator's
/// list. In effect from the next section on.
/// </summary>
/// <exception cref="DomainException">
/// Validation <c>ai.model_not_usable</c>: one of them is not in the catalogue, has no price or no key; PreconditionFailed: the choice is
/// another one by now.
/// </exception>
/// <param name="IfMatch">The tag of the choice that is replaced; null: whatever is there.</param>
[Requires(AiUsagePermissions.Manage)]
public sealed record SetAiSettings(IReadOnlyList<string>? Fallbacks, string? IfMatch) : ICommand;

internal sealed class SetAiSettingsValidator : AbstractValidator<SetAiSettings>
{
    private const int Most = 10;

    public SetAiSettingsValidator() =>
        RuleFor(set => set.Fallbacks)
            .Must(models =>
                models is null || models.Count <= Most && models.All(model => model is { Length: > 0 and <= 100 })
            )
            .WithMessage($"fallbacks may have at most {Most} names of models.")
            .Must(models => models is null || models.Distinct(StringComparer.Ordinal).Count() == models.Count)
            .WithMessage("fallbacks must name each model only once.");
}

internal sealed class SetAiSettingsHandler(IAiSettings settings, IAiModels models)
    : ICommandHandler<SetAiSettings, Done>
{
    public async Task<Done> Handle(SetAiSettings request, CancellationToken cancellationToken)
    {
        foreach (var model in request.Fallbacks ?? [])
        {
            if (model != StandIns.Offline)
            {
                await models.ChooseAsync(model, cancellationToken);
            }
        }
        await settings.SetAsync(request.Fallbacks, request.IfMatch, cancellationToken);
        return default;
    }
}

/// <summary>Names in a list of fall-backs that are no model's.</summary>
public static class StandIns
{
    /// <summary>The writer that needs no provider, whatever its model is called.</summary>
    public const string Offline = "offline";
}
