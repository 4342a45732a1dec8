namespace AiWebBuilder.Domain.Campaigns.Planning;

/// <summary>The kinds of blocks that the planner uses; a plan may name any other block as well.</summary>
public static class SectionKinds
{
    public const string Header = "header";
    public const string Hero = "hero";
    public const string Stats = "stats";
    public const string Reasons = "reasons";
    public const string Services = "services";
    public const string Story = "story";
    public const string Steps = "steps";
    public const string Plans = "plans";
    public const string PriceList = "price-list";
    public const string Hours = "hours";
    public const string Dates = "dates";
    public const string Place = "place";
    public const string Team = "team";
    public const string Offer = "offer";
    public const string Quotes = "quotes";
    public const string Faq = "faq";
    public const string Downloads = "downloads";
    public const string Gallery = "gallery";
    public const string Contact = "contact";
    public const string CallOut = "callout";
    public const string Thanks = "thanks";
    public const string Order = "order";
    public const string Footer = "footer";

    // The parts of an e-mail.
    public const string EmailHead = "e-head";
    public const string EmailTitle = "e-title";
    public const string EmailText = "e-text";
    public const string EmailFacts = "e-facts";
    public const string EmailList = "e-list";
    public const string EmailQuote = "e-quote";
    public const string EmailButton = "e-button";
    public const string EmailSignOff = "e-signoff";
    public const string EmailFooter = "e-footer";

    /// <summary>The <c>component_type</c> of <c>campaign_components</c> that a section of this kind is stored as.</summary>
    public static string ComponentTypeOf(string kind) =>
        kind switch
        {
            Header => "header",
            Hero => "hero_section",
            Plans or PriceList or Offer => "pricing",
            Contact or Order => "form",
            Quotes => "testimonials",
            Footer => "footer",
            EmailHead
            or EmailTitle
            or EmailText
            or EmailFacts
            or EmailList
            or EmailQuote
            or EmailButton
            or EmailSignOff
            or EmailFooter => ComponentTypes.Email,
            _ => "landing_page",
        };
}
