using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Telephones;

/// <summary>Where a telephone number is one: by its calling code, or because few countries have such numbers.</summary>
internal static class PhoneCountries
{
    private const int ShortestCalled = 8;
    private const int Shortest = 9;
    private const int Longest = 11;

    // Where people leave the 0 out that their numbers are dialled with: ten digits of London are none of New York.
    private static readonly FrozenSet<string> WithoutTrunk = FrozenSet.Create(StringComparer.Ordinal, "AR", "IN");

    /// <summary>Of "+974 4455 0161"; of a calling code that several share, the one that is named first.</summary>
    public static string? ByCallingCode(SourceText text, int at, string[] countries)
    {
        if (!text.IsSign(at, "+") || text[at + 1] is not { Kind: TokenKind.Digits, IsSpaced: false } digits)
        {
            return null;
        }

        // "+800 zł" is no number of any country.
        var written = 0;
        for (var i = at + 1; text[i].Kind == TokenKind.Digits || text[i].Text is "-" or "(" or ")"; i++)
        {
            written += text[i].Kind == TokenKind.Digits ? text[i].Text.Length : 0;
        }

        if (written < ShortestCalled)
        {
            return null;
        }

        var phones = PhoneNumbers.PhoneNumberUtil.GetInstance();
        for (var length = Math.Min(3, digits.Text.Length); length > 0; length--)
        {
            var regions = phones.GetRegionCodesForCountryCode(
                int.Parse(digits.Text[..length], CultureInfo.InvariantCulture)
            );
            if (regions.Count > 0)
            {
                return regions.FirstOrDefault(one => countries.Contains(one, StringComparer.Ordinal)) ?? regions[0];
            }
        }

        return null;
    }

    /// <summary>Of the countries, those in which the number that begins at the token is dialled as it stands; null: none begins there.</summary>
    public static IReadOnlyList<string>? ByForm(SourceText text, int at, string[] countries)
    {
        if (text.IsSign(at, "+") || !PhoneForms.MayBegin(text, at))
        {
            return null;
        }

        var number = new StringBuilder();
        for (var i = at; number.Length <= Longest; i++)
        {
            if (text[i].Kind == TokenKind.Digits && (i == at || text[i].Start - text[i - 1].End < 2))
            {
                number.Append(text[i].Text);
            }
            else if (text[i].Text is not ("-" or "." or "/" or "(" or ")"))
            {
                break;
            }
        }

        if (number.Length is < Shortest or > Longest)
        {
            return null;
        }

        var digits = number.ToString();
        return countries.Length > 0 && HasFormOf(countries[0], digits) && !IsDialled(countries[0], digits)
            ? []
            : [.. countries.Where(country => IsDialled(country, digits))];
    }

    // Numbers kept free for fiction are dialled nowhere at home, and may be abroad: 07700 900123.
    private static bool HasFormOf(string country, string number)
    {
        var phones = PhoneNumbers.PhoneNumberUtil.GetInstance();
        var trunk = phones.GetNddPrefixForRegion(country, true) == "0" ? 1 : 0;
        return trunk == (number[0] == '0' ? 1 : 0)
            && Array.Exists(
                [PhoneNumbers.PhoneNumberType.FIXED_LINE, PhoneNumbers.PhoneNumberType.MOBILE],
                type =>
                    phones.GetExampleNumberForType(country, type) is { } example
                    && phones.GetNationalSignificantNumber(example).Length == number.Length - trunk
            );
    }

    private static bool IsDialled(string country, string number)
    {
        var phones = PhoneNumbers.PhoneNumberUtil.GetInstance();
        return (
                number[0] == '0' || phones.GetNddPrefixForRegion(country, true) != "0" || WithoutTrunk.Contains(country)
            )
            // Else parsing it throws.
            && phones.IsPossibleNumber(number, country)
            && phones.IsValidNumberForRegion(phones.Parse(number, country), country);
    }
}
