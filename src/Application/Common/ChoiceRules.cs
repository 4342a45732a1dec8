using FluentValidation;

namespace AiWebBuilder.Application.Common;

internal static class ChoiceRules
{
    /// <summary>Absent, or one of these.</summary>
    public static IRuleBuilderOptions<T, string?> OneOf<T>(
        this IRuleBuilder<T, string?> rule,
        string name,
        IReadOnlyList<string> values
    ) =>
        rule.Must(value => value is null || values.Contains(value))
            .WithMessage($"{name} must be one of {string.Join(", ", values)}.");
}
