using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.Common.Behaviors;

/// <summary>Validation with the API's error document.</summary>
internal static class Validation
{
    /// <exception cref="DomainException">Validation: every finding by the field's path as the client sent it.</exception>
    public static async Task RequireValidAsync<T>(
        this IValidator<T> validator,
        T subject,
        CancellationToken cancellationToken
    )
    {
        var result = await validator.ValidateAsync(subject, cancellationToken);
        if (!result.IsValid)
        {
            var errors = result
                .Errors.GroupBy(failure => CamelCase(failure.PropertyName), StringComparer.Ordinal)
                .ToDictionary(
                    field => field.Key,
                    field => field.Select(failure => failure.ErrorMessage).Distinct(StringComparer.Ordinal).ToArray(),
                    StringComparer.Ordinal
                );
            throw Refusal(errors);
        }
    }

    /// <param name="errors">Messages by the field's path as the client sent it.</param>
    public static DomainException Refusal(IReadOnlyDictionary<string, string[]> errors) =>
        new(
            new Error(ErrorKind.Validation, "request.invalid", "Some fields are invalid.")
            {
                Details = new Dictionary<string, object?>(StringComparer.Ordinal) { ["errors"] = errors },
            }
        );

    /// <summary>The field's path as the client sent it: <c>Goals[3]</c> is <c>goals[3]</c>.</summary>
    private static string CamelCase(string path) =>
        string.Join(
            '.',
            path.Split('.').Select(part => part.Length == 0 ? part : char.ToLowerInvariant(part[0]) + part[1..])
        );
}
