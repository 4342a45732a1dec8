using System.Globalization;
using System.Text;
using AiWebBuilder.Application.Common.Addresses;
using FluentValidation;

namespace AiWebBuilder.Application.Identity.Mails;

/// <summary>
/// Which texts are one mail address, and when two are the same: a dot-atom (RFC 5321, RFC 6531) at a domain name (IDNA2008). Whoever is
/// looked for by an address is looked for by its canonical form, and what is stored is that.
/// </summary>
public static class MailAddresses
{
    /// <summary>RFC 5321 § 4.5.3.1, in octets: what SMTP carries.</summary>
    private const int MaxLength = 254;
    private const int MaxLocalPart = 64;

    /// <summary>Beside letters and digits, what an atom is made of (RFC 5322 § 3.2.3).</summary>
    private const string AtomMarks = "!#$%&'*+-/=?^_`{|}~";

    /// <summary>
    /// Without blanks around it; the local part in Unicode's form C as RFC 6532 asks, with the case in which it was written, but beyond
    /// ASCII in lower case, of which a database's locale may know nothing; the domain as DNS has it (<c>xn--</c>, lower case). What is no
    /// address keeps its domain: it is nobody's, or was registered before it was refused.
    /// </summary>
    public static string Canonical(string written) => Read(written) ?? Fold(written);

    /// <summary>One address to which a mail can be sent.</summary>
    public static IRuleBuilderOptions<T, string> MailAddress<T>(this IRuleBuilder<T, string> rule) =>
        rule.NotEmpty()
            .Must(email => Read(email) is not null)
            .WithMessage("This is not a valid e-mail address: write it like name@example.com.");

    private static string? Read(string written)
    {
        var text = Fold(written);
        var at = text.LastIndexOf('@');
        return
            at > 0
            && text[..at] is var local
            && IsDotAtom(local)
            && DomainNames.Canonical(text[(at + 1)..]) is { } domain
            && Encoding.UTF8.GetByteCount(local) + 1 + domain.Length <= MaxLength
            ? $"{local}@{domain}"
            : null;
    }

    private static string Fold(string written) =>
        string.Concat(
            written
                .Trim()
                .Normalize(NormalizationForm.FormC)
                .EnumerateRunes()
                .Select(letter => (letter.IsAscii ? letter : Rune.ToLowerInvariant(letter)).ToString())
        );

    private static bool IsDotAtom(string local) =>
        Encoding.UTF8.GetByteCount(local) <= MaxLocalPart
        && local.Split('.').All(atom => atom.Length > 0)
        // Some mail servers decode it wherever it stands, and read another address out of it (RFC 2047).
        && !local.Contains("=?", StringComparison.Ordinal)
        // As for user names (RFC 8265): a letter that is another one in other clothes, such as a full-width one, looks like that other.
        && local.IsNormalized(NormalizationForm.FormKC)
        && local.EnumerateRunes().All(IsPart);

    /// <summary>Nothing that cannot be seen, since two addresses that look the same should be.</summary>
    private static bool IsPart(Rune letter) =>
        letter.IsAscii
            ? Rune.IsLetterOrDigit(letter) || letter.Value == '.' || AtomMarks.Contains((char)letter.Value)
            // In lower case an i to PostgreSQL and itself to .NET: nobody would find the account again.
            : letter.Value != 'İ'
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
