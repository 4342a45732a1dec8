namespace AiWebBuilder.Application.Integrations.Imports;

/// <summary>A page of another builder, as a visitor sees it, and what else stands in its HTML.</summary>
/// <param name="Sections">In the order of the page.</param>
/// <param name="Aside">What belongs to no section: scripts, banners, windows that open later, what nobody sees.</param>
/// <param name="IsDrawnByScript">Its HTML holds next to nothing: a script draws the page in the visitor's browser.</param>
public sealed record SourcePage(
    SourceHead Head,
    IReadOnlyList<SourceSection> Sections,
    IReadOnlyList<SourceElement> Aside,
    bool IsDrawnByScript
)
{
    /// <summary>The host of pages that came in a file, so that they can name each other.</summary>
    public const string Nowhere = "import.invalid";

    /// <summary>Every element, each once.</summary>
    public IEnumerable<SourceElement> Elements => Sections.SelectMany(section => section.Elements).Concat(Aside);
}

/// <param name="Description">Null: there is none.</param>
/// <param name="Language">BCP 47 tag as the page has it; null: it says none.</param>
/// <param name="Direction"><c>ltr</c> or <c>rtl</c>.</param>
/// <param name="Address">Where the page says that it stands; null: nowhere.</param>
/// <param name="Colours">Those that its styles name for the brand, as <c>#rrggbb</c>, the most telling first.</param>
public sealed record SourceHead(
    string Title,
    string? Description,
    string? Language,
    string Direction,
    Uri? Address,
    string Charset,
    string? Generator,
    IReadOnlyList<string> Colours
)
{
    /// <summary>What a bare dollar is, where the page's data says so.</summary>
    public string? Dollar { get; init; }
}

/// <summary>A part of a page that belongs together.</summary>
/// <param name="Id">Unique in the page, and apart from the ids of elements.</param>
/// <param name="Kind">One of <see cref="SourceKinds"/>' sections.</param>
/// <param name="Anchors">The <c>id</c>s that links of the source lead to.</param>
public sealed record SourceSection(
    int Id,
    string Kind,
    IReadOnlyList<string> Anchors,
    IReadOnlyList<SourceElement> Elements
);

/// <summary>One thing in the source that has a fate.</summary>
/// <param name="Kind">One of <see cref="SourceKinds"/>.</param>
/// <param name="Text">What a visitor reads, in one line; empty where there is nothing to read.</param>
public sealed record SourceElement(int Id, string Kind, string Text)
{
    /// <summary>Where a link leads, a picture stands, a video plays: absolute where the page says where it stands.</summary>
    public string? Address { get; init; }

    /// <summary>What the page says that the picture shows.</summary>
    public string? Alt { get; init; }

    /// <summary>Of a heading: 1 to 6.</summary>
    public int Level { get; init; }

    /// <summary>What it is within its item: <c>question</c>, <c>answer</c>, <c>quote</c>, <c>name</c>, <c>was</c>, <c>unit</c>, <c>badge</c>, <c>background</c>, <c>logo</c>.</summary>
    public string? Role { get; init; }

    /// <summary>Which of the items that look alike it belongs to, counted through the page; 0: none.</summary>
    public int Item { get; init; }

    /// <summary>The element whose text it stands in: a link within a sentence; a field of a form; 0: none.</summary>
    public int Parent { get; init; }

    /// <summary>Of a field, or of a form.</summary>
    public SourceField? Field { get; init; }

    /// <summary>One of <see cref="ImportFates"/>, when reading has decided it already.</summary>
    public string? Fate { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }
}

/// <param name="Name">As the source's server calls it.</param>
/// <param name="Type">The input's type, <c>select</c> or <c>textarea</c>.</param>
/// <param name="Label">As a visitor reads it.</param>
public sealed record SourceField(
    string Name,
    string Type,
    string Label,
    bool IsRequired,
    IReadOnlyList<string> Options
);

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

/// <summary>What becomes of an element.</summary>
public static class ImportFates
{
    /// <summary>It stands in the campaign as it stood in the source.</summary>
    public const string Carried = "carried";

    /// <summary>It stands there in another form.</summary>
    public const string Approximated = "approximated";

    /// <summary>Something else does its work, or it is a copy of what stands there already.</summary>
    public const string Replaced = "replaced";

    /// <summary>It is not there, and the reason says why.</summary>
    public const string Lost = "lost";

    public static IReadOnlyList<string> All { get; } = [Carried, Approximated, Replaced, Lost];
}
