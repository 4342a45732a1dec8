namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Weeks;

/// <summary>What stands between two pieces, the stronger the later.</summary>
internal enum Gap
{
    None,

    /// <summary>A colon or dash.</summary>
    Sign,
    And,
    Bracket,
    Comma,
    Line,
    Semicolon,
    Sentence,
}
