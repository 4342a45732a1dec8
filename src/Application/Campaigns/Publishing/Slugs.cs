using System.Globalization;
using System.Text;
using AiWebBuilder.Application.Campaigns.Pages;
using AiWebBuilder.Domain.Campaigns;
using AnyAscii;

namespace AiWebBuilder.Application.Campaigns.Publishing;

internal static class Slugs
{
    public static bool IsValid(string slug) =>
        slug.Length is >= 1 and <= 100
        && slug[0] != '-'
        && slug[^1] != '-'
        && slug.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');

    /// <summary>
    /// Where a page stands below the server's address. Absolute, because the first one has no slash at its end: a link relative
    /// to it would lead beside the campaign.
    /// </summary>
    public static string PathOf(string slug, string key) => key == "index" ? $"/p/{slug}" : $"/p/{slug}/{key}";

    /// <summary>Where an upload of a publication stands, below the server's address.</summary>
    public static string UploadPathOf(string slug, PageUpload upload) => $"/p/{slug}/{upload.Address}";

    /// <summary>Where a picture of a publication stands, below the server's address.</summary>
    public static string ImagePathOf(string slug, Guid image) => $"/p/{slug}/images/{image}";

    /// <summary>Where the forms of a publication post to, below the server's address.</summary>
    public static string FormActionOf(string slug) => $"/p/{slug}/submissions";

    /// <summary>The name in ASCII as far as it goes, and the last eight digits of the id, which make it unique.</summary>
    public static string For(Campaign campaign)
    {
        var slug = new StringBuilder();
        foreach (var rune in campaign.Name.Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            if (slug.Length >= 60)
            {
                slug.Length = 60;
                break;
            }
            if (IsSpelled(rune))
            {
                slug.Append(rune.ToString().Transliterate().Where(char.IsAsciiLetterOrDigit).ToArray());
            }
            else if (slug.Length > 0 && slug[^1] != '-' && !IsPartOfWord(rune))
            {
                slug.Append('-');
            }
        }
        var name = slug.ToString().ToLowerInvariant().Trim('-');
        var unique = campaign.Id.ToString("N")[^8..];
        return name.Length == 0 ? unique : $"{name}-{unique}";
    }

    /// <summary>
    /// Letters of Latin, Greek, Cyrillic, Armenian and Georgian. Of Chinese characters nobody knows in which language to read them,
    /// and of consonants alone nobody can.
    /// </summary>
    private static bool IsSpelled(Rune rune) =>
        Rune.IsLetterOrDigit(rune)
        && rune.Value
            is < 0x0590
                or (>= 0x10A0 and <= 0x10FF)
                or (>= 0x1C80 and <= 0x1CBF)
                or (>= 0x1D00 and <= 0x2BFF);

    private static bool IsPartOfWord(Rune rune) =>
        Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark || rune.Value is '\'' or '\u2019';
}
