using System.Globalization;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Numbers;

/// <param name="End">The token after it.</param>
/// <param name="HasTail">Whether it ends as prices do without a currency: <c>15,-</c>, <c>90.–</c>, <c>1 250:-</c>, <c>300/-</c>.</param>
/// <param name="IsScaled">Whether a word for thousand, lakh, million or the like was worked out.</param>
/// <param name="Decimals">How many digits stood after the decimal sign.</param>
internal readonly record struct Amount(
    decimal Value,
    int Start,
    int End,
    bool HasTail,
    bool IsScaled,
    int Decimals,
    decimal Scale = 1
)
{
    public string Text =>
        Decimals > 0 && !IsScaled
            ? Value.ToString($"F{Decimals}", CultureInfo.InvariantCulture)
            : Value.ToString("0.############", CultureInfo.InvariantCulture);

    public Amount Times(int many) => this with { Value = Value * many };
}
