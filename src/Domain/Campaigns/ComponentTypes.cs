namespace AiWebBuilder.Domain.Campaigns;

/// <summary>The allowed values of <c>component_type</c>.</summary>
public static class ComponentTypes
{
    /// <summary>A part of an e-mail: it stands with other parts, and with nothing else, on a page that is an e-mail.</summary>
    public const string Email = "email_template";

    public static IReadOnlyList<string> All { get; } =
    [
        "landing_page",
        "form",
        "header",
        "footer",
        "hero_section",
        "testimonials",
        "pricing",
        Email,
        "popup",
        "navigation",
        "custom",
    ];
}
