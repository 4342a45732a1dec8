namespace AiWebBuilder.Domain.Campaigns.Briefs;

/// <summary>What a person says about the business and the campaign: the only source of facts that a page may state.</summary>
/// <param name="Name">The campaign's name, 1–255 characters.</param>
/// <param name="Type">One of <c>landing_page, funnel, email_sequence, complete_campaign, component_enhancement</c>.</param>
/// <param name="Description">What it is about.</param>
/// <param name="TargetAudience">Who it speaks to.</param>
/// <param name="BusinessType">The trade: "yoga studio", "plumbing".</param>
/// <param name="Goals">What visitors should do, most important first.</param>
/// <param name="BrandGuidelines">Colours, tone, prices, phone numbers, in free text.</param>
/// <param name="Language">BCP 47 tag asked for in <c>performanceRequirements.language</c>; null: taken from the texts.</param>
public sealed record Brief(
    string Name,
    string Type,
    string? Description,
    string? TargetAudience,
    string? BusinessType,
    IReadOnlyList<string> Goals,
    string? BrandGuidelines,
    string? Language
);
