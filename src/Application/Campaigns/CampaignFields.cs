using System.Text.Json.Nodes;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.Campaigns;

/// <summary>The brief's fields, as a client sends them.</summary>
/// <example>{"name":"Lotus Yoga spring courses","type":"landing_page","businessType":"yoga studio","goals":["Bookings for the trial class"],"brandGuidelines":"Calm. #2f6b5e. A trial class is 12 EUR."}</example>
public sealed record CampaignFields(
    string Name,
    [OneOf(typeof(CampaignTypes))] string Type,
    string? Description = null,
    string? TargetAudience = null,
    string? BusinessType = null,
    IReadOnlyList<string>? Goals = null,
    string? BrandGuidelines = null,
    JsonObject? PerformanceRequirements = null,
    string? PlatformSource = null,
    string? PlatformSourceId = null
)
{
    /// <summary>What would make the same campaign again.</summary>
    internal static CampaignFields Of(Campaign campaign) =>
        new(
            campaign.Name,
            campaign.Type,
            campaign.Description,
            campaign.TargetAudience,
            campaign.BusinessType,
            campaign.Goals,
            campaign.BrandGuidelines,
            JsonNode.Parse(campaign.PerformanceRequirements)?.AsObject(),
            campaign.PlatformSource,
            campaign.PlatformSourceId
        );

    internal CampaignDetails ToDetails() =>
        new(
            Name.Trim(),
            Type,
            Blank(Description),
            Blank(TargetAudience),
            Blank(BusinessType),
            [.. (Goals ?? []).Select(goal => goal.Trim())],
            Blank(BrandGuidelines),
            (PerformanceRequirements ?? []).ToJsonString(),
            Blank(PlatformSource),
            Blank(PlatformSourceId)
        );

    /// <summary>The language asked for in <c>performanceRequirements.language</c>.</summary>
    internal string? Language =>
        PerformanceRequirements?["language"] is JsonValue value && value.TryGetValue<string>(out var tag) ? tag : null;

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

internal sealed class CampaignFieldsValidator : AbstractValidator<CampaignFields>
{
    public CampaignFieldsValidator()
    {
        RuleFor(fields => fields.Name).NotEmpty().MaximumLength(255);
        RuleFor(fields => fields.Type)
            .Must(CampaignTypes.All.Contains)
            .WithMessage($"type must be one of {string.Join(", ", CampaignTypes.All)}.");
        RuleFor(fields => fields.Description).MaximumLength(20_000);
        RuleFor(fields => fields.TargetAudience).MaximumLength(5_000);
        RuleFor(fields => fields.BusinessType).MaximumLength(100);
        RuleFor(fields => fields.Goals)
            .Must(goals => goals is null or { Count: <= 50 })
            .WithMessage("At most 50 goals.");
        RuleForEach(fields => fields.Goals).NotEmpty().MaximumLength(500);
        RuleFor(fields => fields.BrandGuidelines).MaximumLength(20_000);
        RuleFor(fields => fields.PlatformSource).MaximumLength(50);
        RuleFor(fields => fields.PlatformSourceId).MaximumLength(255);
        RuleFor(fields => fields.PerformanceRequirements)
            .Must(requirements => requirements is null || requirements.ToJsonString().Length <= 10_000)
            .WithMessage("performanceRequirements may have at most 10,000 characters.")
            .Must(JsonTexts.IsStorable)
            .WithMessage(
                $"performanceRequirements contains a text or a number that cannot be stored, or more levels than {JsonTexts.MaxLevels} levels."
            )
            .Must(requirements => requirements?["language"] is not { } language || IsLanguageTag(language))
            .WithMessage("performanceRequirements.language must be a BCP 47 tag such as en or pt-BR.")
            .Must(requirements => requirements?["maxPageWeightKb"] is not { } weight || IsPositiveNumber(weight))
            .WithMessage("performanceRequirements.maxPageWeightKb must be a positive number.");
    }

    internal static bool IsLanguageTag(JsonNode? node) =>
        node is JsonValue value
        && value.TryGetValue<string>(out var tag)
        && tag.Length is >= 2 and <= 35
        && tag.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');

    private static bool IsPositiveNumber(JsonNode node) =>
        node is JsonValue value && value.TryGetValue<double>(out var number) && number > 0;
}
