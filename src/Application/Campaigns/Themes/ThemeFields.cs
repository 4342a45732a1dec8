using AiWebBuilder.Domain.Campaigns.Looks;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Themes;

/// <summary>The tokens to use; what is absent follows from the others. Colours are <c>#RGB</c> or <c>#RRGGBB</c>.</summary>
/// <param name="Primary">Buttons and bands.</param>
/// <param name="Highlight">The buttons, when they are of another colour.</param>
/// <param name="Accent">Links, marks and small headings.</param>
/// <param name="HeadingFont">Names of fonts, the first that a device has is used; pages load none.</param>
/// <param name="Motif">The drawing: an emblem of a trade.</param>
/// <param name="TextSize">All letters, and what is measured by them; absent: normal.</param>
/// <example>{"style":"soft","primary":"#0F5257","highlight":"#E2725B"}</example>
public sealed record ThemeFields(
    [OneOf(typeof(ThemeStyles))] string Style,
    string Primary,
    string? Background = null,
    string? Surface = null,
    string? Text = null,
    string? MutedText = null,
    string? OnPrimary = null,
    string? Highlight = null,
    string? OnHighlight = null,
    string? Accent = null,
    string? Border = null,
    string? Decoration = null,
    string? HeadingFont = null,
    string? BodyFont = null,
    string? Motif = null,
    [OneOf(typeof(TextSizes))] string? TextSize = null
)
{
    internal ThemeChoice ToChoice() =>
        new(
            Style,
            Colour.Parse(Primary),
            ColourOf(Background),
            ColourOf(Surface),
            ColourOf(Text),
            ColourOf(MutedText),
            ColourOf(OnPrimary),
            ColourOf(Highlight),
            ColourOf(OnHighlight),
            ColourOf(Accent),
            ColourOf(Border),
            ColourOf(Decoration),
            HeadingFont,
            BodyFont,
            Motif,
            TextSize
        );

    private static Colour? ColourOf(string? text) => text is null ? null : Colour.Parse(text);
}
