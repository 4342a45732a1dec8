using System.Collections.Frozen;
using System.Globalization;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts;

/// <summary>Whose rules hold for numbers, money, dates and telephones.</summary>
internal sealed class FactRegion
{
    // Countries that most speakers of a language with several write from are told by their words, see the lists "country.*".
    private static readonly FrozenSet<string> TwelveHours = FrozenSet.Create(
        StringComparer.Ordinal,
        "US",
        "CA",
        "AU",
        "NZ",
        "GB",
        "IE",
        "IN",
        "PK",
        "BD",
        "ZA",
        "NG",
        "KE",
        "PH",
        "MY",
        "SG",
        "EG",
        "SA",
        "AE",
        "JO",
        "LB",
        "KW",
        "QA",
        "OM",
        "BH",
        "MX",
        "CO"
    );

    private FactRegion(string language, string? country)
    {
        Language = language;
        Country = country;
        Currency = country is null ? null : CurrencyOf(country);
        UsesTwelveHours = country is null ? language == "en" : TwelveHours.Contains(country);
        MonthFirst = country == "US";
        var culture = CultureInfo.GetCultureInfo(country is null ? language : $"{language}-{country}");
        NamesDayFirst = language != "en" && culture.DateTimeFormat.MonthDayPattern.StartsWith('d');
        PutsCurrencyFirst = culture.NumberFormat.CurrencyPositivePattern is 0 or 2;
        GroupsBySpace =
            country == "ZA"
            || culture.NumberFormat.NumberGroupSeparator.Any(char.IsWhiteSpace)
            || language is "nb" or "da" or "pt" or "es" or "hu" or "fr";
    }

    public string Language { get; }

    public string? Country { get; }

    /// <summary>ISO 4217; null: nothing tells.</summary>
    public string? Currency { get; }

    public bool UsesTwelveHours { get; }

    public bool MonthFirst { get; }

    /// <summary>Whether no day stands behind the name of its month.</summary>
    public bool NamesDayFirst { get; }

    public bool GroupsBySpace { get; }

    public bool PutsCurrencyFirst { get; }

    /// <param name="asked">BCP 47, or null.</param>
    public static (FactRegion Region, string Tag) Of(string? asked, IReadOnlyList<string> texts)
    {
        var tag = asked is null ? FactLanguage.Of(texts) : asked;
        var subtags = tag.Split('-');
        var language = subtags[0].ToLowerInvariant() switch
        {
            "no" or "nn" => "nb",
            "iw" => "he",
            "in" => "id",
            var one => one,
        };
        var country = subtags.Skip(1).FirstOrDefault(one => one.Length == 2)?.ToUpperInvariant();
        if (country is not null && !IsCountry(country))
        {
            country = null;
        }

        return (new FactRegion(language, country ?? FactLanguage.CountryOf(language, texts)), tag);
    }

    public static string? CurrencyOf(string country) =>
        IsCountry(country) ? new RegionInfo(country).ISOCurrencySymbol : null;

    private static bool IsCountry(string country) =>
        PhoneNumbers.PhoneNumberUtil.GetInstance().GetCountryCodeForRegion(country) > 0;
}
