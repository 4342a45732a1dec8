namespace AiWebBuilder.Infrastructure.Campaigns.Edits.Wording;

/// <summary>A number in a text.</summary>
/// <param name="Written">As it stands there.</param>
internal readonly record struct Number(decimal Value, string Written, int Start, bool IsPercent)
{
    public int End => Start + Written.Length;
}
