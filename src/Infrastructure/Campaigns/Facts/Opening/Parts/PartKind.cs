namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Opening.Parts;

internal enum PartKind
{
    Sign,
    Filler,

    /// <summary>Words that may say what the times are of.</summary>
    Words,
    Days,
    Times,
    Date,
    Open,
    Closed,

    /// <summary>Open as on other days: "照常".</summary>
    Usual,

    /// <summary>A word after which a time alone is the end: "early finish", "schließt".</summary>
    Closes,
    Break,
    Appointment,
    Except,
    ExceptAfter,
    Also,
    Only,

    /// <summary>What days are for that have no times: "Sundays emergencies only".</summary>
    Other,
}
