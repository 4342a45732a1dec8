using AiWebBuilder.Infrastructure.Campaigns.Facts.Opening.Parts;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Weeks;

internal enum ClauseKind
{
    /// <summary>A word that says open, or that something comes to what was said.</summary>
    Cue,

    /// <summary>Days, dates or a season, with nothing said of them.</summary>
    Names,
    Times,
    Closed,
    Appointment,

    /// <summary>As on other days.</summary>
    Usual,

    /// <summary>Hours of a day that are closed.</summary>
    Pause,

    /// <summary>Days or dates that are excepted from what was said.</summary>
    Except,

    /// <summary>Days that something else is said of than when it is open.</summary>
    Other,
}

/// <summary>One thing that is said of opening times: of which days, and what.</summary>
/// <param name="Names">The days and dates that it is said of, with what stands before each.</param>
internal sealed record Clause(ClauseKind Kind, IReadOnlyList<Piece> Names)
{
    public IReadOnlyList<Slot> Slots { get; init; } = [];

    /// <summary>Days and dates that are taken out of the named ones: "daily except Monday 9-18".</summary>
    public IReadOnlyList<Piece> Without { get; init; } = [];

    /// <summary>A season behind the times: "Saturdays 8-13 from April to October".</summary>
    public string? Season { get; init; }

    /// <summary>Whether the times come to those that were said.</summary>
    public bool Adds { get; init; }

    /// <summary>Whether it is what a day that is excepted has.</summary>
    public bool IsExcepted { get; init; }

    public bool IsUnsure { get; init; }

    /// <summary>What stands between it and the clause before.</summary>
    public Gap Gap { get; init; }
}

/// <summary>A piece of a statement, with what stands before it.</summary>
internal readonly record struct Piece(HoursPart Part, Gap Gap);
