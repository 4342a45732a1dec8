namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Opening;

/// <summary>A piece with those around it.</summary>
internal sealed record HoursPlace(
    HoursPart Part,
    HoursPart? Previous,
    HoursPart? Next,
    HoursPart? After,
    bool IsDivided,
    bool IsJoined,
    bool NextIsDivided,
    bool NextIsJoined,
    bool AfterIsDivided,
    bool IsBracket,
    bool PreviousIsBracket,
    bool HasTimesAhead
)
{
    public bool PreviousIs(params ReadOnlySpan<PartKind> kinds) =>
        Previous is not null && kinds.Contains(Previous.Kind);
}
