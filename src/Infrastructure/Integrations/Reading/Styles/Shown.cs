namespace AiWebBuilder.Infrastructure.Integrations.Reading.Styles;

internal sealed record Shown(
    bool IsHidden,
    bool IsUnseen,
    bool IsTransparent,
    bool HidesOnSmall,
    bool HidesOnLarge,
    bool ShowsOnSmall,
    bool ShowsOnLarge,
    string? Picture
)
{
    public static Shown Nothing { get; } = new(false, false, false, false, false, false, false, null);
}
