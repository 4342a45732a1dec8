namespace AiWebBuilder.Domain.Campaigns.Planning;

/// <summary>The kinds of section that a plan is made of; finer than <c>component_type</c>, which is what a kind maps to.</summary>
public static class SectionKinds
{
    public static string Header => "header";
    public static string Hero => "hero";
    public static string Facts => "facts";
    public static string Benefits => "benefits";
    public static string Story => "story";
    public static string HowItWorks => "how-it-works";
    public static string Offer => "offer";
    public static string Pricing => "pricing";
    public static string Testimonials => "testimonials";
    public static string Faq => "faq";
    public static string Gallery => "gallery";
    public static string Schedule => "schedule";
    public static string ContactForm => "contact-form";
    public static string CallOut => "call-out";
    public static string Confirmation => "confirmation";
    public static string Watch => "watch";
    public static string Checkout => "checkout";
    public static string Footer => "footer";
    public static string Email => "email";

    /// <summary>What writers know how to write; a person may call a component's kind anything.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Header,
        Hero,
        Facts,
        Benefits,
        Story,
        HowItWorks,
        Offer,
        Pricing,
        Testimonials,
        Faq,
        Gallery,
        Schedule,
        ContactForm,
        CallOut,
        Confirmation,
        Watch,
        Checkout,
        Footer,
        Email,
    ];

    /// <summary>The kind itself when writers know it, else the one that is nearest to the component's type.</summary>
    public static string Nearest(string kind, string componentType) =>
        All.Contains(kind)
            ? kind
            : componentType switch
            {
                "header" or "navigation" => Header,
                "hero_section" => Hero,
                "pricing" => Pricing,
                "testimonials" => Testimonials,
                "form" => ContactForm,
                "footer" => Footer,
                "popup" => CallOut,
                "email_template" => Email,
                _ => Story,
            };

    /// <summary>The <c>component_type</c> of <c>campaign_components</c> that a section of this kind is stored as.</summary>
    public static string ComponentTypeOf(string kind) =>
        kind switch
        {
            "header" => "header",
            "hero" => "hero_section",
            "pricing" => "pricing",
            "testimonials" => "testimonials",
            "contact-form" => "form",
            "footer" => "footer",
            "email" => "email_template",
            _ => "custom",
        };
}
