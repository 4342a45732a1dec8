using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.Campaigns.Looks;
using AiWebBuilder.Domain.Common;
using Mapster;

namespace AiWebBuilder.Application.Campaigns.Themes;

/// <summary>The design tokens of a campaign, by role. Colours are <c>#RRGGBB</c>; what is a client's to choose is in <see cref="ThemeFields"/>.</summary>
/// <param name="Motif">The drawing that the pages carry.</param>
/// <param name="IsChosen">Whether a person chose it; else it follows from the brief, anew with each generation.</param>
public sealed record ThemeView(
    [OneOf(typeof(ThemeStyles))] string Style,
    string Language,
    string Direction,
    string Background,
    string Surface,
    string Text,
    string MutedText,
    string Primary,
    string OnPrimary,
    string Highlight,
    string OnHighlight,
    string Accent,
    string Border,
    string Decoration,
    string HeadingFont,
    string BodyFont,
    string Motif,
    [OneOf(typeof(TextSizes))] string TextSize,
    bool IsChosen
)
{
    /// <summary>Only in the answer to a change: the tokens that are not as they were asked for, and why.</summary>
    public IReadOnlyList<ThemeCorrection>? Corrections { get; init; }

    /// <summary>Only in the answer to a change: how many components look different now.</summary>
    public int? Restyled { get; init; }

    internal static ThemeView Of(Theme theme) => theme.To<ThemeView>();
}

internal sealed class ThemeViewMapping : IRegister
{
    public void Register(TypeAdapterConfig config)
    {
        config.NewConfig<Theme, ThemeView>().Ignore(view => view.Corrections!).Ignore(view => view.Restyled!);
        config.NewConfig<Theme, ThemeFields>();
    }
}
