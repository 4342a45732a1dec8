using AiWebBuilder.Infrastructure.AiUsage.Offline;

namespace AiWebBuilder.UnitTests.Campaigns;

/// <summary>Words for every section kind: the same text everywhere, so that a test can look for it.</summary>
internal static class SampleContent
{
    public static IReadOnlyList<string> Kinds { get; } =
    [
        "header",
        "hero",
        "facts",
        "benefits",
        "story",
        "how-it-works",
        "offer",
        "pricing",
        "testimonials",
        "faq",
        "gallery",
        "schedule",
        "contact-form",
        "call-out",
        "confirmation",
        "watch",
        "checkout",
        "footer",
    ];

    public static SectionContent Of(string kind, string text, string? layout = null) =>
        new()
        {
            Kind = kind,
            Anchor = kind,
            Layout = layout,
            Brand = text,
            Eyebrow = text,
            Heading = text,
            Lead = text,
            Paragraphs = [text, text],
            Items =
            [
                new ContentItem(text, text, text, "#offer", "leaf", Highlighted: true, [text, text]),
                new ContentItem(text, text, null, "https://example.org/", text),
                new ContentItem(text),
            ],
            Primary = new ContentLink(text, "#contact-form"),
            Secondary = new ContentLink(text, "checkout"),
            Phone = new ContentLink("+44 20 7946 0321", "tel:+442079460321"),
            Form = new ContentForm(
                [
                    new ContentField("name", text, "text", Required: true, "name"),
                    new ContentField("email", text, "email", Required: true, "email"),
                    new ContentField("guests", text, "select", Required: false, null, ["2", text]),
                    new ContentField("message", text, "textarea", Required: false),
                ],
                text,
                text,
                text
            ),
            Note = text,
            Labels = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["menu"] = text,
                ["footer"] = text,
                ["recommended"] = text,
            },
        };

    public static EmailContent Email(string text) =>
        new(
            text,
            text,
            text,
            text,
            [text, text],
            [new ContentItem(text, text, text)],
            new ContentLink(text, "https://example.org/"),
            text,
            text,
            text
        );
}
