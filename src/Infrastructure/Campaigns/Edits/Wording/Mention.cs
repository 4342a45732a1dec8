namespace AiWebBuilder.Infrastructure.Campaigns.Edits.Wording;

/// <summary>A known word in a clause.</summary>
/// <param name="Key">What it means.</param>
/// <param name="Known">How much of its length is the word's own.</param>
internal readonly record struct Mention(string Key, int Start, int Length, int Known)
{
    public int End => Start + Length;
}
