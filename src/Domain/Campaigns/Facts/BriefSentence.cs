namespace AiWebBuilder.Domain.Campaigns.Facts;

/// <summary>A sentence, a line or an item of a list of the brief.</summary>
/// <param name="Text">Verbatim, without the space around it.</param>
/// <param name="Field">The brief's field.</param>
/// <param name="Start">Where it begins in the field, in UTF-16 code units.</param>
public sealed record BriefSentence(string Text, string Field, int Start)
{
    /// <summary>Whether the fact is stated in it, or a part of it.</summary>
    public bool Holds(Fact fact) => fact.Field == Field && fact.Start < Start + Text.Length && Start < fact.End;
}
