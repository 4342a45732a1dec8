namespace AiWebBuilder.Application.Integrations.Imports.Sources;

/// <summary>What elements and sections can be.</summary>
public static class SourceKinds
{
    public const string Section = "section";
    public const string Heading = "heading";
    public const string Text = "text";
    public const string ListItem = "list_item";
    public const string Cell = "cell";
    public const string Price = "price";
    public const string Link = "link";
    public const string Image = "image";
    public const string Video = "video";
    public const string Map = "map";
    public const string Countdown = "countdown";
    public const string Form = "form";
    public const string Field = "field";
    public const string Embed = "embed";
    public const string Widget = "widget";
    public const string Tracking = "tracking";
    public const string Popup = "popup";
    public const string Banner = "cookie_banner";
    public const string Captcha = "captcha";
    public const string Payment = "payment";
    public const string Hidden = "hidden";
    public const string Metadata = "metadata";
    public const string Script = "script";

    public static IReadOnlyList<string> All { get; } =
    [
        Section,
        Heading,
        Text,
        ListItem,
        Cell,
        Price,
        Link,
        Image,
        Video,
        Map,
        Countdown,
        Form,
        Field,
        Embed,
        Widget,
        Tracking,
        Popup,
        Banner,
        Captcha,
        Payment,
        Hidden,
        Metadata,
        Script,
    ];
}
