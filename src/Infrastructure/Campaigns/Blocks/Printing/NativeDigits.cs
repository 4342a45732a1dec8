namespace AiWebBuilder.Infrastructure.Campaigns.Blocks.Printing;

/// <summary>Persian pages have the digits of their script, in which .NET formats nothing.</summary>
internal static class NativeDigits
{
    private const char Zero = '\u06f0';

    public static string In(string language, string printed) =>
        language.Split('-')[0] == "fa"
            ? string.Concat(printed.Select(sign => char.IsAsciiDigit(sign) ? (char)(Zero + (sign - '0')) : sign))
            : printed;
}
