using System.Globalization;
using System.Text;
using FluentValidation;

namespace AiWebBuilder.Application.Identity;

/// <summary>
/// Which texts are one mail address, and when two are the same. Whoever is looked for by an address is looked for by its canonical form,
/// and what is stored is that.
/// </summary>
internal static class MailAddresses
{
    /// <summary>What a mail server could read as a second address, as a comment or as a command.</summary>
    private const string Marks = "<>()[],;:\\\"";

    /// <summary>
    /// Without blanks around it, in Unicode's form C as RFC 6532 asks, with the case in which it was written: but beyond ASCII in lower case,
    /// of which a database's locale may know nothing.
    /// </summary>
    public static string Canonical(string written) =>
        string.Concat(
            written
                .Trim()
                .Normalize(NormalizationForm.FormC)
                .EnumerateRunes()
                .Select(letter => (letter.IsAscii ? letter : Rune.ToLowerInvariant(letter)).ToString())
        );

    /// <summary>One address to which a mail can be sent.</summary>
    public static IRuleBuilderOptions<T, string> MailAddress<T>(this IRuleBuilder<T, string> rule) =>
        rule.NotEmpty()
            .MaximumLength(255)
            .EmailAddress()
            .Must(email => Canonical(email).EnumerateRunes().All(IsPart))
            .WithMessage("This is not one e-mail address.");

    /// <summary>Nothing that cannot be seen, since two addresses that look the same should be.</summary>
    private static bool IsPart(Rune letter) =>
        !(letter.IsAscii && Marks.Contains((char)letter.Value))
        // In lower case an i to PostgreSQL and itself to .NET: nobody would find the account again.
        && letter.Value != 'İ'
        && Rune.GetUnicodeCategory(letter)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.SpaceSeparator
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
            );
}
