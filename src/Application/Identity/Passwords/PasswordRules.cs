using System.Text;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.Identity.Passwords;

/// <summary>Which passwords may be set: long enough, not guessed at once, and of any characters at all.</summary>
internal static class PasswordRules
{
    private const string OwnName = "The password must not contain your name or e-mail address.";

    /// <summary>Code points count, in form C, so that an emoji is one character and how é was typed does not matter.</summary>
    public static IRuleBuilderOptions<T, string> NewPassword<T>(this IRuleBuilder<T, string> rule) =>
        rule.Must(password =>
                password.Length <= 512
                && password.Normalize(NormalizationForm.FormC).EnumerateRunes().Count() is >= 8 and <= 128
            )
            .WithMessage("The password must have 8 to 128 characters.")
            .Must(password => !CommonPasswords.Contains(password))
            .WithMessage("This password is too common.");

    public static IRuleBuilderOptions<T, string> NotOwnName<T>(
        this IRuleBuilder<T, string> rule,
        Func<T, (string Email, string Name)> person
    ) =>
        rule.Must((request, password) => !IsOwnName(password, person(request).Email, person(request).Name))
            .WithMessage(OwnName);

    /// <summary>For a person who is known only when the request is looked at.</summary>
    /// <exception cref="DomainException">Validation: the finding stands at the field.</exception>
    public static void RequireNotOwnName(string field, string password, string email, string name)
    {
        if (IsOwnName(password, email, name))
        {
            throw new DomainException(
                new Error(ErrorKind.Validation, "request.invalid", "Some fields are invalid.")
                {
                    Details = new Dictionary<string, object?>(StringComparer.Ordinal)
                    {
                        ["errors"] = new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [OwnName] },
                    },
                }
            );
        }
    }

    /// <summary>Without the words of address and name hardly a letter is left: years and signs around them do not help.</summary>
    private static bool IsOwnName(string password, string email, string name)
    {
        var words = $"{email} {name} {name.Replace(" ", "", StringComparison.Ordinal)} {email.Split('@')[0]}"
            .Split([' ', '.', '-', '_', '+', '@'], StringSplitOptions.RemoveEmptyEntries)
            .Append(email.Split('@')[0])
            .Append(email)
            .Where(word => word.Length >= 4)
            .OrderByDescending(word => word.Length);
        var rest = password;
        foreach (var word in words)
        {
            rest = rest.Replace(word, "", StringComparison.OrdinalIgnoreCase);
        }
        return rest.Length < password.Length && rest.Count(char.IsLetter) < 4;
    }
}
