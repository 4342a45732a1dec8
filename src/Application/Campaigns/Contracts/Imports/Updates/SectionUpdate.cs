namespace AiWebBuilder.Application.Campaigns.Contracts.Imports.Updates;

/// <summary>What has become of a section that was read again.</summary>
/// <param name="Outcome">One of <see cref="SectionOutcomes"/>.</param>
/// <param name="Known">As it is now, for the next time.</param>
/// <param name="Name">What the section is called.</param>
public sealed record SectionUpdate(string Outcome, KnownSection Known, string Name);
