using System.Globalization;
using System.Text;

namespace AiWebBuilder.Application.Common.Addresses;

/// <summary>Names in DNS, with two labels or more.</summary>
public static class DomainNames
{
    /// <summary>In octets, without the root's dot (RFC 1035 § 2.3.4).</summary>
    private const int MaxLength = 253;

    // It turns one written as Unicode into ASCII by UTS 46 without transitional mappings, which is IDNA2008's way: ß stays ß.
    private static readonly IdnMapping Idna = new() { UseStd3AsciiRules = true };

    /// <summary>
    /// As DNS has it: ASCII in lower case, each label of letters, digits and hyphens between them, one written in Unicode as its
    /// <c>xn--</c> form.
    /// </summary>
    /// <returns>Null: it is none. Nor is an IPv4 address, whose last label would be a number.</returns>
    public static string? Canonical(string written)
    {
        // Idna leaves some of what cannot be seen out: a name with it only looks like the one without.
        if (written.EnumerateRunes().Any(letter => Rune.GetUnicodeCategory(letter) == UnicodeCategory.Format))
        {
            return null;
        }
        try
        {
            // There and back: of one name in two forms, and of a malformed xn-- label, only one comes back the same.
            var name = Idna.GetAscii(Idna.GetUnicode(Idna.GetAscii(written.ToLowerInvariant())));
            var labels = name.Split('.');
            return
                name.Length <= MaxLength
                && labels.Length > 1
                && Array.TrueForAll(labels, label => label.Length > 0)
                && !labels[^1].All(char.IsAsciiDigit)
                ? name
                : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
